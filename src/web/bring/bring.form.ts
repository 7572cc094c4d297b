import {
  intakeChoices,
  type ProposedMeasure,
  tableChoice,
  type IntakeChoices,
  type TableChoice,
  type TakenTable,
} from '../../intake/index.js';
import { invalid, type Problem } from '../../platform/index.js';
import { NO_FORM, pageForm, textOf, type FormView, type Sent } from '../shell/index.js';

/** What is decided for the whole document. */
export const documentForm = pageForm(intakeChoices.pick({ asAt: true, quarters: true }), {
  asAt: { to: 'asAt', as: 'date' },
  quarters: { to: 'quarters' },
});

/** What is decided about one table. */
export const tableForm = pageForm(tableChoice, {
  kind: { to: 'kind' },
  theme: { to: 'theme', as: 'figure' },
  group: { to: 'group' },
  heads: { to: 'heads', as: 'figure' },
  'columns.*': { to: 'columns[*]' },
  targetsFrom: { to: 'targetsFrom' },
  'better.*.row': { to: 'better[*].row', as: 'figure' },
  'better.*.is': { to: 'better[*].is' },
  accepted: { to: 'accepted', as: 'list' },
});

/** The form of a table as it is understood now. */
export const tableFormOf = ({ of, proposals }: TakenTable): FormView =>
  tableForm.filled({
    kind: of.kind,
    theme: of.theme,
    group: of.group,
    heads: of.heads,
    columns: of.columns,
    targetsFrom: of.targetsFrom,
    better: targetRows(proposals).map(({ place: { row } }) => ({ row, is: of.better.get(row) ?? null })),
    accepted: [...of.accepted],
  });

/** The measures whose direction is asked for: they have a target, and the document does not say which is better. */
export const targetRows = (proposals: TakenTable['proposals']): ProposedMeasure[] =>
  proposals.filter(
    (one): one is ProposedMeasure => one.type === 'measure' && one.target?.betterFrom === 'person',
  );

/**
 * What a person changed, on top of what they had decided before. What they left as it was proposed stays a proposal, so that what is doubtful
 * about it is still asked. Another kind of table, or another number of headings, makes the columns be proposed anew. Pure.
 */
export function decided(before: TableChoice, { of }: Pick<TakenTable, 'of'>, sent: TableChoice): TableChoice {
  const { columns: oldColumns, ...kept } = before;
  const anew =
    (sent.kind !== undefined && sent.kind !== of.kind) ||
    (sent.heads !== undefined && sent.heads !== of.heads);
  const moved = sent.columns?.some((role, at) => role !== of.columns[at]) === true;
  const columns = moved && !anew ? sent.columns : anew ? undefined : oldColumns;
  return {
    ...kept,
    ...(sent.kind !== undefined && sent.kind !== of.kind ? { kind: sent.kind } : {}),
    ...(sent.theme !== undefined && sent.theme !== of.theme ? { theme: sent.theme } : {}),
    ...(sent.group !== undefined && sent.group !== of.group ? { group: sent.group } : {}),
    ...(sent.heads !== undefined && sent.heads !== of.heads ? { heads: sent.heads } : {}),
    ...(columns === undefined ? {} : { columns }),
    ...(sent.targetsFrom !== undefined && sent.targetsFrom !== of.targetsFrom
      ? { targetsFrom: sent.targetsFrom }
      : {}),
    ...(sent.better === undefined ? {} : { better: sent.better }),
    accepted: sent.accepted ?? [],
  };
}

/** Nobody here is meant. */
export const NOBODY = 'nobody';

/** Who is meant by each name, by its place in the list. What is left open stays open. */
export function peopleIn(sent: Sent, names: readonly string[]): IntakeChoices['people'] {
  const found: Record<string, string | null> = {};
  const issues: { path: string; message: string }[] = [];
  names.forEach((name, at) => {
    const chosen = textOf(sent[`people.${at}`]);
    if (chosen === '') return;
    if (chosen === NOBODY) found[name] = null;
    else if (/^[0-9a-f-]{36}$/.test(chosen)) found[name] = chosen;
    else issues.push({ path: `people.${at}`, message: 'Choose somebody from the list' });
  });
  if (issues.length > 0) throw invalid(issues);
  return found;
}

/** The form of a file, with what is wrong with it. */
export function fileForm(problem: Problem | null): FormView {
  if (problem === null) return { ...NO_FORM, values: {}, errors: { file: null } };
  const told =
    problem.issues.length > 0
      ? problem.issues.map(({ path, message }) => `${path}: ${message}`)
      : [problem.message];
  return {
    values: {},
    errors: { file: problem.message },
    problems: told.map((text) => ({ text, href: '#file' })),
  };
}
