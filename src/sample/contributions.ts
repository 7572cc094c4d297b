/** The contributions of the sample's period: which is whose, and saving what they write. */
import type { ApiClient } from './api-client.js';
import type { SampleUsers } from './sample-users.js';
import type { SamplePart } from './parts.js';
import type { Period } from './programme.js';

export interface Contribution {
  id: string;
  section: string;
  subjectId: string;
  ownerId: string | null;
  status: string;
}

/** The contribution of each part. @throws Error when the period lacks one. */
export async function contributionsOf(
  client: ApiClient,
  period: Period,
  parts: readonly SamplePart[],
): Promise<Map<SamplePart, Contribution>> {
  const contributions = await client.all<Contribution>(`/api/v1/contributions?periodId=${period.id}`);
  return new Map(
    parts.map((part) => {
      const found = contributions.find(
        ({ section, subjectId }) => section === part.section && subjectId === part.subjectId,
      );
      if (!found) throw new Error(`The period has no contribution for ${part.label}.`);
      return [part, found];
    }),
  );
}

/** Names the owner of each contribution that has none. @returns how many. */
export async function nameOwners(
  users: SampleUsers,
  manager: ApiClient,
  contributions: ReadonlyMap<SamplePart, Contribution>,
): Promise<number> {
  let named = 0;
  for (const [part, contribution] of contributions) {
    if (contribution.ownerId !== null) continue;
    const url = `/api/v1/contributions/${contribution.id}`;
    const { etag } = await manager.read(url);
    await manager.write('PUT', `${url}/owner`, { ownerId: users.id(part.owner) }, etag);
    named += 1;
  }
  return named;
}

/** Saves what an owner has written. @returns the tag of the contribution as it is then. */
export async function saveDraft(
  owner: ApiClient,
  contribution: Contribution,
  { section, document }: Pick<SamplePart, 'section' | 'document'>,
): Promise<string> {
  const url = `/api/v1/contributions/${contribution.id}/${section}`;
  const { etag } = await owner.read(url);
  return (await owner.write('PUT', url, document, etag)).etag;
}

/** Takes one step of a contribution's workflow: submit, return, approve. */
export async function takeStep(
  client: ApiClient,
  { id }: Contribution,
  action: 'submit' | 'return' | 'approve',
  body: unknown = {},
): Promise<void> {
  await client.act(`/api/v1/contributions/${id}`, action, body);
}
