/** What events of the trail are about: the first word of each action. Whoever filters the trail chooses among them. */
// prettier-ignore
export const AUDIT_NOUNS = [
  'access', 'account_notice', 'artefact', 'assignment', 'audit', 'budget_settings', 'calendar', 'calendar_feed', 'clock_setting', 'committee',
  'contribution', 'delegation', 'delivery', 'dispatch', 'edition', 'enquiry', 'enquiry_setting', 'evidence', 'group_rule', 'handoff',
  'held_change', 'hold', 'intake', 'measure', 'measure_group', 'meeting', 'notice', 'notice_choice', 'password', 'period', 'person', 'programme',
  'public_form', 'public_question', 'publication', 'reading', 'recipient', 'reminder_rule', 'report', 'retention', 'risk', 'risk_matrix', 'role',
  'schedule', 'second_factor', 'session', 'theme', 'token', 'user', 'version', 'work',
] as const;
export type AuditNoun = (typeof AUDIT_NOUNS)[number];

/** `noun.verb`, lower case: `contribution.approved`, `session.refused`. */
export type AuditAction = `${AuditNoun}.${string}`;
