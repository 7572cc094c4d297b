import type { BudgetContent } from '../finance/index.js';
import type { ConcernsContent } from '../concerns/index.js';
import type { MeasuresContent } from '../performance/index.js';
import type { RisksContent } from '../risks/index.js';
import type { WorkforceContent } from '../workforce/index.js';
import {
  entryBlock,
  sectionKind,
  type Sealed,
  type SectionContents,
  type SectionKind,
  type SnapshotSection,
  type SnapshotTheme,
  type SuppressedCell,
} from '../snapshot/index.js';
import { suppressMeasures } from './public-measures.rules.js';

/** What a public edition is made with. */
export interface Inclusion {
  /** The entry is not withheld. */
  shows: (entry: { id: string }) => boolean;
  suppressed: readonly SuppressedCell[];
}

/** The content of one kind of section as the public edition has it. */
type Include<Content> = (content: Content, inclusion: Inclusion) => Content;

/*
 * By inclusion: every object is made again, field by field. A field that a room adds later does not compile here until somebody has
 * decided whether the public may read it.
 */

const includeTheme: Include<SnapshotTheme> = ({ overview, objectives }, { shows }) => ({
  overview: { narrative: overview.narrative, rag: overview.rag },
  objectives: objectives.filter(shows).map(({ id, title, actions, narratives }) => {
    const shown = actions.filter(shows);
    const ids = new Set(shown.map((action) => action.id));
    return {
      id,
      title,
      actions: shown.map(({ id, title, owner, dueOn, ratings }) => ({
        id,
        title,
        owner,
        dueOn,
        ratings: ratings.map(({ financialYear, quarter, rag }) => ({ financialYear, quarter, rag })),
      })),
      narratives: narratives
        .filter(shows)
        .map(({ id, text, actionIds }) => ({ id, text, actionIds: actionIds.filter((one) => ids.has(one)) }))
        // A text about nothing but withheld actions is about what is withheld.
        .filter(({ actionIds }) => actionIds.length > 0),
    };
  }),
});

const includeMeasures: Include<Sealed<MeasuresContent>> = (content, { shows, suppressed }) => {
  const shown = content.measures.filter(shows);
  return suppressMeasures(
    {
      ...content,
      measures: shown,
      restatements: content.restatements.filter(({ measureId }) => shown.some(({ id }) => id === measureId)),
    },
    suppressed,
  );
};

const includeRisks: Include<Sealed<RisksContent>> = ({ matrix, entries }, { shows }) => ({
  matrix: {
    name: matrix.name,
    bands: matrix.bands.map(({ key, name, rank }) => ({ key, name, rank })),
    cells: matrix.cells.map(({ probability, impact, score, band }) => ({ probability, impact, score, band })),
  },
  entries: entries.filter(shows).map((entry) => ({
    id: entry.id,
    number: entry.number,
    kind: entry.kind,
    cause: entry.cause,
    event: entry.event,
    consequence: entry.consequence,
    mitigation: entry.mitigation,
    response: entry.response,
    owner: entry.owner,
    raised: entry.raised,
    lastReviewedOn: entry.lastReviewedOn,
    reviewOn: entry.reviewOn,
    nextAction: entry.nextAction,
    inherent: entry.inherent,
    current: entry.current,
    target: entry.target,
    proximity: entry.proximity,
    severity: entry.severity,
    status: entry.status,
    closedReason: entry.closedReason,
    acceptance: entry.acceptance && {
      approver: entry.acceptance.approver,
      on: entry.acceptance.on,
      until: entry.acceptance.until,
      reason: entry.acceptance.reason,
    },
    links: entry.links,
    derived: {
      scores: entry.derived.scores,
      movement: entry.derived.movement,
      previous: entry.derived.previous,
    },
  })),
});

const includeConcerns: Include<Sealed<ConcernsContent>> = ({ entries }, { shows }) => ({
  entries: entries.filter(shows).map((entry) => ({
    id: entry.id,
    reference: entry.reference,
    title: entry.title,
    description: entry.description,
    owners: entry.owners,
    due: { words: entry.due.words, on: entry.due.on, every: entry.due.every },
    status: entry.status,
    closedReason: entry.closedReason,
    links: entry.links,
    history: entry.history.map(({ on, status, note }) => ({ on, status, note })),
    derived: { slipped: entry.derived.slipped, isNew: entry.derived.isNew },
  })),
});

/** Without one of its lines, a total would give that line away. */
const includeBudget: Include<Sealed<BudgetContent>> = ({ lines, derived }, { shows }) => {
  const shown = lines.filter(shows);
  const nothing = { budget: null, actual: null, forecast: null, variance: null };
  return {
    lines: shown.map(({ id, title, financialYear, budget, actual, forecast, comment, derived: own }) => ({
      id,
      title,
      financialYear,
      budget,
      actual,
      forecast,
      comment,
      derived: {
        variance: own.variance,
        variancePercent: own.variancePercent,
        needsComment: own.needsComment,
      },
    })),
    derived: {
      signConvention: derived.signConvention,
      thresholdPercent: derived.thresholdPercent,
      totals: shown.length < lines.length ? nothing : derived.totals,
    },
  };
};

/** As of a budget: without one of the teams there is no council total, and no rate of it. */
const includeWorkforce: Include<Sealed<WorkforceContent>> = (
  { asAt, themeId, teams, benchmarks, derived },
  { shows },
) => {
  const shown = teams.filter(shows);
  const all = shown.length === teams.length;
  return {
    asAt,
    themeId,
    teams: shown.map((team) => ({
      id: team.id,
      name: team.name,
      establishmentFte: team.establishmentFte,
      permanentFte: team.permanentFte,
      vacantFte: team.vacantFte,
      agencyFte: team.agencyFte,
      agencyCoveringFte: team.agencyCoveringFte,
      startersFte: team.startersFte,
      leaversFte: team.leaversFte,
      reportedVacancyPercent: team.reportedVacancyPercent,
      caseload: team.caseload,
      note: team.note,
      derived: {
        reconciles: team.derived.reconciles,
        rates: team.derived.rates,
        casesPerWorker: team.derived.casesPerWorker,
      },
    })),
    benchmarks: benchmarks.map(({ rate, area, value, period, source, likeForLike }) => ({
      rate,
      area,
      value,
      period,
      source,
      likeForLike,
    })),
    derived: {
      total: all ? derived.total : unknown(derived.total),
      complete: all && derived.complete,
    },
  };
};

const unknown = ({ rates }: WorkforceContent['derived']['total']): WorkforceContent['derived']['total'] => ({
  establishmentFte: null,
  permanentFte: null,
  vacantFte: null,
  agencyFte: null,
  agencyCoveringFte: null,
  startersFte: null,
  leaversFte: null,
  caseload: null,
  casesPerWorker: null,
  rates: Object.fromEntries(Object.keys(rates).map((rate) => [rate, null])) as typeof rates,
});

/** All that no decision withholds. */
export const showsAllBut =
  (withheld: ReadonlySet<string>) =>
  (entry: { id: string }): boolean =>
    !withheld.has(entryBlock(entry));

/** What the public edition has of each kind of section. */
const INCLUDED: { [Kind in SectionKind]: Include<SectionContents[Kind]> } = {
  budget: includeBudget,
  concerns: includeConcerns,
  developments: includeConcerns,
  risks: includeRisks,
  theme: includeTheme,
  measures: includeMeasures,
  workforce: includeWorkforce,
};

/**
 * A section's content as the public edition has it; null stays null.
 * @throws Error for a kind that this release does not know: nothing of it is published.
 */
export function publicContent(section: SnapshotSection, inclusion: Inclusion): unknown {
  const include = INCLUDED[sectionKind(section)] as Include<unknown>;
  return section.content === null ? null : include(section.content, inclusion);
}
