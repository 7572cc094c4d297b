import { Injectable } from '@nestjs/common';
import { requirePermission, type Actor } from '../../identity/index.js';
import {
  Clock,
  conflict,
  Database,
  invalid,
  notFound,
  Problem,
  rows,
  type Tx,
} from '../../platform/index.js';
import { nextRecorded } from '../measure-ledger.js';
import { READ_USUAL } from '../readings.sql.js';
import { ReadingsService } from '../readings.service.js';
import type { UsualFigure } from './doubts.rules.js';
import { typedFigure } from './figure-text.js';
import {
  planEntries,
  type EntriesPlan,
  type EntryChoices,
  type EntryFacts,
  type FigureEntry,
} from './figure-entries.rules.js';
import type { Finding } from './import-findings.js';
import { ReadingImportsService } from './reading-imports.service.js';

/** The part whose table is filled in. */
interface FilledPart {
  programmeId: string;
  asAt: string;
}

/** What recording a table changes, with the number up to which that knows the figures. */
export type NumberedPlan = EntriesPlan & { knownTo: string };

/** A pasted table as entries, or what is wrong with it. */
export interface PastedTable {
  entries: FigureEntry[];
  problems: readonly Finding[];
  warnings: readonly Finding[];
  ignored: readonly Finding[];
}

/** Reads figures that somebody typed or pasted into a table, says what recording them changes, and records them: all or nothing. */
@Injectable()
export class FigureEntriesService {
  constructor(
    private readonly imports: ReadingImportsService,
    private readonly readings: ReadingsService,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * What recording these entries would change. Writes nothing.
   * @param knownTo the number up to which the person who typed had read the figures.
   * @throws Problem 404, 403.
   */
  async plan(
    actor: Actor,
    contributionId: string,
    entries: readonly FigureEntry[],
    choices: EntryChoices,
    knownTo: string,
  ): Promise<NumberedPlan> {
    const part = await this.mayFill(actor, contributionId);
    return this.database.write((tx) => this.planIn(tx, actor, part, entries, choices, knownTo));
  }

  /**
   * Records entries as they were planned.
   * @param confirmed the hash of the plan that was looked at.
   * @returns how many figures were recorded.
   * @throws Problem 404, 403 · 409 `plan-changed` when something else was recorded or approved since · 422 an entry that cannot be
   * recorded, or a reason that is missing, or `figures-not-accepted`: figures that can hardly be true. Nothing is written then.
   */
  async record(
    actor: Actor,
    contributionId: string,
    entries: readonly FigureEntry[],
    choices: EntryChoices,
    { knownTo, confirmed }: { knownTo: string; confirmed: string },
  ): Promise<number> {
    const part = await this.mayFill(actor, contributionId);
    return this.database.write(async (tx) => {
      // Locks the ledger before the figures are compared: what is planned is then still true when it is written.
      const recorded = await nextRecorded(tx, part.programmeId);
      const { changes, problems, hash } = await this.planIn(tx, actor, part, entries, choices, knownTo);
      if (problems.length > 0)
        throw invalid(problems.map(({ entry, message }) => ({ path: `entries[${entry}].text`, message })));
      if (hash !== confirmed) throw planChanged();
      const wanted = changes.filter(({ entry }) => entries[entry]?.leave === false);
      if (wanted.some(({ lacksReason }) => lacksReason))
        throw invalid([{ path: 'reason', message: 'Say why a figure that was relied on changes.' }]);
      const open = wanted.filter(({ entry, doubt }) => doubt !== null && entries[entry]?.accepted !== true);
      if (open.length > 0) throw notAccepted(open.length);
      await this.readings.insert(
        tx,
        actor,
        part.programmeId,
        recorded,
        wanted.map(({ change }) => change),
      );
      return wanted.length;
    });
  }

  /**
   * Reads a table that was copied with its headings, by the rules of the file import. Figures that come from other sections are
   * among what is ignored.
   * @throws Problem 404, 403 · 422 or 413 when it is no such table.
   */
  async readPasted(actor: Actor, contributionId: string, text: string): Promise<PastedTable> {
    const { programmeId, asAt } = await this.mayFill(actor, contributionId);
    const { layout, findings } = await this.imports.readText(actor, programmeId, text, asAt);
    if (layout === 'long')
      throw invalid(
        [],
        'This is a list with a row for each figure. Paste a table with the months side by side, or import the list as a file.',
      );
    const { figures, problems, warnings, ignored } = findings;
    const entries = figures.map(({ measure, span, period, figure }) => ({
      measureId: measure.id,
      span,
      period,
      text: typedFigure(figure, measure.unit),
      reason: null,
      leave: false,
      accepted: false,
    }));
    return { entries, problems, warnings, ignored };
  }

  private async planIn(
    tx: Tx,
    actor: Actor,
    { programmeId, asAt }: FilledPart,
    entries: readonly FigureEntry[],
    choices: EntryChoices,
    knownTo: string,
  ): Promise<NumberedPlan> {
    // First: what is recorded between these statements then counts as recorded since, never as read.
    const [ledger] = await rows<{ recorded: string }>(
      tx,
      `select recorded::text from measure_ledger where programme_id = $1`,
      [programmeId],
    );
    const keys = entries.map(({ measureId, span, period }, n) => ({ n, measureId, span, period }));
    const recorded = await this.readings.lookUp(tx, programmeId, keys);
    const read = await rows<Omit<EntryFacts, 'recorded'> & { found: boolean }>(tx, READ_ENTRIES, [
      programmeId,
      JSON.stringify(keys),
      knownTo,
      actor.userId,
    ]);
    const facts = keys.map(({ n }): EntryFacts | null => {
      const [known, one] = [recorded[n], read[n]];
      return known && one?.found === true ? { ...one, recorded: known } : null;
    });
    const usual = await rows<UsualFigure>(tx, READ_USUAL, [programmeId, asAt]);
    const plan = planEntries(entries, facts, choices, usual, { asAt, today: this.clock.today() });
    return { ...plan, knownTo: ledger?.recorded ?? '0' };
  }

  private async mayFill(actor: Actor, contributionId: string): Promise<FilledPart> {
    const [part] = await this.database.query<FilledPart>(
      `select e.programme_id as "programmeId", rp.as_at::text as "asAt"
         from envelope e join reporting_period rp on rp.id = e.period_id
        where e.id = $1 and e.kind = 'contribution' and e.section = 'measures' and ($2::uuid[] is null or e.programme_id = any($2))`,
      [contributionId, actor.programmesWith('measure.read')],
    );
    if (!part) throw notFound('contribution');
    requirePermission(actor, 'reading.record', part.programmeId);
    return part;
  }
}

const planChanged = () =>
  conflict(
    'plan-changed',
    'What is recorded has changed since you checked. Nothing was recorded: look at it once more.',
  );

const notAccepted = (number: number): Problem =>
  new Problem({
    code: 'figures-not-accepted',
    status: 422,
    detail: `${number === 1 ? 'One figure' : `${number} figures`} can hardly be true. Nothing was recorded: change ${number === 1 ? 'it' : 'them'}, or tick ${number === 1 ? 'it as' : 'each that is'} right.`,
  });

/**
 * What is known of each place that `$2` = [{n, measureId, span, period}] names, in programme `$1`, in that order: the figure as it was
 * known at number `$3`, and who recorded the newest one where that came later; `$4` reads.
 */
const READ_ENTRIES = `
  select m.id is not null as found,
         json_build_object('id', m.id, 'title', d.title, 'reference', d.reference, 'unit', d.unit, 'belowZero', d.below_zero) as measure, d.fed_by as "fedBy",
         case when s.recorded is not null then json_build_object('missingReason', s.missing_reason, 'value', s.value,
           'numerator', s.numerator, 'denominator', s.denominator, 'decimals', s.decimals, 'asAt', s.as_at, 'state', s.state,
           'reason', s.reason) end as seen,
         u.name || ' (' || u.job_title || ')' as "changedBy", coalesce(u.id = $4, false) as "changedByReader"
    from json_to_recordset($2::json) as x(n int, "measureId" uuid, span text, period date)
    left join measure m on m.id = x."measureId" and m.programme_id = $1
    left join lateral (select * from measure_definition where measure_id = m.id order by version desc limit 1) d on true
    left join lateral (
      select * from reading where measure_id = m.id and span = x.span and period = x.period and recorded <= $3::bigint
       order by recorded desc limit 1) s on true
    left join lateral (
      select recorded_by from reading where measure_id = m.id and span = x.span and period = x.period and recorded > $3::bigint
       order by recorded desc limit 1) later on true
    left join app_user u on u.id = later.recorded_by
   order by x.n`;
