import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../identity/index.js';
import { Database, entityVersion, notFound, page, readCursor, type Page } from '../platform/index.js';
import { ENVELOPE_STATE, type EnvelopeRow } from './envelope.queries.js';
import { Sections } from './section.js';
import { ACTIONS, ENVELOPE_KINDS, STATUSES, type EnvelopeKind } from './transitions.js';
import { availableActions } from './workflow.rules.js';
import type { ContributionList } from './contributions.input.js';

/** The statuses and actions of both kinds. */
const everyStatus = z.enum([...STATUSES.contribution, ...STATUSES.report]);
const everyAction = z.enum([...ACTIONS.contribution, ...ACTIONS.report]);

/** A step that was taken. */
export const historyEntry = z
  .object({
    at: z.iso.datetime(),
    actor: z.string().describe('Who they were at the time.'),
    action: everyAction,
    from: everyStatus,
    to: everyStatus,
    comment: z.string().nullable(),
    notes: z
      .array(z.object({ block: z.string(), text: z.string() }))
      .describe('What was written beside blocks of the document when it was given back.'),
  })
  .meta({ id: 'HistoryEntry', description: 'A step that was taken.' });
export type HistoryEntry = z.infer<typeof historyEntry>;

export const envelopeView = z
  .object({
    id: z.uuid(),
    kind: z.enum(ENVELOPE_KINDS),
    programmeId: z.uuid(),
    periodId: z.uuid(),
    section: z
      .string()
      .nullable()
      .describe('Contributions: which kind of section, such as theme. Reports: null.'),
    subjectId: z.uuid().nullable().describe('Contributions: what it is about. Reports: null.'),
    ownerId: z.uuid().nullable().describe('Who drafts it; null = anyone who may edit.'),
    status: everyStatus,
    version: entityVersion,
    actions: z.array(everyAction).describe('What the reader could do with it now.'),
  })
  .meta({ id: 'Envelope', description: 'Where one contribution or one report is in the workflow.' });
export type EnvelopeView = z.infer<typeof envelopeView>;

/** A contribution in a list of them. */
export const contributionListed = envelopeView
  .extend({ title: z.string().describe('What the report calls it: “Theme 1: Leadership”.') })
  .meta({ id: 'ContributionListed' });
export type ContributionListed = z.infer<typeof contributionListed>;

export const envelopeDetail = envelopeView
  .extend({
    title: z.string().nullable().describe('Contributions: what the report calls it. Reports: null.'),
    history: z.array(historyEntry).describe('The first step first.'),
  })
  .meta({ id: 'EnvelopeDetail' });
export type EnvelopeDetail = z.infer<typeof envelopeDetail>;

/** Of a part whose theme or group was taken away. */
const GONE = 'A part whose subject is no longer there';

@Injectable()
export class ContributionsQueries {
  constructor(
    private readonly database: Database,
    private readonly sections: Sections,
  ) {}

  /**
   * In order of creation, in the programmes that the actor may read. The statement takes one page from each programme and the first of
   * all of these, so that it never reads a whole programme.
   */
  async list(actor: Actor, query: ContributionList): Promise<Page<ContributionListed>> {
    const [at, id] = readCursor(query.cursor, 2);
    const found = await this.database.query<EnvelopeRow & { createdAt: string }>(
      `select ${ENVELOPE_STATE}, audit_instant(e.created_at) as "createdAt"
         from (select one.* from programme p
                cross join lateral (
                  select * from envelope e
                   where e.kind = 'contribution' and e.programme_id = p.id and ($3::uuid is null or e.period_id = $3)
                     and ($4::text is null or e.status = $4) and (not $5 or e.owner_id = $6)
                     and ($7::timestamptz is null or (e.created_at, e.id) > ($7::timestamptz, $8::uuid))
                   order by e.created_at, e.id limit $9) one
                where ($1::uuid[] is null or p.id = any($1)) and ($2::uuid is null or p.id = $2)
                order by one.created_at, one.id limit $9) e
        order by e.created_at, e.id`,
      [
        actor.programmesWith('contribution.read'),
        query.programmeId ?? null,
        query.periodId ?? null,
        query.status ?? null,
        query.mine ?? false,
        actor.userId,
        at,
        id,
        query.limit + 1,
      ],
    );
    const result = page(found, query.limit, (envelope) => [envelope.createdAt, envelope.id]);
    const titles = await this.titles(result.items);
    return {
      ...result,
      items: result.items.map((envelope) => ({
        ...view(actor, envelope),
        title: titles.get(envelope.id) ?? GONE,
      })),
    };
  }

  /** @throws Problem 404 when absent or not the actor's to see. */
  async get(actor: Actor, kind: EnvelopeKind, id: string): Promise<EnvelopeDetail> {
    const [found] = await this.database.query<EnvelopeRow & { history: HistoryEntry[] }>(
      `select ${ENVELOPE_STATE}, coalesce((select json_agg(json_build_object('at', audit_instant(w.at), 'actor', called(w.actor_id, w.actor_label),
                'action', w.action, 'from', w.from_status, 'to', w.to_status, 'comment', w.comment,
                'notes', coalesce((select json_agg(json_build_object('block', n.block, 'text', n.text) order by n.number)
                           from return_note n where n.event_id = w.id), '[]')) order by w.at)
                from workflow_event w where w.envelope_id = e.id), '[]') as history
         from envelope e where e.id = $1 and e.kind = $2 and ($3::uuid[] is null or e.programme_id = any($3))`,
      [id, kind, actor.programmesWith(kind === 'report' ? 'report.read' : 'contribution.read')],
    );
    if (!found) throw notFound(kind);
    const titles = await this.titles([found]);
    return {
      ...view(actor, found),
      title: kind === 'report' ? null : (titles.get(id) ?? GONE),
      history: found.history,
    };
  }

  /** What the report calls these contributions, by id; one statement for each programme and kind of section. */
  private titles(
    envelopes: readonly Pick<EnvelopeRow, 'id' | 'programmeId' | 'section' | 'subjectId'>[],
  ): Promise<Map<string, string>> {
    const of = new Map<string, typeof envelopes>();
    for (const one of envelopes)
      if (one.section !== null) {
        const key = `${one.programmeId} ${one.section}`;
        of.set(key, [...(of.get(key) ?? []), one]);
      }
    return this.database.read(async (tx) => {
      const titles = new Map<string, string>();
      for (const [first, ...others] of of.values()) {
        if (!first) continue;
        const section = this.sections.get(first.section ?? '');
        const subjects = await section.subjects(tx, first.programmeId);
        for (const { id, subjectId } of [first, ...others]) {
          const subject = subjects.find((one) => one.id === subjectId);
          if (subject) titles.set(id, section.heading?.(subject) ?? subject.title);
        }
      }
      return titles;
    });
  }
}

/** An envelope as the API shows it, with the actions that its reader could take now. */
export function view(actor: Actor, envelope: EnvelopeRow): EnvelopeView {
  const { id, kind, programmeId, periodId, section, subjectId, ownerId, status, version } = envelope;
  return {
    id,
    kind,
    programmeId,
    periodId,
    section,
    subjectId,
    ownerId,
    status,
    version,
    actions: availableActions(actor, envelope, ACTIONS[kind]),
  };
}
