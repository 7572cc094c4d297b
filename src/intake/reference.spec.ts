import { describe, expect, it } from '@jest/globals';
import { readDocx } from '../platform/index.js';
import { intakeChoices, type IntakeChoices } from './choices.js';
import { docxOf } from './docx.fixture.js';
import type { Proposal, ProposedMeasure, ProposedObjective } from './proposals.js';
import { reference, referenceBlocks, type Reference, type ReferenceMeasure } from './reference.fixture.js';
import { isSure, openQuestions, sureProposals, takeDocument, type Taken } from './take.rules.js';

const of = reference();
const document = readDocx(docxOf(referenceBlocks(of)));

const taken = (choices: IntakeChoices): Taken => takeDocument(document, choices, '2026-01-01');
const untouched = intakeChoices.parse({});

/** Accepts every doubt, until none is left: one answer can raise another question. */
function accepting(): Taken {
  let choices: IntakeChoices = { ...untouched, quarters: 'trailing' };
  for (let round = 0; round < 5; round++) {
    const { tables } = taken(choices);
    choices = {
      ...choices,
      tables: Object.fromEntries(
        tables.map(({ of: { number, accepted }, doubts }) => [
          String(number),
          { accepted: [...accepted, ...doubts.map(({ key }) => key)] },
        ]),
      ),
    };
  }
  return taken(choices);
}

/** What the reference says, one line for each cell that means something: its place and its content. */
function truth(report: Reference): Map<string, string> {
  const cells = new Map<string, string>();
  const name = (key: string) => report.people.people.find((person) => person.key === key)?.name ?? key;
  cells.set('sro', name('dcs')).set('manager', name('programme-manager')).set('date', '2020-01-27');
  // The reference leaves every amount of its one line blank.
  cells.set('budget line', 'Programme Budget').set('budget comment', 'To be updated');
  cells.set('overall rag', report.overall.rag).set('overall narrative', report.overall.narrative);
  for (const [register, entries] of [
    ['concerns', report.concerns.concerns],
    ['developments', report.developments.developments],
  ] as const)
    for (const { ref, title, description, owners, byWhen } of entries) {
      cells.set(`${register} ${ref} title`, title).set(`${register} ${ref} text`, description);
      cells
        .set(`${register} ${ref} owners`, owners.map(name).join('/'))
        .set(`${register} ${ref} due`, byWhen.text);
    }
  for (const { ref, description, mitigation, probability, impact, owner } of report.risks.risks) {
    const at = `risk ${ref}`;
    cells.set(`${at} text`, description).set(`${at} mitigation`, mitigation).set(`${at} raised`, '2020-01');
    cells
      .set(`${at} owner`, name(owner))
      .set(`${at} probability`, String(probability))
      .set(`${at} impact`, String(impact));
  }
  for (const { number, overview, objectives } of report.themes.themes) {
    if (overview?.narrative != null)
      cells.set(`theme ${number} overview`, overview.narrative).set(`theme ${number} rag`, overview.rag);
    for (const { title, actions, narratives } of objectives) {
      cells.set(`objective ${title}`, String(number));
      for (const { title: action, ratings } of actions) {
        cells.set(`action ${action}`, title);
        for (const { financialYear, quarter, rag } of ratings)
          cells.set(`action ${action} ${financialYear} Q${quarter}`, rag);
      }
      narratives.forEach(({ text, actionIds }) =>
        cells.set(
          `narrative ${text.slice(0, 60)}`,
          actionIds.map((id) => actions.find((one) => one.id === id)?.title).join('|'),
        ),
      );
    }
  }
  for (const { theme, title, measures } of report.measures.groups)
    for (const measure of measures) {
      cells.set(`measure ${measure.title}`, `${theme} ${title ?? ''}`);
      for (const [at, text] of figures(measure)) cells.set(`measure ${measure.title} ${at}`, text);
    }
  return cells;
}

function* figures({
  months,
  baseline,
  current,
  benchmarks,
  basis,
  ref,
}: ReferenceMeasure): Iterable<[string, string]> {
  const write = (figure: { kind: string; value?: number; decimals?: number }): string | null =>
    figure.kind === 'empty'
      ? null
      : figure.kind === 'value'
        ? `${figure.value} ${figure.decimals}`
        : figure.kind === 'dash'
          ? 'no_data'
          : figure.kind;
  if (ref !== null) yield ['reference', ref];
  for (const one of [
    ...months.map((month) => ({ ...month, at: month.month })),
    ...(baseline ? [{ ...baseline, at: baseline.year }] : []),
  ]) {
    const text = write(one);
    if (text !== null) yield [one.at, text];
  }
  const whole = basis === 'year_to_date' ? write(current) : null;
  if (whole !== null) yield ['year to date', whole];
  for (const area of ['national', 'neighbours'] as const) {
    const text = write(benchmarks[area]);
    if (text !== null) yield [area, text];
  }
}

/** What the product proposes, in the same form. @param sureOnly without what rests on a doubt. */
function proposed({ tables }: Taken, sureOnly: boolean): Map<string, string> {
  const cells = new Map<string, string>();
  for (const table of tables) {
    const counts = (needs: readonly string[]) => !sureOnly || isSure(table, needs);
    for (const one of table.proposals) if (counts(one.needs)) put(cells, one, counts);
  }
  return cells;
}

function put(cells: Map<string, string>, one: Proposal, counts: (needs: readonly string[]) => boolean): void {
  switch (one.type) {
    case 'role':
      cells.set(one.role, one.name);
      break;
    case 'team':
      cells.set(`team ${one.name}`, Object.values(one.posts).join(' '));
      break;
    case 'date':
      cells.set('date', one.date);
      break;
    case 'overall':
      if (one.rag !== null) cells.set('overall rag', one.rag);
      if (one.narrative !== null) cells.set('overall narrative', one.narrative);
      break;
    case 'overview':
      cells
        .set(`theme ${one.theme} overview`, one.narrative ?? '')
        .set(`theme ${one.theme} rag`, one.rag ?? '');
      break;
    case 'concern': {
      const at = `${one.register} ${one.reference}`;
      cells.set(`${at} title`, one.title).set(`${at} text`, one.description);
      cells.set(`${at} owners`, one.owners.join('/')).set(`${at} due`, one.due.words);
      break;
    }
    case 'risk': {
      const at = `risk ${one.number}`;
      cells
        .set(`${at} text`, one.event)
        .set(`${at} mitigation`, one.mitigation ?? '')
        .set(`${at} raised`, one.raised ?? '');
      cells
        .set(`${at} owner`, one.owners.join('/'))
        .set(`${at} probability`, String(one.probability))
        .set(`${at} impact`, String(one.impact));
      break;
    }
    case 'budget':
      cells.set('budget line', one.title).set('budget comment', one.comment ?? '');
      for (const amount of ['budget', 'actual', 'forecast'] as const)
        if (one[amount] !== null) cells.set(`budget ${amount}`, one[amount]);
      break;
    case 'objective':
      putObjective(cells, one, counts);
      break;
    case 'measure':
      putMeasure(cells, one, counts);
  }
}

function putObjective(
  cells: Map<string, string>,
  one: ProposedObjective,
  counts: (needs: readonly string[]) => boolean,
): void {
  cells.set(`objective ${one.title}`, String(one.theme));
  for (const { title, ratings } of one.actions) {
    cells.set(`action ${title}`, one.title);
    for (const { financialYear, quarter, rag, needs } of ratings)
      if (counts(needs)) cells.set(`action ${title} ${financialYear} Q${quarter}`, rag);
  }
  for (const { text, actions } of one.narratives)
    cells.set(`narrative ${text.slice(0, 60)}`, actions.map((n) => one.actions[n]?.title).join('|'));
}

function putMeasure(
  cells: Map<string, string>,
  one: ProposedMeasure,
  counts: (needs: readonly string[]) => boolean,
): void {
  const { title, reference: ref } = one.definition;
  const write = (value: number | null, decimals: number, reason: string | null) =>
    reason ?? `${value} ${decimals}`;
  cells.set(`measure ${title}`, `${one.theme} ${one.group ?? ''}`);
  if (ref !== null) cells.set(`measure ${title} reference`, ref);
  for (const { span, period, figure, needs } of one.figures) {
    const year = Number(period.slice(0, 4));
    const at =
      span === 'year_to_date'
        ? 'year to date'
        : span === 'year'
          ? `${year}/${(year + 1) % 100}`
          : period.slice(0, 7);
    if (counts(needs))
      cells.set(`measure ${title} ${at}`, write(figure.value, figure.decimals, figure.missingReason));
  }
  for (const { area, value, decimals, missingReason, needs } of one.benchmarks)
    if (counts(needs)) cells.set(`measure ${title} ${area}`, write(value, decimals, missingReason));
}

/** Punctuation and line ends that the two say in different ways. */
const same = (a: string | undefined, b: string): boolean =>
  a?.replace(/\s+/g, ' ') === b.replace(/\s+/g, ' ');

describe('the reference report as a Word document', () => {
  const cells = truth(of);
  const share = (found: Map<string, string>) => {
    const right = [...cells].filter(([at, text]) => same(found.get(at), text)).length;
    const wrong = [...found].filter(([at, text]) =>
      cells.has(at) ? !same(text, cells.get(at) ?? '') : true,
    );
    return { right, wrong };
  };

  it('places most of its cells without help, and none of them wrongly', () => {
    const { right, wrong } = share(proposed(taken(untouched), true));
    const percent = Math.round((100 * right) / cells.size);
    process.stdout.write(
      `Of ${cells.size} cells of the reference report, ${right} (${percent}%) are placed rightly without help.\n`,
    );
    expect(wrong).toEqual([]);
    expect(percent).toBeGreaterThanOrEqual(60);
  });

  it('places most of the others with one answer: whether the quarters of the plan look back', () => {
    const answered = taken({ ...untouched, quarters: 'trailing' });
    const { right, wrong } = share(proposed(answered, true));
    const percent = Math.round((100 * right) / cells.size);
    process.stdout.write(
      `With that one answer, ${right} (${percent}%) are; ${openQuestions(answered)} questions stay.\n`,
    );
    expect(wrong).toEqual([]);
    expect(percent).toBeGreaterThanOrEqual(85);
    expect(openQuestions(answered)).toBe(openQuestions(taken(untouched)) - 1);
  });

  it('asks about the others, and places nearly all of them once its questions are answered with yes', () => {
    const { right, wrong } = share(proposed(accepting(), true));
    const percent = Math.round((100 * right) / cells.size);
    process.stdout.write(
      `With its questions answered with yes, ${right} (${percent}%) are placed rightly.\n`,
    );
    expect(wrong).toEqual([]);
    expect(percent).toBeGreaterThanOrEqual(97);
  });

  it('takes nothing that rests on an open question', () => {
    const sure = sureProposals(taken(untouched));
    const whole = sureProposals(accepting());
    expect(whole.length).toBeGreaterThan(sure.length);
    expect(sure.filter(({ type }) => type === 'measure').length).toBeLessThan(34);
    expect(whole.filter(({ type }) => type === 'measure')).toHaveLength(34);
  });
});
