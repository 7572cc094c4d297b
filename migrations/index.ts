import type { Schema } from '../src/platform/index.js';
import { Platform1700000000001 } from './0001-platform.js';
import { Programmes1700000000002 } from './0002-programmes.js';
import { Identity1700000000003 } from './0003-identity.js';
import { Workflow1700000000004 } from './0004-workflow.js';
import { Themes1700000000005 } from './0005-themes.js';
import { Reporting1700000000006 } from './0006-reporting.js';
import { Committees1700000000007 } from './0007-committees.js';
import { Distribution1700000000008 } from './0008-distribution.js';
import { ProgrammeSections1700000000009 } from './0009-programme-sections.js';
import { Performance1700000000010 } from './0010-performance.js';
import { Risks1700000000011 } from './0011-risks.js';
import { Workforce1700000000012 } from './0012-workforce.js';
import { Finance1700000000013 } from './0013-finance.js';
import { Concerns1700000000014 } from './0014-concerns.js';
import { Challenge1700000000015 } from './0015-challenge.js';
import { Verification1700000000017 } from './0017-verification.js';
import { Editions1700000000018 } from './0018-editions.js';
import { Sections1700000000019 } from './0019-sections.js';
import { ContributionList1700000000020 } from './0020-contribution-list.js';
import { DeadLetter1700000000021 } from './0021-dead-letter.js';
import { SectionsExplicit1700000000022 } from './0022-sections-explicit.js';
import { Web1700000000023 } from './0023-web.js';
import { MissingReason1700000000024 } from './0024-missing-reason.js';
import { Accounts1700000000025 } from './0025-accounts.js';
import { Confirmations1700000000028 } from './0028-confirmations.js';
import { PublicEditions1700000000031 } from './0031-public-editions.js';
import { HeldChanges1700000000032 } from './0032-held-changes.js';
import { ReturnNotes1700000000033 } from './0033-return-notes.js';
import { BelowZero1700000000036 } from './0036-below-zero.js';
import { LedgerAuthors1700000000037 } from './0037-ledger-authors.js';
import { SignIn1700000000038 } from './0038-sign-in.js';
import { Seals1700000000039 } from './0039-seals.js';
import { TrialPrint1700000000040 } from './0040-trial-print.js';
import { Quarters1700000000043 } from './0043-quarters.js';
import { TokenPermissions1700000000045 } from './0045-token-permissions.js';
import { AuditVerify1700000000046 } from './0046-audit-verify.js';
import { StatutoryClock1700000000048 } from './0048-statutory-clock.js';
import { MeetingsAndPapers1700000000049 } from './0049-meetings-and-papers.js';
import { StandingAnswers1700000000050 } from './0050-standing-answers.js';
import { CancelledPeriods1700000000051 } from './0051-cancelled-periods.js';
import { Notices1700000000052 } from './0052-notices.js';
import { CalendarFeeds1700000000053 } from './0053-calendar-feeds.js';
import { Release1700000000054 } from './0054-release.js';
import { Schedules1700000000055 } from './0055-schedules.js';
import { DefinitionReasons1700000000057 } from './0057-definition-reasons.js';
import { Intake1700000000062 } from './0062-intake.js';
import { SecondFactor1700000000064 } from './0064-second-factor.js';
import { SingleSignOn1700000000065 } from './0065-single-sign-on.js';
import { ExportProgrammes1700000000067 } from './0067-export-programmes.js';
import { Papers1700000000068 } from './0068-papers.js';
import { WaysOfDelivery1700000000073 } from './0073-ways-of-delivery.js';
import { WebhookSecrets1700000000074 } from './0074-webhook-secrets.js';
import { DeliveryNotices1700000000075 } from './0075-delivery-notices.js';
import { Enquiries1700000000077 } from './0077-enquiries.js';
import { Evidence1700000000079 } from './0079-evidence.js';
import { ReportLooks1700000000081 } from './0081-report-looks.js';
import { PublicQuestions1700000000083 } from './0083-public-questions.js';
import { WhoRecordedPapers1700000000084 } from './0084-who-recorded-papers.js';
import { CancelledWithFigures1700000000086 } from './0086-cancelled-with-figures.js';
import { ClosedProgrammes1700000000088 } from './0088-closed-programmes.js';
import { KeptDrafts1700000000091 } from './0091-kept-drafts.js';
import { WithdrawnCorrections1700000000092 } from './0092-withdrawn-corrections.js';
import { SecurityKeys1700000000093 } from './0093-security-keys.js';
import { KnownBrowsers1700000000094 } from './0094-known-browsers.js';
import { GroupRoles1700000000095 } from './0095-group-roles.js';
import { LegalHold1700000000097 } from './0097-legal-hold.js';
import { Retention1700000000098 } from './0098-retention.js';
import { AuditPlaces1700000000101 } from './0101-audit-places.js';
import { TermsOfOffice1700000000102 } from './0102-terms-of-office.js';
import { SectionsOfACommittee1700000000103 } from './0103-sections-of-a-committee.js';
import { MovedDays1700000000104 } from './0104-moved-days.js';
import { NewestReports1700000000105 } from './0105-newest-reports.js';
import { PublicDownloads1700000000109 } from './0109-public-downloads.js';

/** The whole schema, in order, and what the application's own login may do with it. */
export const schema: Schema = {
  migrations: [
    Platform1700000000001,
    Programmes1700000000002,
    Identity1700000000003,
    Workflow1700000000004,
    Themes1700000000005,
    Reporting1700000000006,
    Committees1700000000007,
    Distribution1700000000008,
    ProgrammeSections1700000000009,
    Performance1700000000010,
    Risks1700000000011,
    Workforce1700000000012,
    Finance1700000000013,
    Concerns1700000000014,
    Challenge1700000000015,
    Verification1700000000017,
    Editions1700000000018,
    Sections1700000000019,
    ContributionList1700000000020,
    DeadLetter1700000000021,
    SectionsExplicit1700000000022,
    Web1700000000023,
    MissingReason1700000000024,
    Accounts1700000000025,
    Confirmations1700000000028,
    PublicEditions1700000000031,
    HeldChanges1700000000032,
    ReturnNotes1700000000033,
    BelowZero1700000000036,
    LedgerAuthors1700000000037,
    SignIn1700000000038,
    Seals1700000000039,
    TrialPrint1700000000040,
    Quarters1700000000043,
    TokenPermissions1700000000045,
    AuditVerify1700000000046,
    StatutoryClock1700000000048,
    MeetingsAndPapers1700000000049,
    StandingAnswers1700000000050,
    CancelledPeriods1700000000051,
    Notices1700000000052,
    CalendarFeeds1700000000053,
    Release1700000000054,
    Schedules1700000000055,
    DefinitionReasons1700000000057,
    Intake1700000000062,
    SecondFactor1700000000064,
    SingleSignOn1700000000065,
    ExportProgrammes1700000000067,
    Papers1700000000068,
    WaysOfDelivery1700000000073,
    WebhookSecrets1700000000074,
    DeliveryNotices1700000000075,
    Enquiries1700000000077,
    Evidence1700000000079,
    ReportLooks1700000000081,
    PublicQuestions1700000000083,
    WhoRecordedPapers1700000000084,
    CancelledWithFigures1700000000086,
    ClosedProgrammes1700000000088,
    KeptDrafts1700000000091,
    WithdrawnCorrections1700000000092,
    SecurityKeys1700000000093,
    KnownBrowsers1700000000094,
    GroupRoles1700000000095,
    LegalHold1700000000097,
    Retention1700000000098,
    AuditPlaces1700000000101,
    TermsOfOffice1700000000102,
    SectionsOfACommittee1700000000103,
    MovedDays1700000000104,
    NewestReports1700000000105,
    PublicDownloads1700000000109,
  ],
  /**
   * Deny by default: a table that is not here cannot be read. Where `update` or `delete` is missing, the database itself
   * refuses to change what was written.
   */
  grants: {
    audit_event: ['select'],
    audit_head: ['select'],
    audit_place: ['select', 'insert', 'update'],
    outbox: ['select', 'insert', 'update', 'delete'],
    programme: ['select', 'insert', 'update'],
    reporting_period: ['select', 'insert', 'update'],
    app_user: ['select', 'insert', 'update'],
    session: ['select', 'insert', 'update', 'delete'],
    sign_in_count: ['select', 'insert', 'update', 'delete'],
    sign_in_device: ['select', 'insert', 'update', 'delete'],
    api_token: ['select', 'insert', 'update', 'delete'],
    second_factor: ['select', 'insert', 'update', 'delete'],
    external_identity: ['select', 'insert', 'update', 'delete'],
    group_rule: ['select', 'insert', 'update'],
    logout_notice: ['select', 'insert', 'delete'],
    recovery_code: ['select', 'insert', 'update', 'delete'],
    security_key: ['select', 'insert', 'update', 'delete'],
    key_challenge: ['select', 'insert', 'delete'],
    password_link: ['select', 'insert', 'update', 'delete'],
    account_notice: ['select', 'insert', 'delete'],
    role: ['select', 'insert', 'update', 'delete'],
    role_permission: ['select', 'insert', 'delete'],
    assignment: ['select', 'insert', 'update'],
    delegation: ['select', 'insert', 'update'],
    held_change: ['select', 'insert', 'update'],
    envelope: ['select', 'insert', 'update'],
    envelope_author: ['select', 'insert'],
    workflow_event: ['select', 'insert'],
    return_note: ['select', 'insert'],
    return_content: ['select', 'insert'],
    reopened_part: ['select'],
    theme: ['select', 'insert', 'update'],
    theme_content: ['select', 'insert', 'update'],
    theme_objective: ['select', 'insert', 'update', 'delete'],
    theme_action: ['select', 'insert', 'update', 'delete'],
    theme_action_rating: ['select', 'insert', 'update', 'delete'],
    theme_narrative: ['select', 'insert', 'update', 'delete'],
    theme_narrative_action: ['select', 'insert', 'update', 'delete'],
    risk_matrix: ['select', 'insert'],
    risk_matrix_band: ['select', 'insert'],
    risk_matrix_cell: ['select', 'insert'],
    risk_setting: ['select', 'insert', 'update'],
    risk_content: ['select', 'insert', 'update'],
    risk_entry: ['select', 'insert', 'update', 'delete'],
    risk_link: ['select', 'insert', 'update', 'delete'],
    concern_content: ['select', 'insert', 'update'],
    concern_entry: ['select', 'insert', 'update', 'delete'],
    concern_owner: ['select', 'insert', 'update', 'delete'],
    concern_link: ['select', 'insert', 'update', 'delete'],
    concern_history: ['select', 'insert', 'update', 'delete'],
    workforce_content: ['select', 'insert', 'update'],
    workforce_team: ['select', 'insert', 'update', 'delete'],
    workforce_benchmark: ['select', 'insert', 'update', 'delete'],
    budget_setting: ['select', 'insert', 'update'],
    budget_content: ['select', 'insert', 'update'],
    budget_line: ['select', 'insert', 'update', 'delete'],
    measure_ledger: ['select', 'insert', 'update'],
    measure_ledger_author: ['select', 'insert'],
    measure_group: ['select', 'insert', 'update'],
    measure: ['select', 'insert'],
    measure_definition: ['select', 'insert'],
    reading: ['select', 'insert'],
    benchmark: ['select', 'insert'],
    measure_rebase: ['select', 'insert'],
    measures_content: ['select', 'insert', 'update'],
    measures_override: ['select', 'insert', 'update', 'delete'],
    report: ['select', 'insert', 'update'],
    report_version: ['select', 'insert'],
    challenge_answer: ['select', 'insert'],
    report_setting: ['select', 'insert', 'update'],
    publication_decision: ['select', 'insert'],
    version_publication: ['select', 'insert'],
    artefact: ['select', 'insert'],
    calendar_year: ['select', 'insert', 'update'],
    clock_setting: ['select', 'insert', 'update'],
    trial_print: ['select', 'insert', 'update'],
    trial_file: ['select', 'insert', 'delete'],
    report_look: ['select', 'insert', 'update', 'delete'],
    committee: ['select', 'insert', 'update'],
    committee_recipient: ['select', 'insert', 'update'],
    recipient_secret: ['select', 'insert', 'update'],
    meeting: ['select', 'insert', 'update'],
    meeting_period: ['select', 'insert', 'delete'],
    moved_day: ['select', 'insert'],
    enquiry_setting: ['select', 'insert', 'update'],
    enquiry: ['select', 'insert', 'update'],
    enquiry_answer: ['select', 'insert', 'update'],
    enquiry_printing: ['select', 'insert'],
    public_form: ['select', 'insert', 'update'],
    public_question: ['select', 'insert', 'update'],
    dispatch: ['select', 'insert', 'update'],
    delivery: ['select', 'insert', 'update'],
    delivery_event: ['select', 'insert'],
    delivery_link: ['select', 'insert', 'update'],
    delivery_link_event: ['select', 'insert'],
    delivery_notice: ['select', 'insert'],
    delivery_mailbox: ['select', 'insert', 'update'],
    dispatch_schedule: ['select', 'insert', 'update'],
    dispatch_schedule_run: ['select', 'insert'],
    notice_choice: ['select', 'insert', 'update', 'delete'],
    reminder_rule: ['select', 'insert', 'update'],
    notice: ['select', 'insert', 'update', 'delete'],
    notice_item: ['select', 'insert', 'delete'],
    calendar_feed: ['select', 'insert', 'update', 'delete'],
    intake: ['select', 'insert', 'update', 'delete'],
    evidence: ['select', 'insert', 'update'],
    public_download: ['select', 'insert', 'update', 'delete'],
    legal_hold: ['select', 'insert', 'update'],
    web_once: ['select', 'insert', 'update', 'delete'],
  },
  functions: [
    'audit_append(uuid, text, text, text, text, uuid, text, jsonb)',
    'audit_verify(bigint, bytea)',
    'audit_instant(timestamptz)',
    'period_cancel(uuid)',
    'parts_put_back(uuid)',
    'is_put_back(uuid)',
    'held_by(uuid, uuid, date)',
    'called(uuid, text)',
  ],
};
