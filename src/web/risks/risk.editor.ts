import type { PeopleQueries, Person } from '../../identity/index.js';
import type { RiskEntryDocument, RisksDocument } from '../../risks/index.js';
import type { Linkable } from '../../reporting/index.js';
import { linkChoices, linksWith, linkWords, nameAmong, type Editor } from '../part/index.js';
import { paths, show } from '../shell/index.js';
import { RISK_LINKS, riskForm } from './risk.form.js';
import { presentRisk } from './risk.presenter.js';
import { riskBlock, type RiskStore } from './risk.store.js';
import { KIND_WORDS, PROXIMITY_WORDS, RESPONSE_WORDS, SEVERITY_WORDS, wordFrom } from './risk.words.js';

const NO_RATING = { probability: null, impact: null };
const level = (value: string): string => (value === '' ? 'Not known' : value);

/** One risk or issue. @param candidates who can own it. @param linkable what it may be connected with. */
export const riskEditor = (
  store: RiskStore,
  people: PeopleQueries,
  candidates: readonly Person[],
  linkable: readonly Linkable[],
  partId: string,
  entryId: string,
  raised: string,
): Editor<RisksDocument, RiskEntryDocument, typeof riskForm.schema, 'risks/risk'> => ({
  store,
  block: riskBlock(entryId),
  form: riskForm,
  action: paths.partItem(partId, 'risks', entryId),
  fields: {
    kind: { label: 'Risk or issue', value: wordFrom(KIND_WORDS) },
    cause: { label: 'It is because' },
    event: { label: 'What may happen' },
    consequence: { label: 'What it would lead to' },
    mitigation: { label: 'What is done about it' },
    response: { label: 'Response', value: wordFrom(RESPONSE_WORDS) },
    owner: { label: 'Owner', value: nameAmong(candidates, 'Nobody yet') },
    raised: { label: 'Raised' },
    probability: { label: 'How likely, now', value: level },
    impact: { label: 'How bad, now', value: level },
    'before-probability': { label: 'How likely, before any response', value: level },
    'before-impact': { label: 'How bad, before any response', value: level },
    'target-probability': { label: 'How likely, as the council can live with', value: level },
    'target-impact': { label: 'How bad, as the council can live with', value: level },
    proximity: { label: 'When it would happen', value: wordFrom(PROXIMITY_WORDS) },
    severity: { label: 'Severity', value: wordFrom(SEVERITY_WORDS) },
    reviewed: { label: 'Last reviewed' },
    review: { label: 'Next review' },
    next: { label: 'Next action' },
    ...linkWords(RISK_LINKS, linkable),
  },
  shown: (entry) => entry,
  blank: () => ({ 'raised-month': String(Number(raised.slice(5, 7))), 'raised-year': raised.slice(0, 4) }),
  // A kind has its own fields; what was typed into those of the other kind does not count.
  change: (typed, current, { entries }) => ({
    ...typed,
    ...(typed.kind === 'issue'
      ? { inherent: NO_RATING, current: NO_RATING, target: NO_RATING, proximity: null }
      : { severity: null }),
    id: entryId,
    number: current?.number ?? Math.max(0, ...entries.map(({ number }) => number)) + 1,
    status: current?.status ?? 'open',
    closedReason: current?.closedReason ?? null,
    acceptance: typed.response === 'accept' ? (current?.acceptance ?? null) : null,
    links: linksWith(typed.links, current?.links, linkable),
  }),
  texts: ({ event, cause, consequence, mitigation, nextAction }) =>
    [
      { label: 'It is because', text: cause },
      { label: 'What may happen', text: event },
      { label: 'What it would lead to', text: consequence },
      { label: 'What is done about it', text: mitigation },
      { label: 'Next action', text: nextAction },
    ].flatMap(({ label, text }) => (text === null ? [] : [{ label, text, isNarrative: true as const }])),
  page: async ({ actor, part, block, before, form, editor }) => {
    const [{ matrix }, named] = await Promise.all([
      store.content(actor, partId),
      people.byIds(block?.acceptance ? [block.acceptance.approverId] : []),
    ]);
    return show(
      'risks/risk',
      presentRisk({
        context: { part, block, form, editor },
        matrix,
        candidates,
        links: linkChoices(RISK_LINKS, linkable),
        accepter: named.get(block?.acceptance?.approverId ?? '') ?? null,
        mayAccept:
          block?.status === 'open' &&
          block.response === 'accept' &&
          block.ownerId !== actor.userId &&
          actor.can('contribution.approve', part.programme.id),
        carried: before?.block?.status === 'open',
      }),
    );
  },
});
