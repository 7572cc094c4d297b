import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectFolder } from '../platform/index.js';
import { themeContent, type ThemeContent } from '../themes/index.js';
import { sampleFiles, type Sample } from './sample-schema.js';

export type { Sample } from './sample-schema.js';

const NAME = /^[a-z0-9-]+$/;

/**
 * Reads a sample programme from `samples/<name>`. Every file is checked: unknown fields are refused, and so are people, actions
 * and themes that are named but do not exist.
 * @throws Error that names the file and the place in it.
 */
export function loadSample(name: string): Sample {
  if (!NAME.test(name)) throw new Error(`"${name}" is not the name of a sample`);
  const folder = join(projectFolder(), 'samples', name);
  const read = <T>(file: string, schema: z.ZodType<T>): T => {
    const parsed = schema.safeParse(JSON.parse(readFileSync(join(folder, `${file}.json`), 'utf8')));
    if (!parsed.success)
      throw new Error(`samples/${name}/${file}.json: ${z.prettifyError(parsed.error)}`, {
        cause: parsed.error,
      });
    return parsed.data;
  };
  const sample: Sample = {
    programme: read('programme', sampleFiles.programme),
    people: read('people', sampleFiles.people).people,
    committees: read('committees', sampleFiles.committees).committees,
    otherBodies: read('committees', sampleFiles.committees).others,
    themes: read('themes', sampleFiles.themes).themes,
    overall: read('overall', sampleFiles.overall),
    measures: read('measures', sampleFiles.measures).groups,
    quarterly: read('quarterly', sampleFiles.quarterly).measures,
    risks: read('risks', sampleFiles.risks).risks,
    concerns: read('concerns', sampleFiles.concerns).concerns,
    developments: read('developments', sampleFiles.developments).developments,
    budget: read('budget', sampleFiles.budget).lines,
    workforce: read('workforce', sampleFiles.workforce),
    earlier: read('december', sampleFiles.december),
  };
  checkReferences(name, sample);
  return sample;
}

/** @throws Error when a key of a person or a theme leads nowhere, or a person's key is used twice. */
function checkReferences(name: string, sample: Sample): void {
  const people = new Set(sample.people.map(({ key }) => key));
  if (people.size !== sample.people.length) throw new Error(`samples/${name}: a person's key is used twice`);
  const themes = new Set(sample.themes.map(({ number }) => number));
  const named = [
    ...sample.programme.roles.map(({ person }) => person),
    ...sample.themes.flatMap((theme) => [
      theme.owner,
      ...theme.objectives.flatMap(({ actions }) => actions.map(({ owner }) => owner)),
    ]),
    ...sample.risks.map(({ owner }) => owner),
    ...[...sample.concerns, ...sample.developments].flatMap(({ owners }) => owners),
  ];
  for (const key of named)
    if (key !== null && !people.has(key))
      throw new Error(`samples/${name}: nobody in people.json has the key "${key}"`);
  for (const { id, theme } of sample.measures)
    if (!themes.has(theme))
      throw new Error(`samples/${name}: the measures "${id}" belong to theme ${theme}, which does not exist`);
  for (const { id, group } of sample.quarterly)
    if (!sample.measures.some((one) => one.id === group))
      throw new Error(
        `samples/${name}: the measure "${id}" belongs to the group "${group}", which does not exist`,
      );
  const known = new Set(
    [
      ...sample.themes.flatMap(({ objectives }) => objectives.flatMap((one) => one.narratives)),
      ...sample.risks,
      ...sample.concerns,
      ...sample.developments,
    ].map(({ id }) => id),
  );
  const { narratives, risks, due, notYet } = sample.earlier;
  for (const id of [...[...narratives, ...risks, ...due].map((one) => one.id), ...notYet])
    if (!known.has(id)) throw new Error(`samples/${name}/december.json: there is no "${id}" in the sample`);
}

/** Names every UUID that is made here; a fixed random one. */
const NAMESPACE = Buffer.from('5f0c6a0e3d1b4a6c9a5e2f7b8c4d1e90', 'hex');

/**
 * A UUID that is always the same for the same key: version 5 of RFC 9562, from SHA-1.
 * @param key such as `csip/t1-o1-a1`.
 */
export function sampleId(key: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(key, 'utf8').digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/**
 * One theme of the sample as the API takes it. Ids are the same in every period and every run.
 * @param resolvePerson from a key of people.json to the id of the account.
 * @throws Error when the sample has no such theme; ZodError when the result is not what the themes room accepts.
 */
export function themeDocument(
  sample: Sample,
  themeNumber: number,
  resolvePerson: (key: string) => string,
): ThemeContent {
  const theme = sample.themes.find(({ number }) => number === themeNumber);
  if (!theme) throw new Error(`The sample has no theme ${themeNumber}`);
  const id = (key: string) => sampleId(`${sample.programme.code}/${key}`);
  return themeContent.parse({
    overview: theme.overview,
    objectives: theme.objectives.map((objective) => ({
      id: id(objective.id),
      title: objective.title,
      actions: objective.actions.map(({ owner, ...action }) => ({
        ...action,
        id: id(action.id),
        ownerId: owner === null ? null : resolvePerson(owner),
      })),
      narratives: objective.narratives.map(({ text, actionIds, ...narrative }) => ({
        id: id(narrative.id),
        text,
        actionIds: actionIds.map(id),
      })),
    })),
  });
}
