/**
 * The parts of the sample's report as the API takes them: what each contribution is about, who writes it and what they write.
 * Documents are checked by the section rooms' own schemas at the API's edge.
 */
import { counted } from '../platform/index.js';
import type { SampleUsers } from './sample-users.js';
import { sampleId, themeDocument } from './sample.js';
import type { MeasureGroup, Programme, Theme } from './programme.js';

/** One contribution of the sample. */
export interface SamplePart {
  /** The kind of section, which is also the last step of its address. */
  section: string;
  subjectId: string;
  /** `theme 2`, `the risk register` */
  label: string;
  /** Key of the person who drafts it. */
  owner: string;
  document: unknown;
  /** `5 objectives, 13 actions, 6 narratives` */
  extent: string;
}

/** Who drafts the sections that no file of the sample gives an owner; illustrative. */
const OWNERS = {
  budget: 'deputy-director',
  concerns: 'independent-adviser',
  developments: 'independent-adviser',
  // The reference names the Senior Responsible Officer for all eight risks, so somebody else has to approve them.
  risks: 'dcs',
  measures: 'performance-analyst',
  workforce: 'workforce-lead',
} as const;

/** In the order of the report. */
export function partsOf(
  users: SampleUsers,
  programme: Programme,
  themes: readonly Theme[],
  groups: readonly MeasureGroup[],
): SamplePart[] {
  const { sample } = users;
  const id = (key: string) => sampleId(`${sample.programme.code}/${key}`);
  const whole = (section: keyof typeof OWNERS, label: string, document: unknown, extent: string) => ({
    section,
    subjectId: programme.id,
    label,
    owner: OWNERS[section],
    document,
    extent,
  });
  const { budget, concerns, developments, risks, workforce } = sample;
  return [
    whole('budget', 'the budget', budgetDocument(users, id), counted(budget.length, 'line')),
    whole(
      'concerns',
      'the key areas of concern',
      registerDocument(users, id, concerns),
      counted(concerns.length, 'concern'),
    ),
    whole(
      'developments',
      'the medium-term developments',
      registerDocument(users, id, developments),
      counted(developments.length, 'development'),
    ),
    whole('risks', 'the risk register', riskDocument(users, id), counted(risks.length, 'risk')),
    ...themes.map(({ id: subjectId, number }) => {
      const document = themeDocument(sample, number, users.id);
      const actions = document.objectives.flatMap((objective) => objective.actions);
      const narratives = document.objectives.flatMap((objective) => objective.narratives);
      return {
        section: 'theme',
        subjectId,
        label: `theme ${number}`,
        owner: themeOwner(users, number),
        document,
        extent: [
          counted(document.objectives.length, 'objective'),
          counted(actions.length, 'action'),
          counted(narratives.length, 'narrative'),
        ].join(', '),
      };
    }),
    ...groups.map((group) => ({
      section: 'measures',
      subjectId: group.id,
      label: `the measures “${group.title ?? 'without a group title'}”`,
      owner: OWNERS.measures,
      document: { commentary: null, overrides: [] },
      extent: '',
    })),
    whole(
      'workforce',
      'the establishment',
      workforceDocument(users, id, themes),
      counted(workforce.teams.length, 'team'),
    ),
  ];
}

export function themeOwner({ sample }: SampleUsers, themeNumber: number): string {
  const theme = sample.themes.find(({ number }) => number === themeNumber);
  if (!theme) throw new Error(`The sample has no theme ${themeNumber}`);
  return theme.owner;
}

type Id = (key: string) => string;

/** The reference leaves every cell blank: null, which is not zero. */
function budgetDocument({ sample }: SampleUsers, id: Id): unknown {
  const pounds = (value: number | null) => (value === null ? null : value.toFixed(2));
  return {
    lines: sample.budget.map((line) => ({
      id: id(line.id),
      title: line.title,
      financialYear: null,
      budget: pounds(line.budget),
      actual: pounds(line.actual),
      forecast: pounds(line.forecast),
      comment: line.comment,
    })),
  };
}

function registerDocument(users: SampleUsers, id: Id, entries: SampleUsers['sample']['concerns']): unknown {
  return {
    entries: entries.map(({ ref, id: key, title, description, owners, byWhen }) => ({
      id: id(key),
      reference: ref,
      title,
      description,
      ownerIds: owners.map(users.id),
      due: { words: byWhen.text, on: byWhen.on, every: byWhen.every },
      status: 'open',
      closedReason: null,
      links: { riskIds: [], measureIds: [], actionIds: [] },
    })),
  };
}

/** “If X, then Y.” is how the reference words every risk: the event, and its consequence. */
function riskDocument({ sample, id: personId }: SampleUsers, id: Id): unknown {
  const none = { probability: null, impact: null };
  return {
    entries: sample.risks.map((risk) => {
      const [, event, consequence] = /^If (.+), then (.+)\.$/.exec(risk.description) ?? [];
      return {
        id: id(risk.id),
        number: risk.ref,
        kind: risk.type,
        cause: null,
        event: event ?? risk.description,
        consequence: consequence ?? null,
        mitigation: risk.mitigation,
        response: null,
        ownerId: personId(risk.owner),
        raised: risk.raised,
        lastReviewedOn: null,
        reviewOn: null,
        nextAction: null,
        inherent: none,
        current: { probability: risk.probability, impact: risk.impact },
        target: none,
        proximity: null,
        severity: null,
        status: 'open',
        closedReason: null,
        acceptance: null,
        links: { actionIds: [], measureIds: [], concernIds: [] },
      };
    }),
  };
}

/** The theme whose measures are about the workforce prints it. */
function workforceDocument({ sample }: SampleUsers, id: Id, themes: readonly Theme[]): unknown {
  const { asAt, theme, teams } = sample.workforce;
  return {
    asAt,
    themeId: themes.find(({ number }) => number === theme)?.id ?? null,
    teams: teams.map((team) => ({
      id: id(team.id),
      name: team.name,
      establishmentFte: team.establishmentFte,
      permanentFte: team.permanentFte,
      vacantFte: null,
      agencyFte: team.agencyFte,
      agencyCoveringFte: null,
      startersFte: null,
      leaversFte: null,
      reportedVacancyPercent: team.vacancyRate?.value ?? null,
      caseload: null,
      note: null,
    })),
    benchmarks: [],
  };
}
