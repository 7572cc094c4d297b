import { readFileSync } from 'node:fs';
import { z } from 'zod';

type Json = Record<string, unknown>;
interface Response {
  headers?: Json;
  content?: Record<string, { schema: Json }>;
}
interface Operation {
  responses: Record<string, Response>;
}

const file = readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8');
const { paths, components } = JSON.parse(file.replaceAll('#/components/schemas/', '#/definitions/')) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Json; responses: { Problem: Response } };
};
const definitions = closed(components.schemas);
const routes = Object.entries(paths).map(([path, operations]) => ({
  pattern: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
  operations,
}));
const schemas = new Map<object, z.ZodType>();

/**
 * Holds an answer against openapi.json: its status, every field of its body and no others, and whether it carries an ETag.
 * Routes that are not described (a test's own, pages) pass.
 * @throws Error with everything that does not fit.
 */
export function checkDescribed(
  method: string,
  url: string,
  answer: { status: number; etag: string | undefined; body: unknown },
): void {
  const [path = ''] = url.split('?');
  const operation = routes.find(({ pattern }) => pattern.test(path))?.operations[method.toLowerCase()];
  if (!operation) return;
  const fault = (what: string) =>
    new Error(`${method} ${path} answered ${answer.status}: ${what} (openapi.json; npm run contract)`);
  const described = operation.responses[answer.status];
  const response = described ?? (answer.status >= 400 ? components.responses.Problem : undefined);
  if (!response) throw fault('this status is not described');
  if (described && (described.headers?.['ETag'] !== undefined) !== (answer.etag !== undefined))
    throw fault(`ETag ${answer.etag ?? 'missing'}`);
  const media = Object.values(response.content ?? {})[0];
  if (!media) {
    if (answer.body !== null) throw fault('no body is described');
    return;
  }
  let schema = schemas.get(media);
  if (!schema) {
    const registry = z.registry<Json>();
    schema = z.fromJSONSchema(
      { ...(closed(media.schema) as Json), definitions },
      { defaultTarget: 'openapi-3.0', registry },
    );
    schemas.set(media, schema);
  }
  const { error } = schema.safeParse(answer.body);
  if (error) throw fault(z.prettifyError(error));
}

/** A copy in which objects have the described properties and no others: what the code adds must be described. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, closed(one)]));
  return copy['type'] === 'object' && copy['properties'] !== undefined
    ? { additionalProperties: false, ...copy }
    : copy;
}
