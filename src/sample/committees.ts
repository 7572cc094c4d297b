/** Committees, their meetings and the papers to them, as the clerk keeps them. Each looks first and adds what is missing. */
import type { ApiClient } from './api-client.js';
import type { Period, Programme, Theme } from './programme.js';
import type { Sample } from './sample-schema.js';

type SampleCommittee = Sample['committees'][number];

type Bodies = Pick<Sample, 'committees' | 'otherBodies'>;

/** With its recipients, and the body that it reports to. @returns its address. */
export async function makeCommittee(
  clerk: ApiClient,
  programme: Programme,
  sample: Bodies,
  { key, recipients }: SampleCommittee,
): Promise<string> {
  const url = `/api/v1/committees/${await makeBody(clerk, programme, sample, key)}`;
  const known = await clerk.all<{ email: string }>(`${url}/recipients`);
  for (const recipient of recipients)
    if (!known.some(({ email }) => email === recipient.email))
      await clerk.post(`${url}/recipients`, recipient);
  return url;
}

/** Every body of the sample that the directory names. */
export async function makeDirectory(clerk: ApiClient, programme: Programme, sample: Bodies): Promise<void> {
  for (const { key } of bodiesOf(sample)) await makeBody(clerk, programme, sample, key);
}

/** After the one that it reports to. @returns its id. */
async function makeBody(
  clerk: ApiClient,
  programme: Programme,
  sample: Bodies,
  key: string,
): Promise<string> {
  const body = bodiesOf(sample).find((one) => one.key === key);
  if (!body) throw new Error(`the sample has no body “${key}”`);
  const { name, kind, edition, chair, frequency, reportsTo, sections } = body;
  const there = await clerk.all<{ id: string; name: string }>(
    `/api/v1/committees?programmeId=${programme.id}`,
  );
  const known = there.find((one) => one.name === name);
  if (known) return known.id;
  const parentId = reportsTo === null ? null : await makeBody(clerk, programme, sample, reportsTo);
  const themes =
    sections.length === 0 ? [] : await clerk.all<Theme>(`/api/v1/programmes/${programme.id}/themes`);
  const { id } = await clerk.post<{ id: string }>('/api/v1/committees', {
    programmeId: programme.id,
    name,
    kind,
    edition,
    chair,
    frequency,
    parentId,
    // Of a kind with one section, the section is about the programme.
    sections: sections.map((one) =>
      one.kind === 'theme'
        ? `theme:${themes.find(({ number }) => number === one.number)?.id ?? ''}`
        : `${one.kind}:${programme.id}`,
    ),
  });
  return id;
}

const bodiesOf = ({ committees, otherBodies }: Bodies): Sample['otherBodies'] => [
  ...committees,
  ...otherBodies,
];

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

/**
 * The period's report goes to this meeting as soon as it is sealed.
 * @param more `urgency`: why papers that come late cannot wait. `password`: the clerk's own, where the report is sealed and leaves at once.
 * @returns the id of the dispatch.
 */
export async function planPapers(
  clerk: ApiClient,
  period: Period,
  meetingId: string,
  more: { urgency?: string | undefined; password?: string } = {},
): Promise<string> {
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
      ...more,
    }))
  ).id;
}
