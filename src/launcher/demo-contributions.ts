/** The demonstration's share of owners and programme manager: what is written, submitted, returned and approved. */
import type { ThemeContent } from '../themes/index.js';
import { ApiProblem, type ApiClient } from './api-client.js';
import type { Cast } from './cast.js';
import { saveDraft, type Contribution } from './sample-contributions.js';
import type { SamplePart } from './sample-parts.js';

export type Contributions = ReadonlyMap<SamplePart, Contribution>;

/** One step of somebody's, told as it happens. */
export type Step = <T>(
  key: string,
  what: string,
  work: () => Promise<T>,
  outcome?: (value: T) => string,
) => Promise<T>;

/** The part whose submission is returned and resubmitted; its first draft is cut short. */
const RETURNED = 'theme 3';
const COMMENT =
  'The overview stops after its first sentence. Please say what has been done and what comes next, so that members can follow it.';

/** Every part is written and submitted by its owner, who cannot approve it. */
export async function draft(cast: Cast, step: Step, contributions: Contributions): Promise<void> {
  for (const parts of stepsOf(contributions)) {
    const [first] = parts;
    await step(
      first.owner,
      `writes and submits ${called(parts)}`,
      async () => {
        const client = await cast.as(first.owner);
        for (const part of parts) {
          const contribution = of(contributions, part);
          const etag = await saveDraft(client, contribution, isReturned(part) ? cutShort(part) : part);
          await client.post(`/api/v1/contributions/${contribution.id}/submit`, {}, etag);
        }
      },
      () => first.extent,
    );
  }
  const tries = [...contributions.keys()].find(({ section }) => section === 'theme');
  if (!tries) return;
  await step(
    tries.owner,
    `tries to approve their own ${tries.called}`,
    async () =>
      refusal(403, async () => act(await cast.as(tries.owner), of(contributions, tries), 'approve', {})),
    ({ status }) => `refused, as it must be (${status})`,
  );
}

/** The programme manager returns one part and approves all of them. */
export async function review(cast: Cast, step: Step, contributions: Contributions): Promise<void> {
  const manager = cast.keyOf('reviewer');
  for (const part of [...contributions.keys()].filter(isReturned)) {
    await step(
      manager,
      `returns ${part.called} with a comment`,
      async () => act(await cast.as(manager), of(contributions, part), 'return', { comment: COMMENT }),
      () => `“${COMMENT.split('. ')[0] ?? ''}.”`,
    );
    await step(part.owner, `completes ${part.called} and submits it again`, async () => {
      const client = await cast.as(part.owner);
      const contribution = of(contributions, part);
      const etag = await saveDraft(client, contribution, part);
      await client.post(`/api/v1/contributions/${contribution.id}/submit`, {}, etag);
    });
  }
  for (const parts of stepsOf(contributions))
    await step(manager, `approves ${called(parts)}`, async () => {
      for (const part of parts) await act(await cast.as(manager), of(contributions, part), 'approve', {});
    });
}

/** Reads for the tag, then acts. */
async function act(
  client: ApiClient,
  contribution: Contribution,
  action: string,
  body: unknown,
): Promise<void> {
  const url = `/api/v1/contributions/${contribution.id}`;
  const { etag } = await client.read(url);
  await client.post(`${url}/${action}`, body, etag);
}

/** @throws Error when it was allowed, and whatever else went wrong. */
async function refusal(status: number, work: () => Promise<unknown>): Promise<ApiProblem> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ApiProblem && error.status === status) return error;
    throw error;
  }
  throw new Error('It was allowed, and must not be.');
}

const isReturned = (part: SamplePart): boolean => part.called === RETURNED;

/** A theme's text up to the end of the first sentence of its overview. */
function cutShort(part: SamplePart): Pick<SamplePart, 'section' | 'document'> {
  const content = part.document as ThemeContent;
  const [sentence] = (content.overview.narrative ?? '').split(/(?<=\.)\s/);
  const overview = { ...content.overview, narrative: sentence || null };
  return { section: part.section, document: { ...content, overview } };
}

function of(contributions: Contributions, part: SamplePart): Contribution {
  const found = contributions.get(part);
  if (!found) throw new Error(`BUG: no contribution for ${part.called}`);
  return found;
}

/** One step for each part; the measure groups, which one person fills from one table, are one. */
function stepsOf(contributions: Contributions): [SamplePart, ...SamplePart[]][] {
  const steps: [SamplePart, ...SamplePart[]][] = [];
  for (const part of contributions.keys()) {
    const last = steps.at(-1);
    if (part.section === 'measures' && last?.[0].section === 'measures') last.push(part);
    else steps.push([part]);
  }
  return steps;
}

const called = ([first, ...rest]: [SamplePart, ...SamplePart[]]): string =>
  rest.length === 0 ? first.called : `the ${rest.length + 1} groups of ${first.section}`;
