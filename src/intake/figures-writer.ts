import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import {
  benchmarkInput,
  frequencyOf,
  MeasuresQueries,
  MeasuresService,
  periodEnd,
  periodIn,
  readingOf,
  ReadingsService,
  wrongOf,
  type ReadingInput,
} from '../performance/index.js';
import { Database } from '../platform/index.js';
import type { Known, Left, Plan } from './plan.js';
import { keyOfKnown } from './plan.rules.js';
import type { ProposedMeasure } from './proposals.js';

/** What was written of one kind. */
export interface Written {
  what: string;
  count: number;
}

/** Writes the measures of a plan with their figures, through the room that owns them. What is there already is not written again. */
@Injectable()
export class FiguresWriter {
  constructor(
    private readonly database: Database,
    private readonly measures: MeasuresService,
    private readonly queries: MeasuresQueries,
    private readonly readings: ReadingsService,
  ) {}

  /** @param known after the themes were made. */
  async write(
    actor: Actor,
    programmeId: string,
    plan: Plan,
    known: Known,
    asAt: string,
  ): Promise<{ written: Written[]; left: Left[] }> {
    const groups = await this.groups(actor, programmeId, plan, known);
    const ids = new Map<ProposedMeasure, string>();
    let created = 0;
    let targets = 0;
    const positions = new Map<string, number>();
    for (const { proposal, groupKey, knownId } of plan.measures) {
      const position = (positions.get(groupKey) ?? 0) + 1;
      positions.set(groupKey, position);
      if (knownId === null) {
        const { id } = await this.measures.create(actor, programmeId, {
          groupId: groups.get(groupKey) ?? null,
          position,
          definition: proposal.definition,
        });
        ids.set(proposal, id);
        created++;
        if (proposal.target) targets++;
      } else ids.set(proposal, knownId);
    }
    const left: Left[] = [];
    const benchmarks = await this.benchmarks(actor, ids, left);
    const figures = await this.figures(actor, programmeId, ids, asAt, left);
    return {
      written: [
        { what: 'group of measures', count: plan.groups.length },
        { what: 'measure', count: created },
        { what: 'target', count: targets },
        { what: 'figure', count: figures },
        { what: 'benchmark', count: benchmarks },
      ],
      left,
    };
  }

  /** The group of each key: made now, known by its title, or that of another measure of it. */
  private async groups(
    actor: Actor,
    programmeId: string,
    plan: Plan,
    known: Known,
  ): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const group of known.groups) {
      const key = keyOfKnown(group, known);
      if (key !== null) found.set(key, group.id);
    }
    for (const { groupKey, knownId } of plan.measures) {
      const sibling = known.measures.find(({ id }) => id === knownId)?.groupId;
      if (sibling != null && !found.has(groupKey)) found.set(groupKey, sibling);
    }
    let number = Math.max(0, ...known.groups.map((group) => group.number));
    for (const { key, theme, title } of plan.groups) {
      const made = await this.measures.createGroup(actor, programmeId, {
        number: ++number,
        title,
        themeId: known.themes.find((one) => one.number === theme)?.id ?? null,
        ownerId: null,
      });
      found.set(key, made.id);
    }
    return found;
  }

  private async benchmarks(
    actor: Actor,
    ids: ReadonlyMap<ProposedMeasure, string>,
    left: Left[],
  ): Promise<number> {
    let added = 0;
    for (const [proposal, id] of ids) {
      if (proposal.benchmarks.length === 0) continue;
      const { items } = await this.queries.benchmarks(actor, id, { limit: 200 });
      for (const { area, missingReason, value, decimals, period } of proposal.benchmarks) {
        if (items.some((one) => one.area === area)) continue;
        // Nothing in a report says whether the others count in the same way, so that nothing is claimed.
        const read = benchmarkInput.safeParse({
          area,
          missingReason,
          value,
          period,
          periodEndsOn: period === null ? null : endOf(period),
          decimals: value === null ? null : decimals,
          likeForLike: false,
        });
        if (read.success) {
          await this.measures.addBenchmark(actor, id, read.data);
          added++;
        } else
          left.push({
            place: proposal.place,
            what: `A benchmark of “${proposal.definition.title}”`,
            why: read.error.issues.map(({ message }) => message).join(' '),
          });
      }
    }
    return added;
  }

  /** Records the figures of periods that have none: what is known stays. All of them or none. */
  private async figures(
    actor: Actor,
    programmeId: string,
    ids: ReadonlyMap<ProposedMeasure, string>,
    asAt: string,
    left: Left[],
  ): Promise<number> {
    const inputs: { input: ReadingInput; proposal: ProposedMeasure }[] = [];
    for (const [proposal, id] of ids) {
      for (const { needs: _, ...figure } of proposal.figures) {
        const input = readingOf(
          {
            ...figure,
            measure: { ...proposal.definition, id },
            figure: { ...figure.figure, numerator: null, denominator: null, asAt: null, state: null },
            reason: null,
          },
          null,
          { asAt, state: null, reason: null, accepted: [] },
        );
        const wrong = wrongOf(input);
        if (wrong === undefined) inputs.push({ input, proposal });
        else
          left.push({
            place: proposal.place,
            what: `“${proposal.definition.title}”, ${input.period}`,
            why: wrong,
          });
      }
    }
    if (inputs.length === 0) return 0;
    return this.database.write(async (tx) => {
      const { changes, issues } = await this.readings.plan(
        tx,
        programmeId,
        inputs.map(({ input }) => input),
      );
      const fresh = inputs.filter((_, n) => changes[n]?.outcome === 'new');
      inputs.forEach(({ input, proposal }, n) => {
        const outcome = changes[n]?.outcome;
        if (outcome === 'new' || outcome === 'same') return;
        const issue = issues.find(({ path }) => path.startsWith(`readings[${n}]`));
        left.push({
          place: proposal.place,
          what: `“${proposal.definition.title}”, ${input.period}`,
          why: issue?.message ?? 'Another figure is recorded for it already, and stays.',
        });
      });
      if (fresh.length > 0)
        await this.readings.record(
          tx,
          actor,
          programmeId,
          fresh.map(({ input }) => input),
        );
      return fresh.length;
    });
  }
}

/** The last day of a financial year; null for a calendar year, of which nobody knows which day is meant. */
function endOf(period: string): string | null {
  const read = periodIn(period);
  return read && 'known' in read && frequencyOf(read.known) === 'year' ? periodEnd(read.known) : null;
}
