import {
  changeInWords,
  PERMISSIONS,
  type Actor,
  type Effect,
  type HeldChangeView,
  type PersonRole,
  type RoleView,
  type UserView,
} from '../../identity/index.js';
import type { ProgrammeView, ProgrammeWithPeriod } from '../../programmes/index.js';
import {
  capitalised,
  choices,
  count,
  facts,
  head,
  instantWords,
  paths,
  inWords,
  personLabel,
  wordRows,
  type FormView,
} from '../shell/index.js';
import type { AskPage } from './ask.view.js';
import type { WorkLeft } from './giving-choices.js';
import { roleWords, stateWords, whenWords, whereWords } from './people.words.js';
import { EVERY_PROGRAMME } from './user.form.js';
import type { ChangeUserPage, GiveRolePage, UserPage } from './user.view.js';

/** Steps with an account as a whole that ask before. */
export const USER_STEPS = ['password', 'reset-second-factor', 'end-sessions', 'disable', 'enable'] as const;
export type AskedStep = (typeof USER_STEPS)[number];

/** Who does what the same change needs a second person for. */
const SECOND_PERSON =
  'another administrator has to do it, or you alone once a working day is over. Everybody concerned is told.';

const toUser = ({ id, name }: UserView) => ({ text: name, href: paths.user(id) });

interface UserFacts {
  user: UserView;
  /** Null where the actor may see nobody's roles. */
  roles: readonly PersonRole[] | null;
  /** About this person, waiting. */
  held: readonly HeldChangeView[];
  /** Of the actor, with the newest period of each. */
  programmes: readonly ProgrammeWithPeriod[];
  actor: Pick<Actor, 'userId' | 'can' | 'holds'>;
  now: Date;
}

export function presentUser({ user, roles, held, programmes, actor, now }: UserFacts): UserPage {
  const oneself = user.id === actor.userId;
  const disabled = user.disabledAt !== null;
  const manages = actor.can('user.manage', null);
  const gives = actor.holds('assignment.manage');
  return {
    head: head(user.name, {
      lead: firstSentence(user, roles),
      breadcrumbs: [
        { text: 'Administration', href: paths.administration() },
        { text: 'People', href: paths.users() },
      ],
      wide: true,
    }),
    facts: facts([
      { name: 'Name', value: user.name },
      { name: 'Job title', value: user.jobTitle },
      { name: 'E-mail', value: user.email },
      { name: 'State', value: stateWords(user) },
      { name: 'Created', value: instantWords(user.createdAt, now) },
    ]),
    change: manages && user.leftAt === null ? paths.userStep(user.id, 'change') : null,
    waiting: held.map((change) => ({
      text: capitalised(changeInWords(change)),
      href: paths.heldChange(change.id),
    })),
    roles:
      roles &&
      wordRows(
        roles.map((role) => ({
          cells: [role.roleName, capitalised(whereWords(role)), capitalised(whenWords(role) || 'always')],
          ...(!oneself && actor.can('assignment.manage', role.programmeId)
            ? {
                link: {
                  text: 'End',
                  about: `${role.roleName} in ${whereWords(role)}`,
                  href: paths.endRole(user.id, role.id),
                },
              }
            : {}),
        })),
      ),
    setUps: programmes
      .filter(
        ({ id, period, closedAt }) =>
          period === null && closedAt === null && actor.can('programme.manage', id),
      )
      .map(({ id, name }) => ({ text: `Go on with the set-up of ${name}`, href: paths.setUp(id) })),
    give: gives && !oneself && !disabled ? paths.giveRole(user.id) : null,
    whyNot: !gives
      ? null
      : oneself
        ? 'This is you. Another administrator gives you a role, or ends one.'
        : disabled
          ? 'Enable the account before you give a role.'
          : null,
    steps: [
      ...(manages
        ? stepsOf(oneself, user).map((step) => ({
            text: STEPS[step].link(user),
            href: paths.userStep(user.id, step),
          }))
        : []),
      ...(actor.can('person.export', null)
        ? [{ text: 'Everything that is held on this person', href: paths.personData(user.id) }]
        : []),
      ...(actor.can('retention.manage', null) && user.leftAt === null
        ? [
            { text: 'Hold what is of this person', href: paths.newHold(user.id) },
            { text: 'Erase this person', href: paths.erasure(user.id) },
          ]
        : []),
    ],
  };
}

function firstSentence({ disabledAt, leftAt }: UserView, roles: readonly PersonRole[] | null): string | null {
  if (leftAt !== null)
    return 'This person has left. What they wrote, decided and sealed stays, under this reference.';
  if (disabledAt !== null)
    return 'The account is disabled: they cannot sign in, and no role of theirs counts.';
  if (roles === null) return null;
  return roles.length === 0
    ? 'They have no role, and can do nothing.'
    : `They have ${count(roles.length, 'role')}.`;
}

/** What the rooms allow with one's own account, and with a disabled one. */
function stepsOf(oneself: boolean, { disabledAt, leftAt, hasSecondFactor }: UserView): AskedStep[] {
  if (oneself || leftAt !== null) return [];
  if (disabledAt !== null) return ['enable'];
  return [
    'password',
    ...(hasSecondFactor ? (['reset-second-factor'] as const) : []),
    'end-sessions',
    'disable',
  ];
}

interface StepWords {
  link: (user: UserView) => string;
  question: (user: UserView) => string;
  sentences: (user: UserView) => readonly string[];
  button: string;
  warning: boolean;
}

const STEPS: Readonly<Record<AskedStep, StepWords>> = {
  password: {
    link: ({ hasPassword }) =>
      hasPassword ? 'Send a link for a new password' : 'Send the link for a password once more',
    question: ({ name }) => `Send ${name} a link for a new password?`,
    sentences: ({ email, hasPassword }) => [
      `The link goes to ${email}. It counts once, for an hour. Nobody else sees it.`,
      ...(hasPassword
        ? [
            'Their password stops counting, they are signed out everywhere, and tokens of programs are revoked.',
          ]
        : []),
      `If they approve or administer, it waits: ${SECOND_PERSON}`,
    ],
    button: 'Send the link',
    warning: false,
  },
  'reset-second-factor': {
    link: () => 'Take away their second factor',
    question: ({ name }) => `Take away the second factor of ${name}?`,
    sentences: () => [
      'Their password alone signs them in, until they set up another. They are signed out everywhere, and tokens of programs are revoked.',
      'Ask them yourself, and not by e-mail, whether they have lost their app and their recovery codes.',
      `If they approve or administer, it waits: ${SECOND_PERSON}`,
    ],
    button: 'Take it away',
    warning: true,
  },
  'end-sessions': {
    link: () => 'End their sessions',
    question: ({ name }) => `End every session of ${name}?`,
    sentences: () => [
      'They are signed out everywhere at once, and tokens of programs are revoked. They can sign in again.',
    ],
    button: 'End the sessions',
    warning: true,
  },
  disable: {
    link: () => 'Disable the account',
    question: ({ name }) => `Disable the account of ${name}?`,
    sentences: () => [
      'They are signed out everywhere at once, and cannot sign in. Tokens of programs are revoked for good.',
      'Their roles stay as they are, and count again when the account is enabled.',
    ],
    button: 'Disable it',
    warning: true,
  },
  enable: {
    link: () => 'Enable the account',
    question: ({ name }) => `Enable the account of ${name}?`,
    sentences: () => [
      'They can sign in again with their password, and their roles count again.',
      `If they approve or administer, it waits: ${SECOND_PERSON}`,
    ],
    button: 'Enable it',
    warning: false,
  },
};

/** @param left behind: `alone` are roles that nobody else has, in words. */
export function presentStep(
  user: UserView,
  step: AskedStep,
  { alone, work }: { alone: readonly string[]; work: readonly WorkLeft[] },
): AskPage {
  const { question, sentences, button, warning } = STEPS[step];
  return {
    head: head(question(user), { back: toUser(user) }),
    sentences: [...sentences(user), ...alone.map((role) => `Nobody else is ${role}.`)],
    work: workWords(work),
    lists: [],
    hidden: [],
    version: user.version,
    action: paths.userStep(user.id, step),
    button,
    warning,
    cancel: paths.user(user.id),
  };
}

export const presentChangeUser = (form: FormView, user: UserView, version: number): ChangeUserPage => ({
  head: head('Change name, job title or address', {
    back: toUser(user),
    caption: user.name,
    lead: 'Pages show it from now on. Reports that are sealed keep what they said.',
  }),
  form,
  action: paths.userStep(user.id, 'change'),
  version,
  hint: 'They sign in with it. Of somebody who approves or administers, change it apart from the name and the job title: it waits for another administrator.',
});

/** @param programmes in which the actor may give roles; `everywhere`: also in all of them at once. */
export const presentGiveRole = (
  form: FormView,
  user: UserView,
  roles: readonly RoleView[],
  { programmes, everywhere }: { programmes: readonly ProgrammeView[]; everywhere: boolean },
): GiveRolePage => ({
  head: head('Give a role', {
    back: toUser(user),
    caption: user.name,
    lead: 'You see what it lets them do before it is given.',
  }),
  form,
  action: paths.giveRole(user.id),
  roles: choices(roles.map(({ id, name, description }) => ({ value: id, text: name, hint: description }))),
  programmes: choices(
    [
      ...programmes.map(({ id, name }) => ({ value: id, text: name })),
      ...(everywhere ? [{ value: EVERY_PROGRAMME, text: 'Every programme' }] : []),
    ],
    'Choose where',
  ),
});

interface Giving {
  user: UserView;
  role: PersonRole;
  effect: Effect;
  waits: boolean;
  hidden: AskPage['hidden'];
  /** London date. */
  today: string;
}

export const presentAskToGive = ({ user, role, effect, waits, hidden, today }: Giving): AskPage => ({
  head: head('Give this role?', {
    back: { text: 'Give a role', href: paths.giveRole(user.id) },
    caption: user.name,
    lead: `${roleWords(role, today)}.`,
  }),
  sentences: [
    ...(waits ? [`This role approves or administers, so it is not given yet: ${SECOND_PERSON}`] : []),
    ...(effect.gained.length === 0
      ? ['It lets them do nothing there that they cannot do already today.']
      : []),
  ],
  work: [],
  lists: effectLists(effect),
  hidden,
  version: null,
  action: paths.giveRole(user.id),
  button: waits ? 'Ask for it' : 'Give the role',
  warning: false,
  cancel: paths.user(user.id),
});

/** @param left behind: `alone` where nobody else has this role there. */
export const presentAskToEnd = (
  user: UserView,
  role: PersonRole,
  effect: Effect,
  { alone, work }: { alone: boolean; work: readonly WorkLeft[] },
  today: string,
): AskPage => ({
  head: head('End this role?', {
    back: toUser(user),
    caption: user.name,
    lead: `${roleWords(role, today)}.`,
  }),
  sentences: [
    'It ends at once, also for whoever stands in for them in it.',
    ...(alone ? [`Nobody else is ${role.roleName} in ${whereWords(role)}.`] : []),
    ...(effect.lost.length === 0 ? ['They lose nothing there that they can do today.'] : []),
  ],
  work: workWords(work),
  lists: effectLists(effect),
  hidden: [],
  version: role.version,
  action: paths.endRole(user.id, role.id),
  button: 'End it',
  warning: true,
  cancel: paths.user(user.id),
});

/** Work that would lie where it is, and who gives it to somebody else; a link for who may. */
const workWords = (work: readonly WorkLeft[]): AskPage['work'] =>
  work.map(({ drafts, inReview, periodId, periodLabel, programmeName, mayName, namers }) => {
    const number = drafts + inReview;
    const they = number === 1 ? 'it' : 'them';
    const what = inWords([
      ...(drafts > 0 ? [count(drafts, 'draft')] : []),
      ...(inReview > 0 ? [count(inReview, 'part with the reviewer', 'parts with the reviewer')] : []),
    ]);
    const who = namers.length === 0 ? '' : ` ${inWords(namers.map(personLabel))} can do that.`;
    return {
      text: `${what} of ${periodLabel} in ${programmeName} ${number === 1 ? 'is' : 'are'} theirs. Nobody can write ${they} until somebody else is named for ${they}.${mayName ? '' : who}`,
      link: mayName
        ? { text: `See the parts of ${periodLabel}, and name somebody else`, href: paths.period(periodId) }
        : null,
    };
  });

const effectLists = ({ gained, lost }: Effect): AskPage['lists'] =>
  [
    { heading: 'What they can do then and cannot do today', items: gained },
    { heading: 'What they can no longer do then', items: lost },
  ]
    .filter(({ items }) => items.length > 0)
    .map(({ heading, items }) => ({
      heading,
      items: items.map((permission) => PERMISSIONS[permission].description),
    }));
