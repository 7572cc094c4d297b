import {
  ENVELOPE_KINDS,
  TRANSITIONS,
  type Action,
  type EnvelopeKind,
  type Status,
  type Transition,
} from './transitions.js';

export interface WorkflowStep {
  from: Status;
  action: Action;
  transition: Transition;
}

/** docs/WORKFLOW.md as it has to be: a diagram and a table of each kind of envelope, drawn from {@link TRANSITIONS}. Markdown. */
export function transitionTable(): string {
  return `# Workflow

Generated from \`src/workflow/transitions.ts\` by \`npm run contract\`. What is not here cannot be done (409).
${ENVELOPE_KINDS.map((kind) => `\n${section(kind)}`).join('')}`;
}

function section(kind: EnvelopeKind): string {
  const steps = stepsOf(kind);
  return `## ${kind === 'contribution' ? 'Contribution' : 'Report'}

\`\`\`mermaid
stateDiagram-v2
  [*] --> draft
${steps.map(({ from, action, transition }) => `  ${from} --> ${transition.to}: ${action}\n`).join('')}\`\`\`

| From | Action | To | Permission | Comment | Complete first | Separation | Besides |
|---|---|---|---|---|---|---|---|
${steps.map(row).join('')}`;
}

/** Every step that there is, in the order of the table. */
export const stepsOf = (kind: EnvelopeKind): WorkflowStep[] =>
  (Object.entries(TRANSITIONS[kind]) as [Status, Record<Action, Transition | null>][]).flatMap(
    ([from, actions]) =>
      (Object.entries(actions) as [Action, Transition | null][]).flatMap(([action, transition]) =>
        transition === null ? [] : [{ from, action, transition }],
      ),
  );

function row({ from, action, transition }: WorkflowStep): string {
  const { to, permission, comment, complete, separation } = transition;
  const cells = [
    from,
    action,
    to,
    permission === 'system' ? '*system*' : `\`${permission}\``,
    comment,
    complete ? 'yes' : 'no',
    separation.replace('-', ' '),
    besides(transition),
  ];
  return `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell} `)).join('|')}|\n`;
}

const besides = ({ unlessReportApproved, correctionOnly, keepsContent, voidsReview }: Transition): string =>
  [
    ...(unlessReportApproved ? ['not while the report is approved'] : []),
    ...(correctionOnly ? ['of a correction only'] : []),
    ...(keepsContent ? ['keeps what it said'] : []),
    ...(voidsReview ? ['voids a report’s review'] : []),
  ].join('; ');
