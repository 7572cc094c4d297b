import { isPermission, PERMISSIONS } from '../../identity/index.js';
import {
  STATUSES,
  stepsOf,
  type Action,
  type EnvelopeKind,
  type Status,
  type WorkflowStep,
} from '../../workflow/index.js';
import { capitalised, wordRows } from '../shell/index.js';
import { drawn, section, type HelpSection } from './help.view.js';
import { drawWorkflow } from './workflow-drawing.js';

interface KindWords {
  heading: string;
  sentence: string;
  what: string;
  states: Readonly<Partial<Record<Status, string>>>;
  steps: Readonly<Partial<Record<Action, string>>>;
}

/** What people call the states and steps of each. A state or step without words keeps its key, which a test finds. */
const WORDS: Readonly<Record<EnvelopeKind, KindWords>> = {
  contribution: {
    heading: 'A part',
    sentence: 'Each part has an owner, who writes it. Somebody who did not write in it approves it.',
    what: 'part',
    states: { draft: 'Draft', in_review: 'With the reviewer', approved: 'Approved' },
    steps: {
      save: 'Write',
      submit: 'Submit',
      return: 'Give back',
      approve: 'Approve',
      reopen: 'Reopen',
      restore: 'Its correction is withdrawn',
    },
  },
  report: {
    heading: 'The report',
    sentence:
      'The programme manager puts the approved parts together and writes the words of the whole. The SRO approves exactly what they read: it is sealed then, and never changes. A mistake is corrected by a new version that says why.',
    what: 'report',
    states: {
      draft: 'Draft',
      in_review: 'With the SRO',
      approved: 'Approved and sealed',
      superseded: 'Replaced',
      withdrawn: 'Withdrawn',
    },
    steps: {
      save: 'Write',
      submit: 'Send to the SRO',
      return: 'Give back',
      approve: 'Approve and seal',
      withdraw: 'Withdraw',
      void: 'Comes back by itself',
      supersede: 'Is corrected',
    },
  },
};

/** How a part and a report come about, out of the table by which the product works. Pure. */
export const workflowSections = (): HelpSection[] =>
  (Object.keys(WORDS) as EnvelopeKind[]).map((kind) => {
    const { heading, sentence, what, states, steps } = WORDS[kind];
    const state = (status: Status): string => states[status] ?? status;
    const step = (action: Action): string => steps[action] ?? action;
    const all = stepsOf(kind);
    return section(heading, {
      sentences: [sentence],
      drawing: drawn(
        drawWorkflow(
          `The states of a ${what}, and the steps between them. The table below says the same in words.`,
          STATUSES[kind].map((status) => ({ key: status, label: state(status) })),
          // What is put back was there before: it would be an arrow beside every other.
          all
            .filter(({ action }) => action !== 'restore')
            .map(({ from, action, transition }) => ({ from, to: transition.to, label: step(action) })),
        ),
        kind,
      ),
      table: {
        caption: `Steps of a ${what}`,
        columns: ['Step', 'From', 'To', 'Who', 'Comment', 'Besides'],
        rows: wordRows(
          all.map((one) => ({
            cells: [
              step(one.action),
              state(one.from),
              state(one.transition.to),
              whoWords(one),
              COMMENTS[one.transition.comment],
              besidesWords(one),
            ],
          })),
        ),
      },
    });
  });

const COMMENTS = { required: 'Needed', optional: 'May be given', never: 'None' } as const;

function whoWords({ transition: { permission, separation } }: WorkflowStep): string {
  if (permission === 'system' || !isPermission(permission)) return 'Nobody: it follows from another step';
  const may = `Who may: ${PERMISSIONS[permission].description.charAt(0).toLowerCase()}${PERMISSIONS[permission].description.slice(1)}`;
  if (separation === 'owner') return `${may}; its owner alone, or who stands in for them, where one is named`;
  return separation === 'not-author' ? `${may}; nobody who wrote in it or submitted it` : may;
}

function besidesWords({ transition }: WorkflowStep): string {
  const words = [
    ...(transition.complete ? ['nothing is missing'] : []),
    ...(transition.correctionOnly ? ['only of a correction'] : []),
    ...(transition.keepsContent ? ['what it said is kept, and what changes since is told'] : []),
    ...(transition.unlessReportApproved ? ['not while the report is sealed: a correction comes first'] : []),
    ...(transition.voidsReview ? ['a report that is with the SRO comes back'] : []),
  ];
  return words.length === 0 ? 'Nothing' : capitalised(words.join('; '));
}
