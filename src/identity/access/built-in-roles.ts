import { PERMISSION_NAMES, type Permission } from './permissions.js';

export interface BuiltInRole {
  /** Stable; code and samples name a role by it. */
  key: string;
  name: string;
  description: string;
  permissions: readonly Permission[];
}

const OWN_TEXT = ['contribution.read', 'contribution.edit', 'contribution.submit'] as const;

/**
 * The roles that every installation starts with. They are rows like any other role; apart from `admin` they may be changed,
 * but none can be deleted.
 */
export const BUILT_IN_ROLES = [
  {
    key: 'owner',
    name: 'Owner',
    description: 'Drafts and submits their own part of the report',
    permissions: [
      'programme.read',
      ...OWN_TEXT,
      'evidence.add',
      'report.read',
      'version.read',
      'exempt.read',
      'publication.withhold',
      'measure.read',
      'reading.record',
      'enquiry.read',
      'enquiry.answer',
      'delegation.create',
    ],
  },
  {
    key: 'reviewer',
    name: 'Reviewer (programme manager)',
    description: 'Opens periods, reviews and approves contributions, assembles the report',
    permissions: [
      'programme.read',
      'period.open',
      ...OWN_TEXT,
      'evidence.add',
      'evidence.release',
      'contribution.assign',
      'contribution.return',
      'contribution.approve',
      'contribution.reopen',
      'report.read',
      'report.edit',
      'report.submit',
      'report.correct',
      'version.read',
      'exempt.read',
      'publication.withhold',
      'publication.release',
      'measure.read',
      'measure.manage',
      'reading.record',
      'committee.read',
      'enquiry.read',
      'enquiry.record',
      'enquiry.answer',
      'enquiry.approve',
      'dispatch.read',
      'delegation.create',
    ],
  },
  {
    key: 'sro',
    name: 'Senior Responsible Officer',
    description: 'Approves the report as a whole',
    permissions: [
      'programme.read',
      ...OWN_TEXT,
      'evidence.add',
      'contribution.return',
      'contribution.approve',
      'contribution.reopen',
      'report.read',
      'report.return',
      'report.approve',
      'version.read',
      'exempt.read',
      'publication.withhold',
      'measure.read',
      'committee.read',
      'enquiry.read',
      'enquiry.approve',
      'dispatch.read',
      'delegation.create',
    ],
  },
  {
    key: 'clerk',
    name: 'Clerk (democratic services)',
    description: 'Keeps committees and meetings, and sends sealed reports to them',
    permissions: [
      'programme.read',
      'version.read',
      'exempt.read',
      'version.publish',
      'committee.read',
      'committee.manage',
      'enquiry.read',
      'enquiry.record',
      'dispatch.read',
      'dispatch.manage',
    ],
  },
  {
    key: 'analyst',
    name: 'Analyst',
    description: 'Prepares figures and text for owners',
    permissions: [
      'programme.read',
      ...OWN_TEXT,
      'evidence.add',
      'report.read',
      'version.read',
      'exempt.read',
      'publication.withhold',
      'measure.read',
      'measure.manage',
      'reading.record',
      'enquiry.read',
      'enquiry.answer',
    ],
  },
  {
    key: 'reader',
    name: 'Reader',
    description: 'Reads sealed reports',
    permissions: ['programme.read', 'version.read'],
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Sees everything, changes nothing, verifies the trail',
    permissions: PERMISSION_NAMES.filter((name) => name.endsWith('.read') || name === 'audit.verify'),
  },
  {
    key: 'admin',
    name: 'Administrator',
    description: 'Keeps accounts, roles and programmes; approves nothing',
    permissions: [
      'programme.read',
      'programme.manage',
      'programme.export',
      'user.read',
      'user.manage',
      'role.read',
      'role.manage',
      'assignment.read',
      'assignment.manage',
      'committee.read',
      'audit.read',
      'audit.verify',
      'work.read',
      'work.retry',
    ],
  },
] as const satisfies readonly BuiltInRole[];

export type BuiltInRoleKey = (typeof BUILT_IN_ROLES)[number]['key'];
