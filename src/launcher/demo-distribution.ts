/** The demonstration's share of committees and dispatches: what the clerk plans, and what became of it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { counted } from '../platform/index.js';
import {
  longDate,
  makeCommittee,
  makeMeeting,
  planPapers,
  type Period,
  type Programme,
  type SampleUsers,
} from '../sample/index.js';
import type { RunningSystem } from './system.js';
import type { ConsoleReporter } from './console-reporter.js';
import type { AddedMeeting } from './demo-clock.js';
import { waitFor } from './wait.js';

export type EditionName = 'public' | 'exempt';

/** A stored file of a sealed version. */
interface VersionFile {
  edition: EditionName;
  format: 'pdf' | 'html' | 'csv';
  sha256: string;
  size: number;
  /** Of a PDF. */
  pageCount: number | null;
}

/** One that was downloaded. */
export interface TakenFile extends VersionFile {
  path: string;
}

/** A sealed version with what is stored of it. */
export interface SealedVersion {
  id: string;
  version: number;
  sha256: string;
  approvedBy: { name: string };
  files: VersionFile[];
}

export interface PlannedDispatch {
  id: string;
  committee: string;
}

export interface Delivery {
  id: string;
  recipient: { name: string; email: string };
  state: string;
  attempts: number;
  reason: string | null;
  /** UTC instant of its last change. */
  changedAt: string;
}

/** What one committee got. */
export interface SentDispatch {
  committee: string;
  deliveries: (Delivery & {
    /** Where its mail lies; undefined when it went out by SMTP. */ file?: string;
  })[];
}

/** Who is sent the report by itself as soon as it is sealed. */
const SENT_TO: ReadonlySet<string> = new Set(['improvement-board', 'cabinet', 'overview-and-scrutiny']);
const MAIL_WITHIN_MS = 120_000;

/** @returns those bodies that are sent the report, each with its meeting. */
export async function addCommittees(
  users: SampleUsers,
  reporter: ConsoleReporter,
  programme: Programme,
): Promise<AddedMeeting[]> {
  const key = users.keyOf('clerk');
  const added: AddedMeeting[] = [];
  for (const committee of users.sample.committees) {
    const recipients = counted(committee.recipients.length, 'recipient');
    const meeting = await reporter.step(
      users.label(key),
      `adds ${committee.name}, which meets on ${longDate(committee.meeting.on)}`,
      async () => {
        const clerk = await users.as(key);
        const url = await makeCommittee(clerk, programme, users.sample, committee);
        return { url, meetingId: await makeMeeting(clerk, url, committee.meeting.on) };
      },
      () => recipients,
    );
    if (SENT_TO.has(committee.key)) added.push({ committee: committee.name, ...meeting });
  }
  return added;
}

export async function planDispatches(
  users: SampleUsers,
  reporter: ConsoleReporter,
  period: Period,
  meetings: readonly AddedMeeting[],
): Promise<PlannedDispatch[]> {
  const key = users.keyOf('clerk');
  const planned: PlannedDispatch[] = [];
  for (const { committee, meetingId } of meetings) {
    const id = await reporter.step(
      users.label(key),
      `plans the dispatch to ${committee}`,
      async () => planPapers(await users.as(key), period, meetingId),
      () => 'goes out by itself once the report is sealed',
    );
    planned.push({ id, committee });
  }
  return planned;
}

/** Waits until every delivery was accepted. @throws StepFailed when one was not, with the reason that the ledger gives. */
export async function deliveriesOf(
  users: SampleUsers,
  reporter: ConsoleReporter,
  system: RunningSystem,
  planned: readonly PlannedDispatch[],
  signal: AbortSignal,
): Promise<SentDispatch[]> {
  const key = users.keyOf('clerk');
  const sent: SentDispatch[] = [];
  for (const { id, committee } of planned) {
    const what = `all mails to ${committee} to be accepted`;
    const deliveries = await reporter.step(
      'The worker',
      `sends the PDF to ${committee}`,
      () =>
        waitFor({ what, withinMs: MAIL_WITHIN_MS, signal }, async () => {
          const dispatch = await (
            await users.as(key)
          ).get<{ status: string; problem: string | null; deliveries: Delivery[] }>(
            `/api/v1/dispatches/${id}`,
          );
          if (dispatch.status === 'needs_attention') throw new Error(trouble(dispatch));
          return dispatch.status === 'sent' ? dispatch.deliveries : undefined;
        }),
      (all) => `${counted(all.length, 'mail')} accepted`,
    );
    sent.push({ committee, deliveries: deliveries.map((delivery) => withFile(delivery, system.mailDir)) });
  }
  return sent;
}

function trouble({ problem, deliveries }: { problem: string | null; deliveries: Delivery[] }): string {
  const reasons = deliveries
    .filter(({ state }) => state !== 'accepted')
    .map(({ recipient, state, reason }) => `${recipient.name}: ${state}${reason ? `, ${reason}` : ''}`);
  return [`The dispatch needs a person (${problem ?? 'no reason given'}).`, ...reasons].join(' ');
}

/** @throws Error when the ledger says that a mail was written and it is not there. */
function withFile(delivery: Delivery, mailDir: string | undefined): SentDispatch['deliveries'][number] {
  if (mailDir === undefined) return delivery;
  const file = join(mailDir, `${delivery.id}.eml`);
  if (!existsSync(file)) throw new Error(`The ledger says that ${file} was written, but it is not there.`);
  return { ...delivery, file };
}
