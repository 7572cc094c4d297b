/**
 * Every column of the database that names a person who works here, or holds an address. A test holds it against the foreign keys to
 * `app_user` and the names of columns, so that no later table is forgotten. The export of what is held on a person is drawn from it.
 */
export type PersonColumn =
  /** Rows of the person: given out, without what lets somebody in. */
  | { rows: string }
  /** Rows in which the person did something; given out too, under what they did. */
  | { did: string }
  /** Rows with the person's address in this column. */
  | { address: string }
  /** Why it is not given out. */
  | { not: string };

export const PERSON_COLUMNS: Readonly<Record<string, PersonColumn>> = {
  'app_user.id': { rows: 'The account' },
  'session.user_id': { rows: 'Sessions that are open' },
  'sign_in_device.user_id': { rows: 'Browsers in which they have signed in' },
  'api_token.user_id': { rows: 'API tokens' },
  'second_factor.user_id': { rows: 'The second factor' },
  'security_key.user_id': { rows: 'Security keys' },
  'key_challenge.user_id': { not: 'What a key was asked to sign; gone after five minutes.' },
  'group_rule.made_by': { did: 'Rules of groups that they made' },
  'group_rule.ended_by': { did: 'Rules of groups that they ended' },
  'recovery_code.user_id': { not: 'Hashes of codes that let somebody in; they say nothing else.' },
  'external_identity.user_id': { rows: 'Accounts at the identity provider' },
  'password_link.user_id': { rows: 'Links with which they chose a password' },
  'account_notice.user_id': { rows: 'Mails about the account that wait' },
  'account_notice.email': { address: 'Mails about an account that wait' },
  'notice_choice.user_id': { rows: 'Which reminders they want' },
  'notice.user_id': { rows: 'Reminders that went to them' },
  'notice.asked_by': { did: 'Reminders that they asked for' },
  'notice_item.user_id': { rows: 'What reminders told them' },
  'calendar_feed.user_id': { rows: 'The address of their calendar' },
  'report_look.user_id': { rows: 'When they looked at which report last' },
  'web_once.user_id': { not: 'Marks of forms that were just sent; gone after a day.' },
  'intake.person_id': { rows: 'A report that they brought and have not written' },
  'assignment.user_id': { rows: 'Roles' },
  'assignment.granted_by': { did: 'Roles that they gave' },
  'assignment.ended_by': { did: 'Roles that they ended' },
  'delegation.delegate_id': { rows: 'For whom they stand in' },
  'held_change.user_id': { rows: 'Changes to their account that waited for another administrator' },
  'held_change.user_email': { address: 'Changes to an account with their address' },
  'held_change.email': { address: 'Changes to their address' },
  'held_change.asked_by': { did: 'Such changes that they asked for' },
  'held_change.decided_by': { did: 'Such changes that they decided' },
  'envelope.owner_id': { rows: 'Parts that are theirs' },
  'envelope.submitted_by': { did: 'Parts and reports that they submitted' },
  'envelope.approved_by': { did: 'Parts and reports that they approved' },
  'reopened_part.submitted_by': { did: 'Parts that they submitted and that a correction opened again' },
  'reopened_part.approved_by': { did: 'Parts that they approved and that a correction opened again' },
  'envelope_author.user_id': { did: 'Parts that they wrote in' },
  'workflow_event.actor_id': { did: 'Steps of parts and reports that they took' },
  'theme.owner_id': { rows: 'Themes that are theirs' },
  'theme_action.owner_id': { rows: 'Actions that are theirs' },
  'measure_group.owner_id': { rows: 'Groups of measures that are theirs' },
  'measure_definition.owner_id': { rows: 'Measures that are theirs' },
  'measure_definition.recorded_by': { did: 'Definitions that they wrote' },
  'measure_ledger_author.user_id': { did: 'Figures of which they are an author' },
  'reading.recorded_by': { did: 'Figures that they recorded' },
  'benchmark.recorded_by': { did: 'Benchmarks that they recorded' },
  'measure_rebase.recorded_by': { did: 'New beginnings of a series that they recorded' },
  'risk_entry.owner_id': { rows: 'Risks that are theirs' },
  'risk_entry.accepted_by': { did: 'Risks that they accepted' },
  'concern_owner.user_id': { rows: 'Concerns that are theirs' },
  'challenge_answer.answered_by': { did: 'Questions before approval that they answered' },
  'publication_decision.decided_by': { did: 'Decisions on what is published' },
  'version_publication.by_id': { did: 'Reports that they published or took down' },
  'dispatch.created_by': { did: 'Papers that they planned' },
  'dispatch.cancelled_by': { did: 'Papers that they cancelled' },
  'dispatch_schedule.created_by': { did: 'Plans of papers that they made' },
  'delivery.recipient_email': { address: 'Papers that went to their address' },
  'delivery_event.actor_id': { did: 'What they did with deliveries' },
  'delivery_link.user_id': { rows: 'Addresses of papers that were made for them' },
  'delivery_link_event.actor_id': { did: 'Papers that they read or acknowledged' },
  'committee_recipient.email': { address: 'Committees whose papers go to their address' },
  'enquiry.owner_id': { rows: 'Questions of members that they answer' },
  'enquiry.recorded_by': { did: 'Questions of members that they recorded' },
  'enquiry.asked_by': { not: 'A member’s name, in words: look for it on the page of questions.' },
  'enquiry_answer.approved_by': { did: 'Answers that they approved' },
  'public_question.email': { address: 'Questions that were asked by the public form with their address' },
  'public_question.decided_by': { did: 'Questions of the public that they took or declined' },
  'evidence.added_by': { did: 'Files of evidence that they attached' },
  'legal_hold.person_id': {
    not: 'That something is held, and why, may not be for the person to know. Whoever answers the request looks there.',
  },
  'legal_hold.placed_by': { did: 'Holds that they placed' },
  'legal_hold.lifted_by': { did: 'Holds that they lifted' },
  'audit_event.actor_id': { did: 'What they did, in the audit trail' },
};

/** What lets somebody in, or is no statement about a person. */
export const NEVER_GIVEN = [
  'place',
  'password_hash',
  'id_hash',
  'csrf_secret',
  'data',
  'id_token',
  'token_hash',
  'secret_hash',
  'sealed_key',
  'code_hash',
  'credential_id',
  'public_key',
  'hash',
  'epoch',
] as const;
