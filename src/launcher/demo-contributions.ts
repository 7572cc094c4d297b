/** The demonstration's share of owners and programme manager: what is written, submitted, returned and approved. */
import type { ThemeContent } from '../themes/index.js';
import {
  ApiProblem,
  saveDraft,
  takeStep,
  type Contribution,
  type SamplePart,
  type SampleUsers,
} from '../sample/index.js';

export type Contributions = ReadonlyMap<SamplePart, Contribution>;

/** Runs one step of a person and prints it. */
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

/** The part whose owner is reminded before they write it. */
export const isLatePart = ({ label }: SamplePart): boolean => label === 'theme 4';

/** Those parts that a rule picks. */
export const only = (contributions: Contributions, picks: (part: SamplePart) => boolean): Contributions =>
  new Map([...contributions].filter(([part]) => picks(part)));

/** Every part is written and submitted by its owner. */
export async function draft(users: SampleUsers, step: Step, contributions: Contributions): Promise<void> {
  for (const parts of stepsOf(contributions)) {
    const [first] = parts;
    await step(
      first.owner,
      `writes and submits ${called(parts)}`,
      async () => {
        const client = await users.as(first.owner);
        for (const part of parts) {
          const contribution = of(contributions, part);
          const etag = await saveDraft(client, contribution, isReturned(part) ? cutShort(part) : part);
          await client.post(`/api/v1/contributions/${contribution.id}/submit`, {}, etag);
        }
      },
      () => first.extent,
    );
  }
}

/** An owner cannot approve their own part. */
export async function tryToApprove(
  users: SampleUsers,
  step: Step,
  contributions: Contributions,
): Promise<void> {
  const tries = [...contributions.keys()].find(({ section }) => section === 'theme');
  if (!tries) return;
  await step(
    tries.owner,
    `tries to approve their own ${tries.label}`,
    async () =>
      refusal(403, async () =>
        takeStep(await users.as(tries.owner), of(contributions, tries), 'approve', {}),
      ),
    ({ status }) => `refused, as it must be (${status})`,
  );
}

/** The programme manager returns one part and approves all of them. */
export async function review(users: SampleUsers, step: Step, contributions: Contributions): Promise<void> {
  const manager = users.keyOf('reviewer');
  for (const part of [...contributions.keys()].filter(isReturned)) {
    await step(
      manager,
      `returns ${part.label} with a comment`,
      async () => takeStep(await users.as(manager), of(contributions, part), 'return', { comment: COMMENT }),
      () => `“${COMMENT.split('. ')[0] ?? ''}.”`,
    );
    await step(part.owner, `completes ${part.label} and submits it again`, async () => {
      const client = await users.as(part.owner);
      const contribution = of(contributions, part);
      const etag = await saveDraft(client, contribution, part);
      await client.post(`/api/v1/contributions/${contribution.id}/submit`, {}, etag);
    });
  }
  for (const parts of stepsOf(contributions))
    await step(manager, `approves ${called(parts)}`, async () => {
      for (const part of parts)
        await takeStep(await users.as(manager), of(contributions, part), 'approve', {});
    });
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

const isReturned = (part: SamplePart): boolean => part.label === RETURNED;

/** A theme's text up to the end of the first sentence of its overview. */
function cutShort(part: SamplePart): Pick<SamplePart, 'section' | 'document'> {
  const content = part.document as ThemeContent;
  const [sentence] = (content.overview.narrative ?? '').split(/(?<=\.)\s/);
  const overview = { ...content.overview, narrative: sentence || null };
  return { section: part.section, document: { ...content, overview } };
}

function of(contributions: Contributions, part: SamplePart): Contribution {
  const found = contributions.get(part);
  if (!found) throw new Error(`BUG: no contribution for ${part.label}`);
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
  rest.length === 0 ? first.label : `the ${rest.length + 1} groups of ${first.section}`;
