import type { GroupRuleEffect, GroupRuleView, RoleView } from '../../identity/index.js';
import type { ProgrammeView } from '../../programmes/index.js';
import {
  capitalised,
  choices,
  count,
  head,
  paths,
  personLabel,
  wordRows,
  type FormView,
} from '../shell/index.js';
import type { AskPage } from './ask.view.js';
import { groupsHead, newGroupRuleHead, OFF, type GroupsPage, type NewGroupRulePage } from './groups.view.js';
import { EVERY_PROGRAMME } from './user.form.js';

const where = ({ programmeName }: Pick<GroupRuleView, 'programmeName'>): string =>
  programmeName ?? 'Every programme';

/** @param may what of it the person may do. @param counts whether the provider is asked for groups. */
export const presentGroups = (
  rules: readonly GroupRuleView[],
  may: { add: boolean; end: (rule: GroupRuleView) => boolean },
  counts: boolean,
): GroupsPage => ({
  head: groupsHead(
    rules.length === 0
      ? 'There is no rule.'
      : `${capitalised(count(rules.length, 'rule gives', 'rules give'))} roles to people who sign in with the council’s account.`,
  ),
  rules: wordRows(
    rules.map((rule) => ({
      cells: [
        rule.group,
        `${rule.roleName}${rule.waits ? ' (each grant waits)' : ''}`,
        where(rule),
        String(rule.people),
      ],
      ...(may.end(rule)
        ? { link: { text: 'End', about: `the rule of ${rule.group}`, href: paths.endGroupRule(rule.id) } }
        : {}),
    })),
  ),
  add: may.add ? paths.newGroupRule() : null,
  off: counts ? null : OFF,
});

export const presentNewGroupRule = (
  form: FormView,
  roles: readonly RoleView[],
  { programmes, everywhere }: { programmes: readonly ProgrammeView[]; everywhere: boolean },
): NewGroupRulePage => ({
  head: newGroupRuleHead,
  form,
  roles: choices(roles.map(({ id, name, description }) => ({ value: id, text: name, hint: description }))),
  programmes: choices(
    [
      ...programmes.map(({ id, name }) => ({ value: id, text: name })),
      ...(everywhere ? [{ value: EVERY_PROGRAMME, text: 'Every programme' }] : []),
    ],
    'Choose where',
  ),
});

const unknown = ({ unknown: many }: GroupRuleEffect): string[] =>
  many === 0
    ? []
    : [
        `Of ${count(many, 'person', 'people')} the provider has not said their groups yet: they have not signed in with it since groups are read.`,
      ];

/** @param hidden what was typed. */
export const presentAskToAdd = (
  rule: { group: string; roleName: string; programmeName: string | null },
  effect: GroupRuleEffect,
  hidden: AskPage['hidden'],
): AskPage => ({
  head: head('Add this rule?', {
    back: { text: 'Add a rule', href: paths.newGroupRule() },
    caption: rule.group,
    lead: `${rule.roleName}, ${where(rule)}.`,
  }),
  sentences: [
    'The role comes when somebody of the group signs in with the council’s account, and goes at the first sign-in after they left it. What you give by hand stays.',
    ...(effect.waits
      ? [
          'This role approves or administers, so each grant waits for another administrator, and is asked for in your name.',
        ]
      : []),
    ...(effect.gain.length === 0 ? ['Nobody is known who would gain it.'] : []),
    ...unknown(effect),
  ],
  work: [],
  lists:
    effect.gain.length === 0
      ? []
      : [{ heading: 'Who gets it at their next sign-in', items: effect.gain.map(personLabel) }],
  hidden,
  version: null,
  action: paths.newGroupRule(),
  button: 'Add the rule',
  warning: false,
  cancel: paths.groupRules(),
});

export const presentAskToEndRule = (rule: GroupRuleView, effect: GroupRuleEffect): AskPage => ({
  head: head('End this rule?', {
    back: { text: 'Roles by groups', href: paths.groupRules() },
    caption: rule.group,
    lead: `${rule.roleName}, ${where(rule)}.`,
  }),
  sentences: [
    'Every role that came by it ends at once.',
    ...(effect.lose.length < rule.people
      ? ['Where another rule gives the same role, it comes back at the next sign-in.']
      : []),
    ...(rule.people === 0 ? ['Nobody has the role by this rule.'] : []),
  ],
  work: [],
  lists: effect.lose.length === 0 ? [] : [{ heading: 'Who loses it', items: effect.lose.map(personLabel) }],
  hidden: [],
  version: rule.version,
  action: paths.endGroupRule(rule.id),
  button: 'End the rule',
  warning: true,
  cancel: paths.groupRules(),
});
