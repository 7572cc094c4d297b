import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLogger, loadConfig } from '../src/platform/index.js';
import { createWebApp } from '../src/web.app.js';
import { Filler, type Copies } from './data-fill.js';
import { SampleCouncil } from './sample-council.js';

export const MEASURES = 60;

export const FIRST = { first: 0, last: 0 };
const OTHERS = { first: 1, last: 19 };
/** Holds no figures at either size: what is imported comes into it. */
export const TARGET = 99;
export const TARGETS = { first: TARGET, last: TARGET };

export const TWO_YEARS = { from: '2018-03-01', to: '2020-02-01' };
/** January and February 2020 are reported through the API. */
export const TWO_YEARS_SEALED = { from: '2018-03-01', to: '2019-12-01' };
/** A chart shows three years. In the first of them nothing is collected or reported, so that the report is the same at both sizes. */
const YEAR_OFF = { from: '2017-03-01', to: '2018-02-01' };
const SEVEN_YEARS = { from: '2010-03-01', to: '2017-02-01' };
const TEN_YEARS = { from: '2010-03-01', to: '2020-02-01' };

/** What the measuring needs to know of what was filled in. */
export interface Prepared {
  programmeId: string;
  manager: string;
  analyst: string;
  /** Path of the report that is assembled. */
  report: string;
  measureId: string;
  titles: string[];
  targetId: string;
  /** The period of the sealed report that the others are made after. */
  model: string;
}

interface Ask {
  method?: 'GET' | 'POST';
  path: string;
  token: string;
  type?: string;
  body?: string;
}

/** Asks once. @returns the answer, and the milliseconds until all of it was there. */
export async function ask(
  origin: string,
  { method, path, token, type, body }: Ask,
): Promise<{ text: string; milliseconds: number }> {
  const from = performance.now();
  const response = await fetch(`${origin}${path}`, {
    method: method ?? 'GET',
    headers: { authorization: `Bearer ${token}`, ...(type !== undefined && { 'content-type': type }) },
    body: body ?? null,
  });
  const text = await response.text();
  const milliseconds = performance.now() - from;
  if (!response.ok) throw new Error(`${path}: ${text.slice(0, 1000)}`);
  return { text, milliseconds };
}

export async function listening(env: Record<string, string>): Promise<NestFastifyApplication> {
  const config = loadConfig({ ...env, LOG_LEVEL: 'fatal' });
  const app = await createWebApp(config, createLogger(config, 'bench'));
  await app.listen({ port: 0, host: '127.0.0.1' });
  return app;
}

/** The sample programme with 60 measures: two years of figures, January sealed, February approved part by part and to be assembled. */
export async function prepare(env: Record<string, string>, ownerUrl: string): Promise<Prepared> {
  const app = await listening(env);
  try {
    const council = await SampleCouncil.open(app);
    const { programmeId } = council;
    const filler = await Filler.open(ownerUrl, programmeId);
    try {
      await filler.addMeasures(MEASURES);
      await filler.readings(FIRST, TWO_YEARS);
      const january = await council.draft(1);
      await council.seal(january);
      const report = await council.report(await council.draft(2));
      const origin = await app.getUrl();
      const manager = await council.token(council.manager);
      const analyst = await council.token(council.analyst);

      await filler.copyProgramme(TARGETS);
      await filler.grantRoles(TARGET);
      const targetId = await filler.idOf(TARGET, programmeId);
      await ask(origin, {
        method: 'POST',
        path: `/api/v1/programmes/${targetId}/periods`,
        token: manager,
        type: 'application/json',
        body: JSON.stringify({
          label: 'January 2020',
          startsOn: '2020-01-01',
          endsOn: '2020-01-31',
          asAt: '2020-01-27',
          draftsDueOn: '2020-01-20',
          reviewDueOn: '2020-01-23',
          approvalDueOn: '2020-01-27',
        }),
      });
      const model = january.period.id;
      for (const one of [FIRST, TARGETS]) await filler.reports(one, TWO_YEARS_SEALED, model);
      const { text } = await ask(origin, {
        path: `/api/v1/programmes/${programmeId}/measures?limit=200`,
        token: manager,
      });
      const { items } = JSON.parse(text) as { items: { id: string; definition: { title: string } }[] };
      return {
        programmeId,
        manager,
        analyst,
        report,
        measureId: items[0]?.id ?? '',
        titles: items.map(({ definition }) => definition.title),
        targetId,
        model,
      };
    } finally {
      await filler.close();
    }
  } finally {
    await app.close();
  }
}

/**
 * The other 19 programmes, and the years before.
 * @param model id of the period of the sealed report that the others are made after.
 * @param also further copies that get the years before.
 */
export async function grow(filler: Filler, model: string, also: readonly Copies[] = []): Promise<void> {
  await filler.copyProgramme(OTHERS);
  await filler.readings(FIRST, SEVEN_YEARS);
  await filler.readings(FIRST, YEAR_OFF, false);
  await filler.readings(OTHERS, TEN_YEARS);
  for (const one of [FIRST, ...also]) await filler.reports(one, SEVEN_YEARS, model);
  await filler.reports(OTHERS, TEN_YEARS, model);
}
