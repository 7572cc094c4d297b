/** Committees, their meetings and the papers to them, as the clerk keeps them. Each looks first and adds what is missing. */
import type { ApiClient } from './api-client.js';
import type { Period, Programme } from './programme.js';
import type { Sample } from './sample-schema.js';

type SampleCommittee = Sample['committees'][number];

const KINDS: Readonly<Record<string, 'board' | 'cabinet' | 'scrutiny'>> = {
  'improvement-board': 'board',
  cabinet: 'cabinet',
  'overview-and-scrutiny': 'scrutiny',
};

/** With its recipients. @returns its address. */
export async function makeCommittee(
  clerk: ApiClient,
  programme: Programme,
  { key, name, edition, recipients }: SampleCommittee,
): Promise<string> {
  const committees = await clerk.all<{ id: string; name: string }>(
    `/api/v1/committees?programmeId=${programme.id}`,
  );
  const { id } =
    committees.find((one) => one.name === name) ??
    (await clerk.post<{ id: string }>('/api/v1/committees', {
      programmeId: programme.id,
      name,
      kind: KINDS[key] ?? 'other',
      edition,
    }));
  const url = `/api/v1/committees/${id}`;
  const known = await clerk.all<{ email: string }>(`${url}/recipients`);
  for (const recipient of recipients)
    if (!known.some(({ email }) => email === recipient.email))
      await clerk.post(`${url}/recipients`, recipient);
  return url;
}

/** @param on London date. @returns the meeting's id. */
export async function makeMeeting(clerk: ApiClient, committee: string, on: string): Promise<string> {
  const url = `${committee}/meetings`;
  const meetings = await clerk.all<{ id: string; meetsOn: string }>(url);
  const known = meetings.find(({ meetsOn }) => meetsOn === on);
  return (
    known ??
    (await clerk.post<{ id: string }>(url, { startsAt: `${on}T10:00:00Z`, place: 'Council Chamber' }))
  ).id;
}

/** The period's report goes to this meeting as soon as it is sealed. @returns the id of the dispatch. */
export async function planPapers(clerk: ApiClient, period: Period, meetingId: string): Promise<string> {
  const dispatches = await clerk.all<{ id: string; meeting: { id: string } }>(
    `/api/v1/dispatches?periodId=${period.id}`,
  );
  const known = dispatches.find(({ meeting }) => meeting.id === meetingId);
  return (
    known ??
    (await clerk.post<{ id: string }>('/api/v1/dispatches', {
      periodId: period.id,
      meetingId,
      send: 'when_sealed',
    }))
  ).id;
}
