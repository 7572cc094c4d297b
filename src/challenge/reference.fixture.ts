/** The reference report as it is challenged, and all that it is asked. For specs alone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../platform/index.js';
import type { Rag } from '../programmes/index.js';
import type { ReportContent, SnapshotTheme } from '../snapshot/index.js';
import { OWNER } from '../snapshot/testing.js';
import type { MeasureFacts } from './measure-facts.js';
import {
  concern,
  figure,
  measure,
  report,
  risk,
  section,
  team,
  workforce,
  type Facts,
} from './challenge.fixture.js';

interface Cell {
  value?: number;
}
type Entry = Facts['concerns']['entries'][number];

interface SampleEntry {
  id: string;
  ref: number;
  title: string;
  description: string;
  byWhen: { text: string } & Pick<Entry['due'], 'on' | 'every'>;
}

/** What is read of the files in samples/january-2020. */
interface Sample {
  overall: { rag: Rag; summary: string; narrative: string; asks: string[] };
  measures: {
    groups: {
      id: string;
      title: string | null;
      measures: (Pick<MeasureFacts['definition'], 'title' | 'unit' | 'basis' | 'cellBasis'> & {
        id: string;
        ref: string | null;
        fedBy?: string;
        months: (Cell & { month: string })[];
        current: Cell;
        baseline: Cell | null;
        benchmarks: Record<'national' | 'neighbours', Cell>;
      })[];
    }[];
  };
  risks: {
    risks: {
      ref: number;
      id: string;
      description: string;
      mitigation: string;
      raised: string;
      owner: string;
      probability: number;
      impact: number;
    }[];
  };
  budget: Facts['budget'];
  concerns: { concerns: SampleEntry[] };
  developments: { developments: SampleEntry[] };
  workforce: { teams: { id: string; name: string; vacancyRate: { value: number } }[] };
  themes: {
    themes: (Pick<SnapshotTheme, 'overview'> & { number: number; title: string } & Pick<
        SnapshotTheme,
        'objectives'
      >)[];
  };
}

const sample = <Name extends keyof Sample>(name: Name): Sample[Name] =>
  JSON.parse(
    readFileSync(join(projectFolder(), 'samples', 'january-2020', `${name}.json`), 'utf8'),
  ) as Sample[Name];

const figureOf = ({ value }: Cell) => figure(value ?? null);
const titled = (id: string, title: string, number = 1) => ({
  contributionId: id,
  subject: { id, number, title },
});

const entries = (all: SampleEntry[]): Entry[] =>
  all.map(({ id, ref, title, description, byWhen: { text, on, every } }) =>
    concern({ id, reference: ref, title, description, due: { words: text, on, every } }),
  );

/** As the product assembles it, but for the ids; current figures of a snapshot are its latest month. */
export function referenceReport(): ReportContent {
  const { rag, summary, narrative, asks } = sample('overall');
  return {
    ...report(
      section('budget', sample('budget'), titled('budget', 'Progress against budget')),
      section(
        'concerns',
        { entries: entries(sample('concerns').concerns) },
        titled('concerns', 'Key areas of concern'),
      ),
      section(
        'developments',
        { entries: entries(sample('developments').developments) },
        titled('developments', 'Medium-term developments'),
      ),
      section(
        'risks',
        {
          entries: sample('risks').risks.map(
            ({ ref, id, description, owner, probability, impact, ...rest }) =>
              risk(ref, {
                ...rest,
                id,
                event: description,
                owner: { ...OWNER, id: owner },
                derived: { scores: { current: { score: probability * impact } } },
              }),
          ),
        },
        titled('risks', 'Risks and issues'),
      ),
      ...sample('themes').themes.map(({ number, title, ...content }) =>
        section('theme', content, titled(`theme-${number}`, title, number)),
      ),
      ...sample('measures').groups.map(({ id, title, measures }, index) =>
        section(
          'measures',
          {
            title,
            themeId: null,
            commentary: null,
            restatements: [],
            measures: measures.map(({ ref, unit, basis, cellBasis, fedBy, ...one }) => {
              const months = one.months.map((cell) => ({ month: cell.month, ...figureOf(cell) }));
              const latest = months.findLast(({ value }) => value !== null) ?? null;
              return measure(one.id, [], {
                months,
                current: basis === 'year_to_date' ? figureOf(one.current) : latest,
                baseline: one.baseline && figureOf(one.baseline),
                benchmarks: (['national', 'neighbours'] as const).map((area) => ({
                  area,
                  figure: figureOf(one.benchmarks[area]),
                  period: null,
                  source: null,
                })),
                definition: {
                  reference: ref,
                  title: one.title,
                  unit,
                  basis,
                  cellBasis,
                  fedBy: fedBy ?? null,
                },
              });
            }),
          },
          titled(id, title ?? `Measures, group ${index + 1}`, index + 1),
        ),
      ),
      {
        ...workforce(
          sample('workforce').teams.map(({ id, name, vacancyRate }) => team(name, vacancyRate.value, { id })),
        ),
        ...titled('workforce', 'Establishment and vacancies'),
      },
    ),
    overall: { rag, narrative, summary, asks },
  };
}

/** Everything that it is asked, in order: the rule and the place. */
export const REFERENCE_QUESTIONS: readonly (readonly [rule: string, place: string])[] = [
  ['identical-series', 'Measures, group 4, CLA cases which were reviewed within required timescales'],
  ['part-month', 'The report as a whole'],
  ['one-owner-for-all-risks', 'Risks and issues'],
  ['high-risk-without-action', 'Risks and issues, risk 1'],
  ['high-risk-without-action', 'Risks and issues, risk 5'],
  ['budget-blank', 'Progress against budget, Programme budget'],
  ['may-recognise', 'Key areas of concern'],
];
