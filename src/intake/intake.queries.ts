import { Injectable } from '@nestjs/common';
import { PeopleQueries, type Actor } from '../identity/index.js';
import { MeasuresQueries } from '../performance/index.js';
import { Clock, Database, everyItem, notFound, type SourceDocument } from '../platform/index.js';
import { ProgrammesQueries, type ProgrammeView } from '../programmes/index.js';
import { ThemesQueries } from '../themes/index.js';
import { intakeChoices, type IntakeChoices } from './choices.js';
import type { Known, Plan } from './plan.js';
import { planIntake } from './plan.rules.js';
import { takeDocument, type Taken } from './take.rules.js';

/** Nobody finds anything that is older: it is as good as deleted, and soon is. */
export const KEPT_DAYS = 7;

/** A report that somebody brings from a document. */
export interface KeptIntake {
  id: string;
  programmeId: string;
  version: number;
  /** ISO 8601, UTC. */
  createdAt: string;
  document: SourceDocument;
  choices: IntakeChoices;
}

/** What was brought, what was understood of it, and what writing it would do. */
export interface IntakeAtWork {
  kept: KeptIntake;
  programme: ProgrammeView;
  taken: Taken;
  known: Known;
  plan: Plan;
}

@Injectable()
export class IntakeQueries {
  constructor(
    private readonly database: Database,
    private readonly programmes: ProgrammesQueries,
    private readonly themes: ThemesQueries,
    private readonly measures: MeasuresQueries,
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
  ) {}

  /** What the actor has brought for this programme and not written yet; null where there is nothing. @throws Problem 404. */
  async own(actor: Actor, programmeId: string): Promise<KeptIntake | null> {
    await this.programmes.get(actor, programmeId);
    const [found] = await this.database.query<KeptIntake>(
      `select id, programme_id as "programmeId", version, audit_instant(created_at) as "createdAt", document, choices from intake
        where programme_id = $1 and person_id = $2 and created_at > $3::timestamptz - make_interval(days => $4::int)`,
      [programmeId, actor.userId, this.clock.now().toISOString(), KEPT_DAYS],
    );
    // Choices that an earlier release kept may lack what this one knows.
    return found ? { ...found, choices: intakeChoices.parse(found.choices) } : null;
  }

  /** @throws Problem 404 where the actor has brought nothing. */
  async atWork(actor: Actor, programmeId: string): Promise<IntakeAtWork> {
    const kept = await this.own(actor, programmeId);
    if (!kept) throw notFound('report that you bring');
    const [programme, known] = await Promise.all([
      this.programmes.get(actor, programmeId),
      this.known(actor, programmeId),
    ]);
    const taken = takeDocument(kept.document, kept.choices, this.clock.today());
    return { kept, programme, taken, known, plan: planIntake(taken, kept.choices, known) };
  }

  /** What the programme has already, and what the actor may do in it. */
  async known(actor: Actor, programmeId: string): Promise<Known> {
    const mayRead = actor.can('measure.read', programmeId);
    const [{ sections }, themes, groups, measures, people, holders, { items: periods }] = await Promise.all([
      this.programmes.get(actor, programmeId),
      everyItem((query) => this.themes.list(actor, programmeId, query)),
      mayRead ? everyItem((query) => this.measures.groups(actor, programmeId, query)) : [],
      mayRead ? everyItem((query) => this.measures.list(actor, programmeId, query)) : [],
      this.people.holding(['programme.read'], programmeId, this.clock.today()),
      this.people.holders(['sro', 'reviewer'], programmeId, this.clock.today()),
      this.programmes.periods(actor, programmeId, { limit: 1 }),
    ]);
    const [period] = periods;
    return {
      sections,
      themes,
      groups,
      measures: measures.map(({ id, groupId, definition }) => ({
        ...definition,
        id,
        groupId,
        reported: groupId !== null,
      })),
      people,
      holders,
      period: period ? { id: period.id, label: period.label } : null,
      may: {
        themes: actor.can('programme.manage', programmeId),
        measures: actor.can('measure.manage', programmeId),
        figures: actor.can('reading.record', programmeId),
        drafts: actor.can('contribution.edit', programmeId),
        report: actor.can('report.edit', programmeId),
        owners: actor.can('contribution.assign', programmeId),
      },
    };
  }
}
