import type { DeliveryView } from '../../distribution/index.js';
import type { Page } from '../../platform/index.js';
import {
  choices,
  head,
  instantWords,
  paths,
  withQuery,
  wordRows,
  type FormView,
  type WordRow,
} from '../shell/index.js';
import type { LedgerPage, LedgerState } from './ledger.view.js';
import { becameOf, deliveryVerb, editionWords } from './papers.words.js';

interface LedgerFacts {
  programme: { id: string; name: string };
  deliveries: Page<DeliveryView>;
  /** As it was sent, empty fields and all. */
  asked: Readonly<Record<string, string>>;
  form: FormView;
  committees: readonly { id: string; name: string }[];
  periods: readonly { id: string; label: string }[];
  mayManage: boolean;
  now: Date;
}

const STATES: Readonly<Record<LedgerState, string>> = {
  needs_person: 'Needs somebody',
  accepted: 'Accepted by the mail server, and not returned',
  queued: 'Waiting to be sent',
  sending: 'Being sent now',
  deferred: 'Put off, and tried again',
  bounced: 'Bounced',
  failed: 'Not sent',
  uncertain: 'Uncertain',
};

/** Of a hash in a list; the page of the e-mail has the whole. */
const HASH_SIGNS = 12;

export function presentLedger(given: LedgerFacts): LedgerPage {
  const { programme, deliveries, asked, form, committees, periods, mayManage, now } = given;
  const filter = Object.fromEntries(
    Object.entries(asked).map(([name, value]) => [name, value.trim() === '' ? undefined : value]),
  );
  const filtered = Object.values(filter).some((value) => value !== undefined);
  const empty = deliveries.items.length === 0;
  const here = paths.deliveries(programme.id);
  return {
    head: head('Who was sent what', {
      lead: empty
        ? form.problems.length > 0
          ? 'Nothing is shown until the filter is mended.'
          : filtered
            ? 'Nothing that was sent fits this filter.'
            : 'Nothing has been sent yet.'
        : 'What was sent to whom, and what became of it. Open one that needs somebody.',
      wide: true,
      programme: programme.name,
      breadcrumbs: [{ text: 'Meetings', href: paths.meetings(programme.id) }],
    }),
    action: here,
    form,
    committees: choices(
      committees.map(({ id, name }) => ({ value: id, text: name })),
      'Every committee',
    ),
    periods: choices(
      periods.map(({ id, label }) => ({ value: id, text: label })),
      'Every period',
    ),
    states: choices(
      Object.entries(STATES).map(([value, text]) => ({ value, text })),
      'Whatever became of it',
    ),
    clear: filtered ? here : null,
    caption: filtered ? 'E-mails that fit, the newest first' : 'Everything that was sent, the newest first',
    rows: wordRows(deliveries.items.map((delivery) => rowOf(delivery, mayManage, now))),
    next:
      deliveries.nextCursor === null ? null : withQuery(here, { ...filter, cursor: deliveries.nextCursor }),
    export: empty ? null : paths.exportDeliveries(programme.id, filter),
  };
}

function rowOf(delivery: DeliveryView, mayManage: boolean, now: Date): WordRow {
  const { recipient, committee, periodLabel, report, createdAt } = delivery;
  const hash = report.fileSha256 === null ? '' : `, SHA-256 ${report.fileSha256.slice(0, HASH_SIGNS)}…`;
  return {
    cells: [
      instantWords(createdAt, now),
      `${recipient.name}, ${recipient.email}, for ${committee.name}`,
      `${periodLabel}, version ${report.version}, ${editionWords(report.edition).toLowerCase()}${hash}`,
      becameOf(delivery),
    ],
    link: {
      ...deliveryVerb(delivery, mayManage),
      about: `the e-mail to ${recipient.name} of ${periodLabel}`,
    },
  };
}
