import type { ConcernsContent } from '../../concerns/index.js';
import type { BudgetContent } from '../../finance/index.js';
import type { MeasuresContent } from '../../performance/index.js';
import { canonicalJson, type ProblemIssue } from '../../platform/index.js';
import { financialYearLabel, type PartDocument } from '../../programmes/index.js';
import type { RisksContent } from '../../risks/index.js';
import { sectionKind, type SectionKind } from '../../snapshot/index.js';
import type { ThemeContent } from '../../themes/index.js';
import type { WorkforceContent } from '../../workforce/index.js';
import {
  capitalised,
  count,
  paths,
  type HasPage,
  type PartBlock,
  type PartList,
  type Path,
} from '../shell/index.js';

/** What the document of each kind is before it is sealed. */
interface Contents {
  budget: BudgetContent;
  concerns: ConcernsContent;
  developments: ConcernsContent;
  risks: RisksContent;
  theme: ThemeContent;
  measures: MeasuresContent;
  workforce: WorkforceContent;
}

type Place = PartBlock | { list: PartList; id: string };

/** What is written on one page. */
interface Written {
  name: string;
  hint: string | null;
  /** Where it stands in the document, as the room's blockers name it. */
  at: string;
  page: Place;
  /** For comparing with the part before; undefined where that says nothing, because it is of this month alone. */
  value: unknown;
  /** Somebody has written something. */
  begun: boolean;
  /** Of a list that has one page for each item. */
  items?: readonly { id: string; name: string }[];
}

interface Blocks {
  written: Written[];
  /** Pages on which something is added, or a list is changed as a whole. */
  add: { text: string; list: PartList; whole?: true }[];
}

const entriesOf = (entries: readonly { status: string }[]): string => {
  const closed = entries.filter(({ status }) => status === 'closed').length;
  return `${entries.length - closed} open${closed === 0 ? '' : `, ${closed} closed`}`;
};

const register = ({ entries }: ConcernsContent): Blocks => ({
  written: [
    {
      name: 'Entries',
      hint: entriesOf(entries),
      at: 'entries',
      page: 'entries',
      value: entries.map(({ derived: _, history: __, ...entry }) => entry),
      begun: entries.length > 0,
      items: entries.map(({ id, reference, title }) => ({ id, name: `Entry ${reference}: ${title}` })),
    },
  ],
  add: [{ text: 'Add an entry', list: 'entries' }],
});

/** What a part of each kind is written by. A new kind does not compile until somebody has decided it. */
const BLOCKS: { readonly [Kind in SectionKind]: (content: Contents[Kind]) => Blocks } = {
  theme: ({ overview, objectives }) => ({
    written: [
      {
        name: 'Overview',
        hint: null,
        at: 'overview',
        page: 'overview',
        value: overview,
        begun: overview.narrative !== null || overview.rag !== null,
      },
      ...objectives.map((objective, index) => ({
        name: `Objective ${index + 1}: ${objective.title}`,
        hint: `${count(objective.actions.length, 'action')}, ${count(objective.narratives.length, 'text')}`,
        at: `objectives[${index}]`,
        page: { list: 'objectives' as const, id: objective.id },
        value: objective,
        begun: true,
      })),
    ],
    add: [
      { text: 'Add an objective', list: 'objectives' },
      { text: 'Change the order of the objectives, or paste your plan', list: 'objectives', whole: true },
    ],
  }),
  measures: ({ measures, commentary }) => ({
    written: [
      {
        name: 'Figures',
        hint: count(measures.length, 'measure'),
        at: 'measures',
        page: 'figures',
        value: undefined,
        begun: measures.some(({ current }) => current !== null),
      },
      {
        name: 'Commentary',
        hint: null,
        at: 'commentary',
        page: 'commentary',
        value: [commentary, measures.map(({ id, rag }) => [id, rag.override])],
        begun: commentary !== null,
      },
    ],
    add: [],
  }),
  risks: ({ entries }) => ({
    written: [
      {
        name: 'Register',
        hint: entriesOf(entries),
        at: 'entries',
        page: 'risks',
        value: entries.map(({ derived: _, ...entry }) => entry),
        begun: entries.length > 0,
        items: entries.map(({ id, kind, number, event }) => ({
          id,
          name: `${capitalised(kind)} ${number}: ${event}`,
        })),
      },
    ],
    add: [{ text: 'Add a risk or an issue', list: 'risks' }],
  }),
  concerns: register,
  developments: register,
  workforce: ({ asAt, teams, benchmarks }) => ({
    written: [
      {
        name: 'Teams',
        hint: count(teams.length, 'team'),
        at: 'teams',
        page: 'teams',
        value: [asAt, teams.map(({ derived: _, ...team }) => team)],
        begun: teams.length > 0,
        items: teams,
      },
      {
        name: 'Benchmarks',
        hint: count(benchmarks.length, 'benchmark'),
        at: 'benchmarks',
        page: 'benchmarks',
        value: benchmarks,
        begun: benchmarks.length > 0,
      },
    ],
    add: [{ text: 'Add a team', list: 'teams' }],
  }),
  budget: ({ lines }) => ({
    written: [
      {
        name: 'Budget lines',
        hint: count(lines.length, 'line'),
        at: 'lines',
        page: 'lines',
        value: lines.map(({ derived: _, ...line }) => line),
        begun: lines.length > 0,
        items: lines.map(({ id, title, financialYear }) => ({
          id,
          name: financialYear === null ? title : `${title}, ${financialYearLabel(financialYear)}`,
        })),
      },
    ],
    add: [{ text: 'Add a budget line', list: 'lines' }],
  }),
};

/** A block of a part with how it stands. */
export interface PartBlockState {
  name: string;
  /** Where it stands in the document. */
  at: string;
  hint: string | null;
  /** Its page; null while this release has none. */
  path: Path | null;
  missing: readonly ProblemIssue[];
  begun: boolean;
  /** It says what it said in the part before. */
  same: boolean;
}

export interface PartBlocks {
  blocks: readonly PartBlockState[];
  /** What is missing outside of all blocks. */
  elsewhere: readonly ProblemIssue[];
  add: readonly { text: string; href: Path }[];
}

/** What a part is written by, and how each piece stands: from the room's blockers, never from a tick of somebody's. */
export function partBlocks({ part, content, before, blockers }: PartDocument, has: HasPage): PartBlocks {
  const kind = sectionKind({ kind: part.section });
  const blocksOf = BLOCKS[kind] as (content: unknown) => Blocks;
  const { written, add } = blocksOf(content);
  const old = new Map(
    (before === undefined ? [] : blocksOf(before).written).map((one) => [keyOf(one.page), one.value]),
  );
  const places = blockers.map((issue) => ({ issue, at: placeOf(issue, written) }));
  return {
    blocks: written.map((one) => ({
      name: one.name,
      at: one.at,
      hint: one.hint,
      path: pathOf(part.id, one.page, has),
      missing: places.filter(({ at }) => at === one.at).map(({ issue }) => issue),
      begun: one.begun,
      same:
        one.value !== undefined &&
        old.has(keyOf(one.page)) &&
        canonicalJson(old.get(keyOf(one.page))) === canonicalJson(one.value),
    })),
    elsewhere: places.filter(({ at }) => at === undefined).map(({ issue }) => issue),
    add: add.flatMap(({ text, list, whole }) => {
      const href = whole ? paths.partBlock(part.id, list) : paths.newPartItem(part.id, list);
      return has(`/contributions/:id/${list}${whole ? '' : '/new'}`) ? [{ text, href }] : [];
    }),
  };
}

const keyOf = (page: Place): string => (typeof page === 'string' ? page : `${page.list}/${page.id}`);

/** A path of the document is this place, or stands in it. */
export const standsIn = (path: string, at: string): boolean =>
  path === at || path.startsWith(`${at}.`) || path.startsWith(`${at}[`);

const placeOf = ({ path }: ProblemIssue, written: readonly Written[]): string | undefined =>
  written.find(({ at }) => standsIn(path, at))?.at;

/** A piece of a part: the smallest that has a page of its own, and beside which a note stands. */
export interface PartPiece {
  /** As notes name it: `overview`, `objectives/1f0c…`. */
  block: string;
  name: string;
  /** Where it stands in the document: `objectives[2]`. */
  at: string;
  /** The page on which it is written; null while this release has none. */
  path: Path | null;
}

/** Every piece of a part, in its order. Pure. */
export function partPieces(
  { part, content }: Pick<PartDocument, 'part' | 'content'>,
  has: HasPage,
): PartPiece[] {
  const blocksOf = BLOCKS[sectionKind({ kind: part.section })] as (content: unknown) => Blocks;
  return blocksOf(content).written.flatMap(({ name, at, page, items }): PartPiece[] => {
    if (items !== undefined)
      return items.map((item, index) => ({
        block: `${at}/${item.id}`,
        name: item.name,
        at: `${at}[${index}]`,
        path: pathOf(part.id, { list: page as PartList, id: item.id }, has),
      }));
    const block = typeof page === 'string' ? at : `${at.replace(/\[.*/, '')}/${page.id}`;
    return [{ block, name, at, path: pathOf(part.id, page, has) }];
  });
}

function pathOf(partId: string, page: Place, has: HasPage): Path | null {
  if (typeof page === 'string')
    return has(`/contributions/:id/${page}`) ? paths.partBlock(partId, page) : null;
  return has(`/contributions/:id/${page.list}/:itemId`) ? paths.partItem(partId, page.list, page.id) : null;
}

/** What is asked about this block, or about the part as a whole where the block is all that is written of it. */
export const askedAbout = (
  questions: readonly { question: string; place: { path: string | null } }[],
  at: string,
): string[] =>
  questions
    .filter(({ place: { path } }) => at === '' || (path !== null && standsIn(path, at)))
    .map(({ question }) => question);
