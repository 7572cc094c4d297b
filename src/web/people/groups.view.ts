import {
  choices,
  head,
  paths,
  wordRows,
  type Examples,
  type FormView,
  type PageView,
  type Path,
  type WordRow,
} from '../shell/index.js';

/** Which group of the identity provider gives which role. */
export interface GroupsPage extends PageView {
  /** Group, role, where, people who have it by this rule; the link ends it. */
  rules: readonly WordRow[];
  add: Path | null;
  /** Why nothing comes of rules here; null where they count. */
  off: string | null;
}

export interface NewGroupRulePage extends PageView {
  form: FormView;
  roles: ReturnType<typeof choices>;
  programmes: ReturnType<typeof choices>;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'people/groups': GroupsPage;
    'people/new-group-rule': NewGroupRulePage;
  }
}

export const groupCrumbs = [{ text: 'Administration', href: paths.administration() }];

export const groupsHead = (lead: string) =>
  head('Roles by groups', { breadcrumbs: groupCrumbs, wide: true, lead });

export const newGroupRuleHead = head('Add a rule', {
  back: { text: 'Roles by groups', href: paths.groupRules() },
  lead: 'Whoever is in a group of the identity provider gets a role here when they sign in. You see whom it concerns before it is saved.',
});

export const OFF =
  'Rules do not count here yet: nobody has said where the identity provider names the groups. An operator sets it with OIDC_GROUPS_CLAIM.';

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const rules = wordRows([
  {
    cells: ['children-improvement-owners', 'Owner', 'Children’s services improvement', '11'],
    link: { text: 'End', about: 'the rule of children-improvement-owners', href: paths.endGroupRule(id) },
  },
  {
    cells: ['7d0f4c1e-94be-4d5a-a0a1-6f8f0e9b6a51', 'Auditor', 'Every programme', '0'],
    link: { text: 'End', about: 'the rule of 7d0f4c1e', href: paths.endGroupRule(id) },
  },
]);
const lists = {
  roles: choices([
    { value: 'a', text: 'Owner', hint: 'Drafts and submits their own part of the report' },
    { value: 'b', text: 'Auditor', hint: 'Reads everything, changes nothing' },
  ]),
  programmes: choices(
    [
      { value: 'p', text: 'Children’s services improvement' },
      { value: 'every', text: 'Every programme' },
    ],
    'Choose where',
  ),
};
const values = { group: '', role: '', programme: '' };
const none = { group: null, role: null, programme: null };

export const examples = {
  'people/groups': {
    'some rules': {
      head: groupsHead('2 rules give roles to people who sign in with the council’s account.'),
      rules,
      add: paths.newGroupRule(),
      off: null,
    },
    'none, and switched off': { head: groupsHead('There is no rule.'), rules: [], add: null, off: OFF },
  },
  'people/new-group-rule': {
    blank: { head: newGroupRuleHead, form: { values, errors: none, problems: [] }, ...lists },
    'nothing entered': {
      head: newGroupRuleHead,
      form: {
        values,
        errors: { ...none, group: 'Enter the group as the provider names it', role: 'Choose a role' },
        problems: [
          { text: 'Enter the group as the provider names it', href: '#group' },
          { text: 'Choose a role', href: '#role' },
        ],
      },
      ...lists,
    },
  },
} satisfies Examples;
