import {
  figuresIn,
  type AuditCheck,
  type AuditEvent,
  type AuditTrailFilter,
  type AuditVerification,
} from '../../operations/index.js';
import { periodWords } from '../../performance/index.js';
import type { Actor, Permission } from '../../identity/index.js';
import { AUDIT_NOUNS, type AuditPlaceState, type Page } from '../../platform/index.js';
import {
  capitalised,
  choices,
  count,
  facts,
  instantWords,
  paths,
  withQuery,
  wordRows,
  type FormView,
  type Path,
  secondWords,
} from '../shell/index.js';
import { actionWords, detailLines, nounWords, trailRows, type TrailRow } from './audit.words.js';
import {
  auditCheckHead,
  auditHead,
  type AuditCheckPage,
  type AuditPage,
  type TrailEvent,
} from './audit.view.js';

interface AuditFacts {
  events: Page<AuditEvent>;
  /** What the things that the events are about are called, by id. */
  names: ReadonlyMap<string, string>;
  actor: Pick<Actor, 'can'>;
  /** Null where a field of it cannot be read. */
  filter: AuditTrailFilter | null;
  form: FormView;
  programmes: readonly { id: string; name: string }[];
  mayCheck: boolean;
  now: Date;
}

export function presentAudit(facts: AuditFacts): AuditPage {
  const { events, form, programmes, mayCheck } = facts;
  const filter = facts.filter ?? {};
  const filtered = facts.filter === null || Object.values(filter).some((value) => value !== undefined);
  return {
    head: auditHead(
      facts.filter === null
        ? 'Nothing is shown until the filter is mended.'
        : events.items.length === 0
          ? 'No event fits this filter.'
          : 'Everything that anybody did here, the newest first. Nothing of it can be changed.',
    ),
    form,
    nouns: choices(
      AUDIT_NOUNS.map((noun) => ({ value: noun, text: nounWords(noun) })).toSorted((a, b) =>
        a.text.localeCompare(b.text),
      ),
      'Everything',
    ),
    programmes: choices(
      programmes.map(({ id, name }) => ({ value: id, text: name })),
      'Every programme',
    ),
    clear: filtered ? paths.auditTrail() : null,
    subjectId: filter.subjectId ?? null,
    caption: filtered ? 'Events that fit' : 'Events',
    events: trailRows(events.items).map((row) => eventRow(row, facts)),
    next:
      events.nextCursor === null
        ? null
        : withQuery(paths.auditTrail(), { ...filter, cursor: events.nextCursor }),
    export: paths.exportAudit(filter),
    check: mayCheck ? paths.checkAudit() : null,
  };
}

/** The page of a thing, by what the trail calls it, and the permission that it needs. */
const PAGES: Readonly<Record<string, { needs: Permission; page: (id: string) => Path }>> = {
  contribution: { needs: 'contribution.read', page: paths.part },
  report: { needs: 'report.read', page: paths.report },
  version: { needs: 'version.read', page: paths.version },
  period: { needs: 'contribution.read', page: paths.period },
  measure: { needs: 'measure.read', page: paths.measure },
  measure_group: { needs: 'measure.read', page: paths.measureGroup },
  committee: { needs: 'committee.read', page: paths.committee },
  dispatch: { needs: 'dispatch.read', page: paths.dispatch },
  user: { needs: 'user.read', page: paths.user },
};

/** What an event is about, by name, with its page where the reader may open it; null where it has no name. */
function subjectOf(
  { subjectKind, subjectId, programmeId }: AuditEvent,
  { names, actor }: AuditFacts,
): TrailEvent['subject'] {
  const name = names.get(subjectId ?? '');
  if (name === undefined || subjectId === null) return null;
  const known = PAGES[subjectKind];
  return { name, href: known && actor.can(known.needs, programmeId) ? known.page(subjectId) : null };
}

/** Which figures an event is about. Their page tells the old values and the new ones to who may see them. */
function figuresOf({ detail, programmeId }: AuditEvent, { names, actor }: AuditFacts): TrailEvent['figures'] {
  const maySee = actor.can('measure.read', programmeId);
  return figuresIn(detail).map(({ measureId, period, span }) => ({
    name: `${names.get(measureId) ?? 'A measure'}, ${periodWords(period)}${span === 'year_to_date' ? ', year to date' : ''}`,
    href: maySee ? paths.measure(measureId) : null,
  }));
}

function eventRow({ event, times, firstAt }: TrailRow, facts: AuditFacts): TrailEvent {
  const { now } = facts;
  return {
    subject: subjectOf(event, facts),
    figures: figuresOf(event, facts),
    when: secondWords(event.at, now),
    who: event.actorLabel,
    what: actionWords(event.action),
    times: times === 1 ? null : `${count(times, 'time')} since ${instantWords(firstAt, now)}`,
    about: event.subjectId === null ? null : withQuery(paths.auditTrail(), { subjectId: event.subjectId }),
    seq: event.seq,
    lines: [
      ...detailLines(event.detail),
      `Event ${event.seq}, hash ${event.hash}`,
      `About: ${nounWords(event.subjectKind)}${event.subjectId === null ? '' : ` ${event.subjectId}`}`,
      `Request ${event.correlationId}`,
    ],
  };
}

interface AuditCheckFacts {
  /** Null before anything was checked. */
  checked: AuditVerification | null;
  /** The newest first. */
  last: readonly AuditCheck[];
  /** Of an event that was noted down. */
  form: FormView;
  places: readonly AuditPlaceState[];
  now: Date;
}

export function presentAuditCheck({ checked, last, form, places, now }: AuditCheckFacts): AuditCheckPage {
  const links = {
    whole: withQuery(paths.checkAudit(), { what: 'whole' }),
    newest: withQuery(paths.checkAudit(), { what: 'newest' }),
    check: paths.checkAudit(),
    form,
    last: wordRows(last.map((one) => ({ cells: checkCells(one, now) }))),
    places: wordRows(places.map((place) => ({ cells: placeCells(place, now) }))),
  };
  if (checked === null)
    return {
      head: auditCheckHead('Each event holds the hash of the one before. A check works them out again.'),
      result: [],
      ...links,
    };
  const { broken, after, head } = checked;
  return {
    head: auditCheckHead(
      broken === null
        ? 'The chain is whole.'
        : `The trail is not whole: event ${broken.seq}. Tell internal audit, and change nothing.`,
    ),
    result: facts([
      ...(broken === null ? [] : [{ name: 'Why', value: broken.reason }]),
      { name: 'Events checked', value: checked.checked.toLocaleString('en-GB') },
      {
        name: 'From',
        value:
          after === null
            ? 'The first event'
            : `The event after ${after.seq}, checked ${instantWords(after.at, now)}`,
      },
      ...(head === null
        ? []
        : [
            { name: 'Last event', value: head.seq },
            { name: 'Its hash. Note it down elsewhere', value: inFours(head.hash) },
          ]),
    ]),
    ...links,
  };
}

const CHECKED = {
  whole: 'The whole chain',
  newest: 'What was new',
  noted: 'The whole, against an event noted down',
} as const;

/** When somebody checked, who, what, and what came of it. */
function checkCells({ at, by, what, broken, head }: AuditCheck, now: Date): string[] {
  const result =
    broken === null ? `Whole, up to event ${head?.seq ?? '0'}` : `Not whole: event ${broken.seq}`;
  return [capitalised(instantWords(at, now)), by, CHECKED[what], result];
}

/** What a place is, up to where it has the trail, and how that goes. */
function placeCells({ name, seq, at, waiting, error }: AuditPlaceState, now: Date): string[] {
  const going =
    waiting === 0
      ? 'Has everything'
      : `${capitalised(count(waiting, 'event'))} ${waiting === 1 ? 'waits' : 'wait'}`;
  return [
    capitalised(name),
    at === null ? 'Nothing yet' : `Event ${seq}, ${instantWords(at, now)}`,
    error ?? going,
  ];
}

const inFours = (hash: string): string => hash.match(/.{1,4}/g)?.join(' ') ?? hash;
