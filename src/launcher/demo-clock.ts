/** The demonstration's share of the clock: certificates and dates planned back from the meetings, and what a late owner brings about. */
import { counted } from '../platform/index.js';
import { longDate, type Period, type SampleUsers } from '../sample/index.js';
import type { ConsoleReporter } from './console-reporter.js';
import type { Step } from './demo-contributions.js';
import { waitFor } from './wait.js';

/** A committee with its meeting, as the clerk has added them. */
export interface AddedMeeting {
  committee: string;
  /** Of the committee. */
  url: string;
  meetingId: string;
}

interface MeetingClock {
  certificate: {
    meetsOn: string;
    needed: number;
    counted: number;
    latest: string;
    overlooking: string | null;
    days: { on: string; counted: boolean; reason: string | null }[];
  } | null;
}

interface DeadlinePlan {
  meetings: { committeeName: string; meetsOn: string; publishBy: string | null }[];
  plan: Record<'owner' | 'reviewer' | 'manager' | 'sro' | 'clerk', string> | null;
}

interface Reminders {
  reminders: { to: { name: string }; escalation: boolean; late: number; text: string }[];
  notices: { to: { name: string; jobTitle: string }; kind: string; state: string; told: string[] }[];
}

const MAILS_WITHIN_MS = 30_000;
const DUTIES = [
  ['owner', 'Owners: drafts with the reviewer'],
  ['reviewer', 'Reviewer: every part decided on'],
  ['manager', 'Programme manager: report with the SRO'],
  ['sro', 'SRO: report approved'],
  ['clerk', 'Clerk: papers published'],
] as const;

/** Shows the certificate of each meeting of a council body, day by day, and the dates that follow from the first one. */
export async function showClock(
  users: SampleUsers,
  reporter: ConsoleReporter,
  step: Step,
  period: Period,
  meetings: readonly AddedMeeting[],
): Promise<void> {
  const key = users.keyOf('clerk');
  for (const { committee, url, meetingId } of meetings) {
    const { certificate } = await step(
      key,
      `reads the certificate of clear days of ${committee}`,
      async () => (await users.as(key)).get<MeetingClock>(`${url}/meetings/${meetingId}/clock`),
      ({ certificate: found }) =>
        found
          ? `${found.counted} of ${counted(found.needed, 'clear day')}, publish by ${longDate(found.latest)}`
          : 'nobody asks for notice',
    );
    if (certificate)
      reporter.table(
        [`Days before ${longDate(certificate.meetsOn)}`, 'Counts'],
        certificate.days.map(({ on, counted: counts, reason }) => [
          longDate(on),
          counts ? 'yes' : `no: ${reason ?? ''}`,
        ]),
      );
  }
  const { plan } = await step(
    key,
    `plans ${period.label} back from the meetings that get it`,
    async () => (await users.as(key)).get<DeadlinePlan>(`/api/v1/periods/${period.id}/deadlines`),
    (found) => counted(found.meetings.length, 'meeting'),
  );
  if (plan)
    reporter.table(
      ['By whom', 'By when'],
      DUTIES.map(([duty, words]) => [words, longDate(plan[duty])]),
    );
}

/** One owner is late: what people would be told on a day of that month, and what is sent now. */
export async function remind(
  users: SampleUsers,
  reporter: ConsoleReporter,
  step: Step,
  period: Period,
  signal: AbortSignal,
): Promise<void> {
  const manager = users.keyOf('reviewer');
  const url = `/api/v1/periods/${period.id}/reminders`;
  const day = '2020-02-03';
  const ahead = await step(
    manager,
    `looks at what everybody would be told by mail on ${longDate(day)}`,
    async () => (await users.as(manager)).get<Reminders>(`${url}?on=${day}`),
    ({ reminders }) =>
      `${counted(reminders.length, 'reminder')}, ${reminders.filter(({ escalation }) => escalation).length} of them about others`,
  );
  for (const { to, text, late } of ahead.reminders) if (late > 0) reporter.say(`      ${to.name}: ${text}`);
  await step(
    manager,
    'has them sent now: it is long after those dates',
    async () => (await users.as(manager)).post<{ mails: number }>(url, {}),
    ({ mails }) => counted(mails, 'mail'),
  );
  const notices = await reporter.step(
    'The worker',
    'reminds the late owner, and tells those above',
    () =>
      waitFor({ what: 'every reminder to be sent', withinMs: MAILS_WITHIN_MS, signal }, async () => {
        const found = await (await users.as(manager)).get<Reminders>(url);
        const all = found.notices.filter(({ kind }) => kind === 'asked');
        const failed = all.find(({ state }) => state === 'failed' || state === 'uncertain');
        if (failed) throw new Error(`The reminder to ${failed.to.name} is ${failed.state}.`);
        return all.length > 0 && all.every(({ state }) => state === 'sent') ? all : undefined;
      }),
    (all) => `${counted(all.length, 'mail')} accepted`,
  );
  reporter.table(
    ['To', 'About'],
    notices.map(({ to, told }) => [to.jobTitle, counted(told.length, 'thing')]),
  );
}
