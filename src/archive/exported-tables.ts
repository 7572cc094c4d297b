/**
 * Every table of the database, and which of its rows belong to a programme: those whose `programme_id` it is, or whose key leads to such a
 * row of another table. A test holds this list against the database, so that no table is forgotten.
 */
export type ExportedTable =
  | { by: 'programme_id' | 'id' }
  /** `column` is the `key` of a row of `of`, which belongs to the programme. */
  | { column: string; of: string; key: string }
  /** Why no row of it goes out. */
  | { not: string };

const OWN: ExportedTable = { by: 'programme_id' };
const ofPart: ExportedTable = { column: 'contribution_id', of: 'envelope', key: 'id' };
const ofMeasure: ExportedTable = { column: 'measure_id', of: 'measure', key: 'id' };
const through = (column: string, of: string, key = 'id'): ExportedTable => ({ column, of, key });

const OF_ACCOUNTS = {
  not: 'It is of accounts, not of a programme. Names and job titles stand in people.jsonl.',
};
const A_SECRET = { not: 'It lets somebody in.' };
const OF_THE_INSTALLATION = { not: 'It is of the installation.' };

export const EXPORTED_TABLES: Readonly<Record<string, ExportedTable>> = {
  programme: { by: 'id' },
  theme: OWN,
  reporting_period: OWN,
  envelope: OWN,
  envelope_author: through('envelope_id', 'envelope'),
  workflow_event: through('envelope_id', 'envelope'),
  return_note: through('event_id', 'workflow_event'),
  reopened_part: through('part_id', 'envelope'),
  return_content: through('event_id', 'workflow_event'),
  theme_content: ofPart,
  theme_objective: ofPart,
  theme_action: ofPart,
  theme_action_rating: ofPart,
  theme_narrative: ofPart,
  theme_narrative_action: ofPart,
  concern_content: ofPart,
  concern_entry: ofPart,
  concern_history: ofPart,
  concern_link: ofPart,
  concern_owner: ofPart,
  measures_content: ofPart,
  measures_override: ofPart,
  budget_content: ofPart,
  budget_line: ofPart,
  risk_content: ofPart,
  risk_entry: ofPart,
  risk_link: ofPart,
  workforce_content: ofPart,
  workforce_team: ofPart,
  workforce_benchmark: ofPart,
  measure_group: OWN,
  measure: OWN,
  measure_definition: ofMeasure,
  measure_rebase: ofMeasure,
  benchmark: ofMeasure,
  reading: ofMeasure,
  measure_ledger: OWN,
  measure_ledger_author: OWN,
  risk_setting: OWN,
  risk_matrix: {
    not: 'It is of every programme. The one that a part is scored with stands in its sealed text.',
  },
  risk_matrix_band: { not: 'As the matrix.' },
  risk_matrix_cell: { not: 'As the matrix.' },
  budget_setting: OWN,
  report_setting: OWN,
  clock_setting: OWN,
  reminder_rule: OWN,
  report: through('envelope_id', 'envelope'),
  challenge_answer: through('report_id', 'report', 'envelope_id'),
  trial_print: through('report_id', 'report', 'envelope_id'),
  trial_file: { not: 'It is a print of a draft, and gone once the report is sealed.' },
  report_look: { not: 'It says when somebody looked at a report, and is for that person alone.' },
  publication_decision: OWN,
  report_version: OWN,
  artefact: through('version_id', 'report_version'),
  version_publication: through('version_id', 'report_version'),
  committee: OWN,
  committee_recipient: through('committee_id', 'committee'),
  meeting: through('committee_id', 'committee'),
  meeting_period: through('meeting_id', 'meeting'),
  moved_day: through('meeting_id', 'meeting'),
  enquiry: OWN,
  enquiry_answer: through('enquiry_id', 'enquiry'),
  enquiry_printing: through('version_id', 'report_version'),
  enquiry_setting: OWN,
  public_form: OWN,
  public_question: {
    not: 'It says who of the public asked, which is deleted in time. What was accepted is a question.',
  },
  dispatch: OWN,
  dispatch_schedule: through('committee_id', 'committee'),
  dispatch_schedule_run: through('schedule_id', 'dispatch_schedule'),
  delivery: through('dispatch_id', 'dispatch'),
  delivery_event: through('delivery_id', 'delivery'),
  delivery_link_event: through('delivery_id', 'delivery'),
  delivery_notice: through('delivery_id', 'delivery'),
  assignment: OWN,
  delegation: through('assignment_id', 'assignment'),
  notice_item: OWN,
  evidence: OWN,
  public_download: through('evidence_id', 'evidence'),
  audit_event: OWN,

  audit_head: { not: 'The chain is of every programme. Its head stands in the manifest.' },
  app_user: OF_ACCOUNTS,
  account_notice: OF_ACCOUNTS,
  notice: OF_ACCOUNTS,
  notice_choice: OF_ACCOUNTS,
  held_change: OF_ACCOUNTS,
  role: OF_ACCOUNTS,
  role_permission: OF_ACCOUNTS,
  external_identity: OF_ACCOUNTS,
  group_rule: OF_ACCOUNTS,

  api_token: A_SECRET,
  recovery_code: A_SECRET,
  security_key: A_SECRET,
  logout_notice: A_SECRET,
  key_challenge: A_SECRET,
  second_factor: A_SECRET,
  calendar_feed: A_SECRET,
  delivery_link: A_SECRET,
  recipient_secret: A_SECRET,
  password_link: A_SECRET,
  session: A_SECRET,
  sign_in_count: A_SECRET,
  sign_in_device: A_SECRET,
  intake: {
    not: 'It is of one person, and gone after a week. What was written of it stands in the other tables.',
  },
  web_once: OF_THE_INSTALLATION,
  audit_place: OF_THE_INSTALLATION,
  legal_hold: OF_THE_INSTALLATION,
  calendar_year: OF_THE_INSTALLATION,
  delivery_mailbox: OF_THE_INSTALLATION,
  outbox: OF_THE_INSTALLATION,
  schema_migration: OF_THE_INSTALLATION,
};

/** The condition under which a row of `table`, called `t`, belongs to the programme `$1`. */
export function belongs(table: string): string {
  const rule = EXPORTED_TABLES[table];
  if (rule === undefined || 'not' in rule) throw new Error(`BUG: ${table} is not exported.`);
  return 'by' in rule
    ? `t.${rule.by} = $1`
    : `t.${rule.column} in (select t.${rule.key} from ${rule.of} t where ${belongs(rule.of)})`;
}
