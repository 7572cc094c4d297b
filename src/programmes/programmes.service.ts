import { Injectable } from '@nestjs/common';
import { holdProgrammes, PeopleQueries, requirePermission, type Actor } from '../identity/index.js';
import {
  Audit,
  conflict,
  Database,
  invalid,
  row,
  rows,
  stale,
  violatedConstraint,
  type Tx,
} from '../platform/index.js';
import { Sections, WorkflowService, type Section, type SectionSubject } from '../workflow/index.js';
import { CarryForward } from './carry-forward.js';
import { ProgrammesQueries, type PeriodView, type ProgrammeView } from './programmes.queries.js';
import {
  asAtProblem,
  cancelBlockers,
  type PeriodChange,
  type PeriodInput,
  type ProgrammeChange,
  type ProgrammeInput,
} from './programmes.input.js';

@Injectable()
export class ProgrammesService {
  constructor(
    private readonly database: Database,
    private readonly programmes: ProgrammesQueries,
    private readonly workflow: WorkflowService,
    private readonly sections: Sections,
    private readonly carryForward: CarryForward,
    private readonly people: PeopleQueries,
    private readonly audit: Audit,
  ) {}

  /** Needs the permission in every programme, because the new one is in none yet. */
  async create(actor: Actor, input: ProgrammeInput): Promise<ProgrammeView> {
    requirePermission(actor, 'programme.manage', null);
    this.checkSections(input.sections);
    const id = await this.database.write(async (tx) => {
      const created = await unique('code', () =>
        row<{ id: string }>(
          tx,
          `insert into programme (code, name, council, quarter_window, sections) values ($1, $2, $3, $4, $5) returning id`,
          [input.code, input.name, input.council, input.quarterWindow, input.sections],
        ),
      );
      await this.audit.append(tx, actor.audit, {
        action: 'programme.created',
        subjectKind: 'programme',
        subjectId: created.id,
        programmeId: created.id,
        detail: { ...input },
      });
      return created.id;
    });
    return this.programmes.get(actor, id);
  }

  async change(actor: Actor, id: string, version: number, input: ProgrammeChange): Promise<ProgrammeView> {
    const before = await this.programmes.get(actor, id);
    requirePermission(actor, 'programme.manage', id);
    this.checkSections(input.sections);
    await this.database.write(async (tx) => {
      await holdProgrammes(tx, id);
      const changed = await rows(
        tx,
        `update programme set name = $3, council = $4, quarter_window = $5, sections = $6, version = version + 1 where id = $1 and version = $2 returning id`,
        [id, version, input.name, input.council, input.quarterWindow, input.sections],
      );
      if (changed.length === 0) throw stale('programme');
      await this.audit.append(tx, actor.audit, {
        action: 'programme.changed',
        subjectKind: 'programme',
        subjectId: id,
        programmeId: id,
        detail: { before, after: input },
      });
    });
    return this.programmes.get(actor, id);
  }

  /** @throws Problem 422 naming each unknown kind of section. */
  private checkSections(kinds: readonly string[]): void {
    const known = this.sections.all().map(({ kind }) => kind);
    const issues = kinds.flatMap((kind, index) =>
      known.includes(kind)
        ? []
        : [
            {
              path: `sections[${index}]`,
              message: `There is no section “${kind}”; there are: ${known.join(', ')}.`,
            },
          ],
    );
    if (issues.length > 0) throw invalid(issues);
  }

  /**
   * Opens a period: its row, a contribution for every subject of every section, each starting from the last approved
   * contribution on the same subject. All or nothing.
   */
  async openPeriod(actor: Actor, programmeId: string, input: PeriodInput): Promise<PeriodView> {
    await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'period.open', programmeId);
    const id = await this.database.write(async (tx) => {
      // One after the other: the second of two that overlap is refused.
      await holdProgrammes(tx, programmeId);
      const period = await unique('startsOn', () =>
        row<{ id: string }>(
          tx,
          `insert into reporting_period (programme_id, label, starts_on, ends_on, as_at, drafts_due_on, review_due_on, approval_due_on)
           values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
          [
            programmeId,
            input.label,
            input.startsOn,
            input.endsOn,
            input.asAt,
            input.draftsDueOn,
            input.reviewDueOn,
            input.approvalDueOn,
          ],
        ),
      );
      await this.assertNoOverlap(tx, period.id);
      const contributions = await this.startContributions(tx, {
        id: period.id,
        programmeId,
        startsOn: input.startsOn,
      });
      await this.audit.append(tx, actor.audit, {
        action: 'period.opened',
        subjectKind: 'period',
        subjectId: period.id,
        programmeId,
        detail: { ...input, contributions },
      });
      return period.id;
    });
    return this.programmes.period(actor, id);
  }

  /** @throws Problem 409 naming a period of the programme that has days in common with this one. */
  private async assertNoOverlap(tx: Tx, periodId: string): Promise<void> {
    const [other] = await rows<{ label: string }>(
      tx,
      `select o.label from reporting_period own join reporting_period o on o.programme_id = own.programme_id and o.id <> own.id
        where own.id = $1 and o.starts_on <= own.ends_on and o.ends_on >= own.starts_on order by o.starts_on limit 1`,
      [periodId],
    );
    if (other)
      throw conflict('overlap', `${other.label} has some of these days already.`, [
        { path: 'startsOn', message: `${other.label} has some of these days already.` },
      ]);
  }

  /** Changes the as-at date and the deadlines, as long as no report of the period has been sealed. Drafts follow the as-at date. */
  async changePeriod(actor: Actor, id: string, version: number, dates: PeriodChange): Promise<PeriodView> {
    const before = await this.programmes.period(actor, id);
    requirePermission(actor, 'period.open', before.programmeId);
    const problem = asAtProblem(dates.asAt, before);
    if (problem !== undefined) throw invalid([{ path: 'asAt', message: problem }]);
    await this.database.write(async (tx) => {
      await holdProgrammes(tx, before.programmeId);
      const changed = await rows(
        tx,
        `update reporting_period rp set as_at = $3, drafts_due_on = $4, review_due_on = $5, approval_due_on = $6, version = version + 1
          where id = $1 and version = $2
            and not exists (select from envelope e where e.period_id = rp.id and e.kind = 'report' and e.status <> 'draft')
         returning id`,
        [id, version, dates.asAt, dates.draftsDueOn, dates.reviewDueOn, dates.approvalDueOn],
      );
      if (changed.length === 0) {
        const [now] = await rows<{ version: number }>(
          tx,
          `select version from reporting_period where id = $1`,
          [id],
        );
        if (now?.version !== version) throw stale('reporting period');
        throw conflict(
          'report-under-way',
          'The report of this period is under review or approved; its dates can no longer change.',
        );
      }
      const drafts = await rows<{ id: string; section: string }>(
        tx,
        `select id, section from envelope where period_id = $1 and kind = 'contribution' and status = 'draft' order by id for update`,
        [id],
      );
      for (const draft of drafts)
        await this.sections.get(draft.section).bringUpToDate?.(tx, actor.audit, draft.id);
      await this.audit.append(tx, actor.audit, {
        action: 'period.changed',
        subjectKind: 'period',
        subjectId: id,
        programmeId: before.programmeId,
        detail: { before, after: dates },
      });
    });
    return this.programmes.period(actor, id);
  }

  /**
   * Takes a period away that was opened by mistake: in which nobody has written, and of which no papers were planned. What the audit trail
   * says of it stays. All or nothing.
   * @throws Problem 409 with everything that stands in the way · 412.
   */
  async cancelPeriod(actor: Actor, id: string, version: number): Promise<PeriodView> {
    const period = await this.programmes.period(actor, id);
    requirePermission(actor, 'period.open', period.programmeId);
    await this.database.write(async (tx) => {
      await holdProgrammes(tx, period.programmeId);
      const [now] = await rows<{ version: number }>(
        tx,
        `select version from reporting_period where id = $1 for update`,
        [id],
      );
      if (now?.version !== version) throw stale('reporting period');
      const written = await this.programmes.written(tx, id);
      const blockers = cancelBlockers(written);
      if (blockers.length > 0)
        throw conflict('not-empty', `${period.label} cannot be cancelled. ${blockers.join(' ')}`);
      try {
        await rows(tx, `select period_cancel($1)`, [id]);
      } catch (error) {
        if (violatedConstraint(error) === 'dispatch_period_fk')
          throw conflict(
            'not-empty',
            `${period.label} cannot be cancelled. Papers of it were planned for a meeting.`,
          );
        throw error;
      }
      await this.audit.append(tx, actor.audit, {
        action: 'period.cancelled',
        subjectKind: 'period',
        subjectId: id,
        programmeId: period.programmeId,
        detail: { ...period, contributions: written.parts },
      });
    });
    return period;
  }

  /**
   * Starts the contributions of an open period that are missing because their subject was added later. Safe to repeat.
   * @returns how many were started.
   */
  async completePeriod(actor: Actor, id: string): Promise<number> {
    const period = await this.programmes.period(actor, id);
    requirePermission(actor, 'period.open', period.programmeId);
    return this.database.write(async (tx) => {
      await holdProgrammes(tx, period.programmeId);
      const started = await this.startContributions(tx, period);
      if (started > 0)
        await this.audit.append(tx, actor.audit, {
          action: 'period.completed',
          subjectKind: 'period',
          subjectId: id,
          programmeId: period.programmeId,
          detail: { contributions: started },
        });
      return started;
    });
  }

  private async startContributions(
    tx: Tx,
    period: { id: string; programmeId: string; startsOn: string },
  ): Promise<number> {
    const there = await rows<{ key: string }>(
      tx,
      `select section || ' ' || subject_id as key from envelope where kind = 'contribution' and period_id = $1`,
      [period.id],
    );
    const present = new Set(there.map(({ key }) => key));
    const { sections } = await row<Pick<ProgrammeView, 'sections'>>(
      tx,
      `select sections from programme where id = $1`,
      [period.programmeId],
    );
    let started = 0;
    for (const section of this.sections.all().filter(({ kind }) => sections.includes(kind)))
      for (const subject of await section.subjects(tx, period.programmeId)) {
        if (present.has(`${section.kind} ${subject.id}`)) continue;
        await this.startContribution(tx, section, subject, period);
        started += 1;
      }
    return started;
  }

  private async startContribution(
    tx: Tx,
    section: Section,
    subject: SectionSubject,
    period: { id: string; programmeId: string; startsOn: string },
  ): Promise<void> {
    const last = await this.carryForward.latest(tx, {
      programmeId: period.programmeId,
      section: section.kind,
      subjectId: subject.id,
      startsOn: period.startsOn,
    });
    // Somebody who has left, or has no role here any more, would keep everybody else from writing it.
    const usual = last ? last.ownerId : subject.ownerId;
    const ownerId =
      usual !== null && (await this.people.mayToday('contribution.edit', period.programmeId, usual, tx))
        ? usual
        : null;
    const contributionId = await this.workflow.open(tx, {
      kind: 'contribution',
      programmeId: period.programmeId,
      periodId: period.id,
      section: section.kind,
      subjectId: subject.id,
      ownerId,
      copiedFromId: last?.id ?? null,
    });
    await section.start(tx, contributionId, last?.id ?? null);
  }
}

async function unique<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === 'programme_code_unique' || constraint === 'reporting_period_unique')
      throw conflict('already-exists', 'There is one already.', [
        { path, message: 'This is already in use.' },
      ]);
    throw error;
  }
}
