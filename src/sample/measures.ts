/**
 * The sample's measures: the dictionary with its benchmarks, and the figures as an analyst's files. Each part looks first and adds what
 * is missing.
 */
import { counted } from '../platform/index.js';
import type { ApiClient } from './api-client.js';
import type { SampleUsers } from './sample-users.js';
import type { MeasureGroup, Programme, Theme } from './programme.js';
import type { Sample } from './sample.js';

type Group = Sample['measures'][number];
type SampleMeasure = Group['measures'][number];
type Cell = SampleMeasure['current'];
type Quarterly = Sample['quarterly'][number];

interface Measure {
  id: string;
  definition: { title: string };
}

/** What the reference writes in brackets behind a title. */
const AVAILABILITY = {
  not_yet_available: 'Not yet available',
  calculation_to_be_developed: 'In-year collation and calculation need to be developed',
  provisional: 'Provisional, subject to further validation',
} as const;

/** The groups and their measures, in the order of the reference. */
export async function makeMeasures(
  users: SampleUsers,
  analyst: ApiClient,
  programme: Programme,
  themes: readonly Theme[],
): Promise<{ groups: MeasureGroup[]; measures: number }> {
  const groupsUrl = `/api/v1/programmes/${programme.id}/measure-groups`;
  const groups = await analyst.all<MeasureGroup>(groupsUrl);
  const measuresUrl = `/api/v1/programmes/${programme.id}/measures`;
  const measures = await analyst.all<Measure>(measuresUrl);
  for (const [index, { id, theme, title, measures: members }] of users.sample.measures.entries()) {
    const number = index + 1;
    let group = groups.find((one) => one.number === number);
    if (!group) {
      const themeId = themes.find((one) => one.number === theme)?.id ?? null;
      group = await analyst.post<MeasureGroup>(groupsUrl, { number, title, themeId });
      groups.push(group);
    }
    const wanted = [
      ...members.map((one) => ({ ...one, definition: definitionOf(one), compared: benchmarksOf(one) })),
      ...users.sample.quarterly
        .filter((one) => one.group === id)
        .map((one) => ({ ...one, definition: quarterlyDefinition(one), compared: [] })),
    ];
    for (const [position, one] of wanted.entries()) {
      if (measures.some(({ definition }) => definition.title === one.title)) continue;
      const made = await analyst.post<Measure>(measuresUrl, {
        groupId: group.id,
        position: position + 1,
        definition: one.definition,
      });
      measures.push(made);
      for (const benchmark of one.compared)
        await analyst.post(`/api/v1/measures/${made.id}/benchmarks`, benchmark);
    }
  }
  return { groups, measures: measures.length };
}

function definitionOf(measure: SampleMeasure): unknown {
  const { ref, title, unit, polarity, basis, cellBasis, fedBy, availability, target } = measure;
  const figures = [measure.current, ...measure.months].filter((cell) => cell.kind === 'value');
  return {
    reference: ref,
    title,
    definition: null,
    source: null,
    unit,
    decimals: Math.max(0, ...figures.map(({ value }) => String(value).split('.')[1]?.length ?? 0)),
    polarity,
    basis,
    cellBasis,
    numerator: null,
    denominator: null,
    ownerId: null,
    // The reference marks some titles with “(S)” and does not say what it means; statutory is the likely reading.
    statutory: title.includes('(S)'),
    availabilityNote: availability && AVAILABILITY[availability],
    target: { minimum: target.minimum, upper: target.upper, from: null, until: null },
    tolerance: null,
    deadBand: null,
    fedBy,
  };
}

function quarterlyDefinition({ ref, title, definition, source, polarity, minimum }: Quarterly): unknown {
  return {
    reference: ref,
    title,
    definition,
    source,
    unit: 'percent',
    decimals: 1,
    polarity,
    basis: 'snapshot',
    cellBasis: 'in_month',
    frequency: 'quarter',
    numerator: null,
    denominator: null,
    ownerId: null,
    statutory: false,
    availabilityNote: null,
    target: { minimum, upper: null, from: null, until: null },
    tolerance: null,
    deadBand: null,
    fedBy: null,
  };
}

function benchmarksOf({ ref, benchmarks }: SampleMeasure): unknown[] {
  return (['national', 'neighbours'] as const).flatMap((area) => {
    const cell = benchmarks[area];
    if (cell.kind === 'empty') return [];
    return [
      {
        area,
        ...(cell.kind === 'value'
          ? { value: cell.value, decimals: cell.decimals }
          : { missingReason: cell.kind === 'dash' ? 'no_data' : 'not_applicable' }),
        // The council divides agency staff by its establishment, England by the staff in post and agency staff together.
        likeForLike: ref !== '1.2.3',
      },
    ];
  });
}

/** A file of the analyst's and what its figures count as. */
interface FigureFile {
  what: string;
  text: string;
  state: 'validated' | 'provisional';
}

interface Plan {
  sha256: string;
  plan: string;
  counts: { new: number; changed: number; restated: number; same: number; problems: number };
  problems: { row: number | null; column: string | null; reason: string }[];
  warnings: unknown[];
}

/** Imports the analyst's files: a dry run of each, and then just that. */
export function figuresOf(
  { sample }: SampleUsers,
  programme: Programme,
): { dryRun: (analyst: ApiClient) => Promise<string>; record: (analyst: ApiClient) => Promise<string> } {
  const { asAt } = sample.programme.period;
  const url = (query: Record<string, string>) =>
    `/api/v1/programmes/${programme.id}/readings/imports?${new URLSearchParams({ asAt, ...query }).toString()}`;
  const run = (analyst: ApiClient, { text, state }: FigureFile, query: Record<string, string>) =>
    analyst.upload<Plan>(url({ state, ...query }), 'text/csv', text);
  const plans = async (analyst: ApiClient): Promise<[FigureFile, Plan][]> => {
    const found: [FigureFile, Plan][] = [];
    for (const file of filesOf(sample)) found.push([file, await run(analyst, file, {})]);
    return found;
  };
  return {
    async dryRun(analyst) {
      const found = (await plans(analyst)).map(([, plan]) => plan);
      const sum = (of: (plan: Plan) => number) => found.reduce((total, plan) => total + of(plan), 0);
      const [problem] = found.flatMap(({ problems }) => problems);
      if (problem)
        throw new Error(
          `Row ${problem.row ?? '?'}, column ${problem.column ?? '?'} of the figures: ${problem.reason}`,
        );
      return `${counted(
        sum(({ counts }) => counts.new),
        'new figure',
      )}, ${counted(
        sum(({ warnings }) => warnings.length),
        'warning',
      )}`;
    },
    async record(analyst) {
      let recorded = 0;
      for (const [file, { sha256, plan }] of await plans(analyst)) {
        const { counts } = await run(analyst, file, { dryRun: 'false', sha256, plan });
        recorded += counts.new + counts.changed + counts.restated;
      }
      return `${counted(recorded, 'figure')} recorded`;
    },
  };
}

/** The table as the report prints it; what the reference calls provisional as a whole comes in a file of its own. */
function filesOf(sample: Sample): FigureFile[] {
  const file = (what: string, state: FigureFile['state'], of: (measure: SampleMeasure) => boolean) => ({
    what,
    state,
    text: sample.measures
      .map((group) => ({ ...group, measures: group.measures.filter(of) }))
      .filter(({ measures }) => measures.length > 0)
      .map(tableOf)
      .join('\r\n'),
  });
  const provisional = ({ availability }: SampleMeasure) => availability === 'provisional';
  return [
    file('the six-month tables', 'validated', (measure) => !provisional(measure)),
    file('what is still to be validated', 'provisional', provisional),
    { what: 'the quarters', state: 'validated', text: quartersOf(sample) },
  ];
}

/** A row for each figure, as the analyst's own system writes it. */
const quartersOf = ({ quarterly }: Sample): string =>
  [
    ['Reference', 'Period', 'Value'],
    ...quarterly.flatMap(({ ref, quarters }) =>
      quarters.map(({ quarter, value }) => [
        ref,
        `Q${quarter.slice(-1)} ${quarter.slice(0, 7)}`,
        `${value}%`,
      ]),
    ),
  ]
    .map((row) => `${row.join(',')}\r\n`)
    .join('');

/** One group's table, with the headings and the texts for missing figures of the reference. */
function tableOf({ measures }: Group): string {
  const year = measures.find(({ baseline }) => baseline !== null)?.baseline?.year ?? '2018/19';
  const months = (measures[0]?.months ?? []).map(({ month }) => shortMonth(month));
  const rows = measures.map(({ ref, title, unit, baseline, current, basis, months: cells }) =>
    [
      ref ?? '',
      title,
      baseline ? written(baseline, unit) : '',
      written(current, unit),
      basis === null ? '' : { snapshot: 'Snapshot', year_to_date: 'YTD' }[basis],
      ...cells.map((cell) => written(cell, unit)),
    ].map(quoted),
  );
  return [['Ref', 'Performance Measure', year, 'Current', 'Period', ...months], ...rows]
    .map((row) => `${row.join(',')}\r\n`)
    .join('');
}

function written(cell: Cell, unit: SampleMeasure['unit']): string {
  switch (cell.kind) {
    case 'value':
      return `${cell.value.toFixed(cell.decimals)}${unit === 'percent' ? '%' : ''}`;
    case 'empty':
      return '';
    case 'dash':
      return '-';
    case 'not_applicable':
      return 'n/a';
  }
}

/** `Aug 19` */
const shortMonth = (month: string): string =>
  new Date(`${month}-01T00:00:00Z`).toLocaleDateString('en-GB', {
    month: 'short',
    year: '2-digit',
    timeZone: 'UTC',
  });

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
