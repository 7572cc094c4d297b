export type PermissionKind = 'read' | 'write' | 'approval' | 'administration';

interface PermissionFacts {
  /** What it lets a person do, for the page that shows a role. */
  description: string;
  kind: PermissionKind;
}

/**
 * The closed catalogue: a role can hold these and nothing else, a route can ask for these and nothing else.
 * `approval` and `administration` never meet in one person.
 */
export const PERMISSIONS = {
  'programme.read': { description: 'See a programme and its reporting periods', kind: 'read' },
  'programme.manage': { description: 'Create and change programmes', kind: 'write' },
  'period.open': { description: 'Open a reporting period and set its deadlines', kind: 'write' },
  'programme.export': {
    description: 'Export everything of a programme as files, with what is not for publication',
    kind: 'administration',
  },
  'programme.close': {
    description: 'Close a programme that has ended, and open it again',
    kind: 'administration',
  },
  'contribution.read': { description: 'See parts of reports that are not published yet', kind: 'read' },
  'contribution.edit': { description: 'Write a part while it is a draft', kind: 'write' },
  'contribution.submit': { description: 'Submit a part for review', kind: 'write' },
  'contribution.assign': { description: 'Say who owns a part', kind: 'write' },
  'contribution.return': { description: 'Give a part back to its owner, with the reason', kind: 'write' },
  'contribution.approve': { description: 'Approve a part', kind: 'approval' },
  'contribution.reopen': { description: 'Make an approved part a draft again, with a reason', kind: 'write' },
  'evidence.add': {
    description: 'Attach files to parts and reports as evidence, and withdraw them',
    kind: 'write',
  },
  'evidence.release': {
    description: 'Let a report list a file of evidence, and publish the file with it',
    kind: 'write',
  },
  'report.read': { description: 'See a report that is not yet published', kind: 'read' },
  'report.edit': { description: 'Assemble a report and write its overall narrative', kind: 'write' },
  'report.submit': { description: 'Submit a report to the Senior Responsible Officer', kind: 'write' },
  'report.return': { description: 'Return a report with a comment', kind: 'write' },
  'report.approve': { description: 'Approve and so seal a report', kind: 'approval' },
  'report.correct': { description: 'Start a correction of a sealed report, with a reason', kind: 'write' },
  'version.read': {
    description: 'Read about sealed report versions, and their public editions',
    kind: 'read',
  },
  'exempt.read': {
    description: 'Read what is not for publication: sealed text and exempt editions',
    kind: 'read',
  },
  'version.publish': {
    description: 'Put public editions on the public page, and take them down',
    kind: 'write',
  },
  'publication.withhold': { description: 'Withhold a part of a report from publication', kind: 'write' },
  'publication.release': {
    description: 'Publish what was withheld or suppressed, with a reason, and keep the rules of suppression',
    kind: 'write',
  },
  'measure.read': { description: 'See measures with every reading, small numbers included', kind: 'read' },
  'measure.manage': {
    description: 'Keep the dictionary of measures, their groups and benchmarks',
    kind: 'write',
  },
  'reading.record': { description: 'Record and restate readings of measures', kind: 'write' },
  'committee.read': { description: 'See committees, members and meetings', kind: 'read' },
  'committee.manage': { description: 'Change committees, members and meetings', kind: 'write' },
  'enquiry.read': { description: 'See the questions of members and their answers', kind: 'read' },
  'enquiry.record': { description: 'Record questions of members, and say who answers', kind: 'write' },
  'enquiry.answer': { description: 'Write the answer to a member’s question', kind: 'write' },
  'enquiry.approve': { description: 'Approve the answer to a member’s question', kind: 'approval' },
  'dispatch.read': { description: 'See dispatches and the delivery ledger', kind: 'read' },
  'dispatch.manage': { description: 'Plan, hold and repeat papers', kind: 'write' },
  'user.read': { description: 'See user accounts', kind: 'read' },
  'user.manage': { description: 'Create, change, disable and enable user accounts', kind: 'administration' },
  'role.read': { description: 'See roles and their permissions', kind: 'read' },
  'role.manage': { description: 'Create, change and delete roles', kind: 'administration' },
  'assignment.read': { description: 'See who holds which role, and delegations', kind: 'read' },
  'assignment.manage': { description: 'Grant and end assignments of roles', kind: 'administration' },
  'delegation.create': { description: 'Let somebody stand in for oneself between two dates', kind: 'write' },
  'retention.read': { description: 'See what is deleted when, and what is held', kind: 'read' },
  'retention.manage': {
    description: 'Delete what is due, and place and lift legal holds',
    kind: 'administration',
  },
  'person.export': { description: 'Export everything that is held on a person', kind: 'administration' },
  'audit.read': { description: 'Read the audit trail', kind: 'read' },
  'audit.verify': { description: 'Verify the audit trail’s chain of hashes', kind: 'read' },
  'work.read': { description: 'See background work and its failures', kind: 'read' },
  'work.retry': { description: 'Start failed background work again', kind: 'write' },
} as const satisfies Record<string, PermissionFacts>;

export type Permission = keyof typeof PERMISSIONS;

/** Every permission's name, in the order of the catalogue. */
export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as [Permission, ...Permission[]];

export const isPermission = (name: string): name is Permission => Object.hasOwn(PERMISSIONS, name);

export const kindOf = (permission: Permission): PermissionKind => PERMISSIONS[permission].kind;

/** Every permission of a kind. */
export const permissionsOf = (...kinds: PermissionKind[]): Permission[] =>
  PERMISSION_NAMES.filter((name) => kinds.includes(kindOf(name)));

/**
 * What changes nothing of a programme: who gets in and who stands in for whom is a matter of accounts, and goes on where a programme is
 * closed.
 */
export const changesNothing = (permission: Permission): boolean =>
  ['read', 'administration'].includes(kindOf(permission)) || permission === 'delegation.create';

/** What nobody gets, and nobody loses control of, by one administrator alone: to approve, and to administer. */
export const GUARDED_PERMISSIONS: readonly Permission[] = permissionsOf('approval', 'administration');
