import { paths, withFragment, type HasPage, type Link, type Path } from '../shell/index.js';

interface Page {
  route: string;
  text: string;
  path: (id: string) => Path;
}

const LOOK_AT_PART: Page = { route: '/contributions/:id', text: 'Look', path: paths.part };
const LOOK_AT_PERIOD: Page = { route: '/periods/:id', text: 'Look', path: paths.period };

/** Where each kind of task leads, and by which verb: the first of these pages that this release has. */
const TARGETS = {
  write: [{ ...LOOK_AT_PART, text: 'Write' }],
  correct: [{ ...LOOK_AT_PART, text: 'Correct' }],
  look: [LOOK_AT_PART],
  review: [
    { route: '/contributions/:id/review', text: 'Review', path: (id) => paths.partStep(id, 'review') },
    { ...LOOK_AT_PART, text: 'Review' },
  ],
  owner: [
    {
      route: '/contributions/:id/owner',
      text: 'Say who writes it',
      path: (id) => paths.partStep(id, 'owner'),
    },
    LOOK_AT_PART,
  ],
  unchanged: [
    { route: '/periods/:id/unchanged', text: 'Approve them together', path: paths.unchangedParts },
    LOOK_AT_PERIOD,
  ],
  board: [LOOK_AT_PERIOD],
  startReport: [{ ...LOOK_AT_PERIOD, text: 'Start the report' }],
  assemble: [{ route: '/reports/:id', text: 'Go on with the report', path: paths.report }],
  approve: [{ route: '/reports/:id', text: 'Read and approve', path: paths.report }],
  report: [{ route: '/reports/:id', text: 'Look', path: paths.report }],
  questions: [
    {
      route: '/reports/:id/questions',
      text: 'Answer the questions',
      path: (id) => paths.reportStep(id, 'questions'),
    },
    { route: '/reports/:id', text: 'Look', path: paths.report },
  ],
  version: [{ route: '/versions/:id', text: 'Read it', path: paths.version }],
  publish: [
    { route: '/versions/:id/publish', text: 'Publish it', path: (id) => paths.versionStep(id, 'publish') },
    { route: '/versions/:id', text: 'Look', path: paths.version },
  ],
  delivery: [{ route: '/deliveries/:id', text: 'Decide', path: paths.delivery }],
  plan: [{ route: '/dispatches/new', text: 'Plan the papers', path: paths.newDispatch }],
  dispatch: [{ route: '/dispatches/:id', text: 'Look', path: paths.dispatch }],
  supplement: [{ route: '/dispatches/:id', text: 'Send it', path: paths.dispatch }],
  withdraw: [
    {
      route: '/dispatches/:id/cancel',
      text: 'Cancel the papers',
      path: (id) => paths.dispatchStep(id, 'cancel'),
    },
    { route: '/dispatches/:id', text: 'Look', path: paths.dispatch },
  ],
  newRecipient: [
    { route: '/committees/:id/recipients/new', text: 'Add a recipient', path: paths.newRecipient },
  ],
  committee: [{ route: '/committees/:id', text: 'Look', path: paths.committee }],
  newCommittee: [
    { route: '/programmes/:id/committees/new', text: 'Add the first committee', path: paths.newCommittee },
  ],
  newMeetings: [
    {
      route: '/programmes/:id/meetings',
      text: 'Look at the committees',
      path: (id) => withFragment(paths.meetings(id), 'committees'),
    },
  ],
  meetings: [{ route: '/programmes/:id/meetings', text: 'Look', path: paths.meetings }],
  answer: [
    { route: '/enquiries/:id/answer', text: 'Answer it', path: (id) => paths.enquiryStep(id, 'answer') },
  ],
  approveAnswer: [{ route: '/enquiries/:id', text: 'Read and decide', path: paths.enquiry }],
  publicQuestions: [
    {
      route: '/programmes/:id/public-questions',
      text: 'Read and decide',
      path: paths.publicQuestions,
    },
  ],
  enquiry: [{ route: '/enquiries/:id', text: 'Look', path: paths.enquiry }],
  system: [{ route: '/admin/system', text: 'Look', path: paths.systemWork }],
  job: [{ route: '/admin/jobs/:id', text: 'Look', path: paths.job }],
  audit: [{ route: '/admin/audit', text: 'Look', path: paths.auditTrail }],
  heldChange: [{ route: '/held-changes/:id', text: 'Decide', path: paths.heldChange }],
  setUp: [{ route: '/programmes/:id/set-up', text: 'Go on', path: paths.setUp }],
  newProgramme: [{ route: '/admin/programmes/new', text: 'Create a programme', path: paths.newProgramme }],
  user: [{ route: '/admin/users/:id', text: 'Look', path: paths.user }],
} satisfies Record<string, readonly Page[]>;
export type Target = keyof typeof TARGETS;

/**
 * The link of a task; null while this release has no page for it.
 * @param about makes the verb unique for who hears it.
 */
export type LinkTo = (target: Target, id: string, about: string) => (Link & { about: string }) | null;

export const linksAmong =
  (has: HasPage): LinkTo =>
  (target, id, about) => {
    const pages: readonly Page[] = TARGETS[target];
    const page = pages.find(({ route }) => has(route));
    return page ? { text: page.text, href: page.path(id), about } : null;
  };
