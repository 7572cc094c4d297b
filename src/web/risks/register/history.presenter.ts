import type { Actor } from '../../../identity/index.js';
import { monthWords } from '../../../programmes/index.js';
import type { Linkable, VersionInForce } from '../../../reporting/index.js';
import type { EntryAt } from '../../../risks/index.js';
import {
  capitalised,
  count,
  facts,
  head,
  inWords,
  longDate,
  paths,
  personLabel,
  sealedAt,
  textChanges,
} from '../../shell/index.js';
import { scoreWords, sinceWords, type People } from '../risk.presenter.js';
import { PROXIMITY_WORDS, RESPONSE_WORDS } from '../risk.words.js';
import type { RiskHistoryPage } from './history.view.js';

type Entry = EntryAt['entry'];

/** One entry through the registers, the newest first. */
export interface RiskThrough {
  programmeId: string;
  programmeName: string;
  at: readonly [EntryAt, ...EntryAt[]];
  /** The sealed report of each period that the reader may see. */
  versions: ReadonlyMap<string, Pick<VersionInForce, 'id' | 'readable'>>;
  people: People;
  linkable: readonly Linkable[];
  /** London date. */
  today: string;
}

/** Its texts, by the words of the page on which they are written. */
const textsOf = ({ kind, ...entry }: Entry): { label: string; text: string | null }[] => [
  { label: 'It is because', text: entry.cause },
  { label: kind === 'issue' ? 'What has happened' : 'What may happen', text: entry.event },
  { label: 'What it would lead to', text: entry.consequence },
  { label: 'What is done about it', text: entry.mitigation },
  { label: 'Next action', text: entry.nextAction },
  { label: 'Why it is closed', text: entry.closedReason },
];

export function presentRiskHistory(actor: Actor, through: RiskThrough): RiskHistoryPage {
  const { programmeId, at, versions } = through;
  const [{ entry, status, partId, period }] = at;
  return {
    head: head(`${capitalised(entry.kind)} ${entry.number}`, {
      wide: true,
      programme: through.programmeName,
      breadcrumbs: [{ text: 'Risks', href: paths.risks(programmeId) }],
      lead: firstSentence(through),
    }),
    facts: facts(factsOf(through)),
    texts: textsOf(entry).flatMap(({ label, text }) => (text === null ? [] : [{ label, text }])),
    links: linksOf(actor, through),
    rows: at.map((one, index) => {
      const before = at[index + 1];
      const changes = before ? changesBetween(before.entry, one.entry) : [];
      const version = one.status === 'approved' ? versions.get(one.period.id) : undefined;
      return {
        link: {
          text: one.period.label,
          href: version === undefined ? paths.part(one.partId) : sealedAt(version, 'risks'),
        },
        state: STATES[one.status] ?? 'not approved yet',
        score: scoreWords(one.entry, one.matrix),
        movement: sinceWords(one.entry),
        wording:
          before === undefined
            ? 'First'
            : changes.length === 0
              ? 'The same words'
              : inWords(changes.map(({ label }) => label)),
        changes,
      };
    }),
    write:
      status === 'draft' && actor.can('contribution.edit', programmeId)
        ? {
            text: `Change it in the register of ${period.label}`,
            href: paths.partItem(partId, 'risks', entry.id),
          }
        : null,
  };
}

const STATES: Readonly<Record<string, string>> = {
  approved: 'as approved',
  draft: 'a draft',
  in_review: 'with the reviewer',
};

function changesBetween(before: Entry, after: Entry): RiskHistoryPage['rows'][number]['changes'] {
  const earlier = textsOf(before);
  return textsOf(after).flatMap(({ label, text }, index) => {
    const was = earlier[index]?.text ?? '';
    return was === (text ?? '') ? [] : [{ label, runs: textChanges(was, text ?? '') }];
  });
}

function firstSentence({ at }: RiskThrough): string {
  const [{ entry, matrix }] = at;
  const approved = at.filter(({ status }) => status === 'approved').length;
  const raised =
    entry.raised.length === 7 ? `in ${monthWords(entry.raised)}` : `on ${longDate(entry.raised)}`;
  const where =
    approved === 0
      ? 'It is in no approved register yet.'
      : `It is in ${count(approved, 'approved register')}.`;
  const now =
    entry.status === 'closed'
      ? 'It is closed.'
      : `${entry.kind === 'issue' ? capitalised(scoreWords(entry, matrix)) : `Its score: ${scoreWords(entry, matrix)}`}; ${sinceWords(entry).toLowerCase()}.`;
  return `First raised ${raised}. ${where} ${now}`;
}

function factsOf({ at, people, today }: RiskThrough): { name: string; value: string }[] {
  const [{ entry, matrix }] = at;
  const { ownerId, reviewOn, lastReviewedOn, acceptance, response, proximity, derived } = entry;
  const person = (id: string | null): string => {
    const found = id === null ? undefined : people.get(id);
    return found ? personLabel(found) : 'Not assigned';
  };
  const { inherent, target } = derived.scores;
  return [
    { name: 'Now', value: entry.status === 'closed' ? 'Closed' : scoreWords(entry, matrix) },
    ...(inherent === null ? [] : [{ name: 'Before anything is done', value: String(inherent.score) }]),
    ...(target === null ? [] : [{ name: 'What the council can live with', value: String(target.score) }]),
    { name: 'Owner', value: person(ownerId) },
    ...(response === null ? [] : [{ name: 'Response', value: RESPONSE_WORDS[response] }]),
    ...(proximity === null ? [] : [{ name: 'When it would happen', value: PROXIMITY_WORDS[proximity] }]),
    {
      name: 'Review',
      value: [
        reviewOn === null
          ? 'No review date'
          : `${reviewOn < today && entry.status === 'open' ? 'Overdue since' : 'Next'} ${longDate(reviewOn)}`,
        ...(lastReviewedOn === null ? [] : [`last reviewed ${longDate(lastReviewedOn)}`]),
      ].join('; '),
    },
    ...(acceptance === null
      ? []
      : [
          {
            name: 'Accepted',
            value:
              `${acceptance.until < today ? 'It has run out:' : ''} until ${longDate(acceptance.until)} by ${person(acceptance.approverId)}, on ${longDate(acceptance.on)}: ${acceptance.reason}`
                .trim()
                .replace(/^./, (letter) => letter.toUpperCase()),
          },
        ]),
  ];
}

function linksOf(actor: Actor, { programmeId, at, linkable }: RiskThrough): RiskHistoryPage['links'] {
  const { actionIds, measureIds, concernIds } = at[0].entry.links;
  const named = (kind: Linkable['kind'], ids: readonly string[]) =>
    ids.flatMap((id) => linkable.find((one) => one.kind === kind && one.id === id) ?? []);
  const known = [
    ...named('action', actionIds),
    ...named('measure', measureIds),
    ...named('concern', concernIds),
  ];
  const others = actionIds.length + measureIds.length + concernIds.length - known.length;
  return [
    ...known.map(({ kind, id, name }) => ({
      text: name,
      href: kind === 'measure' && actor.can('measure.read', programmeId) ? paths.measure(id) : null,
    })),
    ...(others === 0
      ? []
      : [
          {
            text: capitalised(
              count(others, 'entry that is not open any more', 'entries that are not open any more'),
            ),
            href: null,
          },
        ]),
  ];
}
