import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { BUILT_IN_ROLES, routePolicies, type RoutePermission } from './identity/index.js';
import { PATCH_RULE, problemDocument, takesIfMatch } from './platform/index.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Answer = NonNullable<Operation['responses'][string]>;
type Components = NonNullable<OpenAPIObject['components']>;
type Schema = NonNullable<Components['schemas']>[string];

/** The API as OpenAPI; the committed copy is held against it in CI. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const document = tidied(SwaggerModule.createDocument(app, HEAD)) as OpenAPIObject;
  const schemas = { ...document.components?.schemas, ...PROBLEM_SCHEMAS };
  document.components = {
    ...document.components,
    schemas: lenient(sorted(schemas)) as Record<string, Schema>,
    ...SHARED_COMPONENTS,
  };
  for (const route of routePolicies(app)) {
    const item = document.paths[route.path.replace(/:(\w+)/g, '{$1}')];
    const operation = item?.[route.method.toLowerCase() as 'get'];
    // Pages for people are routes too, and no part of the API.
    if (operation) complete(operation, route, schemas);
  }
  return document;
}

/** The document as the committed file has it. */
export const openApiText = (app: INestApplication): string =>
  `${JSON.stringify(openApiDocument(app), null, 2)}\n`;

const HEAD = new DocumentBuilder()
  .setTitle('Highlight report API')
  .setDescription(
    `Errors are problem details (RFC 9457, application/problem+json). Every write to something that exists needs If-Match with the ETag that was read. PATCH changes the fields that it names: ${PATCH_RULE.charAt(0).toLowerCase()}${PATCH_RULE.slice(1)} PUT writes the whole. Lists take limit and cursor and answer { items, nextCursor }. Instants are UTC, ISO 8601. Requests may hold no other fields than these; answers may gain some.`,
  )
  .setVersion('1')
  .addBearerAuth({
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'opaque',
    description: 'An API token: hr_…',
  })
  .addCookieAuth(
    'sid',
    { type: 'apiKey', in: 'cookie', description: 'The session; over HTTPS the cookie is named __Host-sid.' },
    'session',
  )
  .addApiKey(
    {
      type: 'apiKey',
      in: 'header',
      name: 'X-CSRF-Token',
      description:
        'Goes with every write of a session: the csrfToken that signing in, or GET /api/v1/me, answered.',
    },
    'csrf',
  )
  .build();

const { definitions: PROBLEM_SCHEMAS } = tidied(
  z.toJSONSchema(z.object({ problem: problemDocument }), { target: 'openapi-3.0', io: 'output' }),
  '#/components/schemas/',
) as { definitions: Record<string, Schema> };

/** What most routes have in common, said once. */
const SHARED_COMPONENTS: Pick<Components, 'responses' | 'parameters' | 'headers'> = {
  responses: {
    Problem: {
      description: 'Refused or failed; the code says why.',
      headers: {
        'Retry-After': {
          description: 'Seconds after which trying again makes sense, where that is known.',
          schema: { type: 'integer', minimum: 0 },
        },
      },
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  },
  parameters: {
    IfMatch: {
      name: 'If-Match',
      in: 'header',
      required: true,
      description: 'The ETag of what was read. 412 when it has changed since, 428 when this is missing.',
      schema: { type: 'string', pattern: '^"v[0-9]{1,9}"$', example: '"v7"' },
    },
  },
  headers: {
    ETag: {
      description: 'Names this version; to be given back as If-Match.',
      schema: { type: 'string', example: '"v7"' },
    },
  },
};

const READING = new Set(['GET', 'HEAD']);

/** Says of an operation what its route declares elsewhere: who may call it, its preconditions, and that it may be refused. */
function complete(operation: Operation, route: RoutePermission, schemas: Record<string, Schema>): void {
  operation.security =
    route.policy === 'public'
      ? []
      : [{ bearer: [] }, READING.has(route.method) ? { session: [] } : { session: [], csrf: [] }];
  if (takesIfMatch(route.handler))
    operation.parameters = [...(operation.parameters ?? []), { $ref: '#/components/parameters/IfMatch' }];
  operation.responses = lenient(operation.responses) as Operation['responses'];
  for (const answer of Object.values(operation.responses))
    if (answer && carriesEtag(answer, schemas))
      answer.headers = { ...answer.headers, ETag: { $ref: '#/components/headers/ETag' } };
  operation.responses.default = { $ref: '#/components/responses/Problem' };
}

/** An answer whose `version` is an EntityVersion carries its ETag; one that shows none says it by the header. */
function carriesEtag(
  answer: Answer,
  schemas: Record<string, Schema>,
): answer is Exclude<Answer, { $ref: string }> {
  if ('$ref' in answer) return false;
  if (answer.headers?.['ETag']) return true;
  let schema = answer.content?.['application/json']?.schema;
  if (schema && '$ref' in schema) schema = schemas[schema.$ref.split('/').at(-1) ?? ''];
  const version = schema && 'properties' in schema ? schema.properties['version'] : undefined;
  return version !== undefined && '$ref' in version && version.$ref === '#/components/schemas/EntityVersion';
}

/** Formats that say as much as the very long patterns that zod writes beside them. */
const TOLD_BY_FORMAT = new Set(['uuid', 'date', 'date-time', 'email']);

/** A copy without what says nothing to a reader: those patterns, and the bounds of what a JavaScript number can hold. */
function tidied(value: unknown, references?: string): unknown {
  if (Array.isArray(value)) return value.map((item) => tidied(item, references));
  if (typeof value !== 'object' || value === null) return value;
  const { format, type } = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key, one]) =>
          !(key === 'pattern' && TOLD_BY_FORMAT.has(format as string)) &&
          !(type === 'integer' && Math.abs(one as number) === Number.MAX_SAFE_INTEGER),
      )
      .map(([key, one]) =>
        key === '$ref' && references !== undefined
          ? [key, (one as string).replace('#/definitions/', references)]
          : [key, tidied(one, references)],
      ),
  );
}

/** A copy that lets every object have further properties. */
function lenient(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lenient);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, one]) => !(key === 'additionalProperties' && one === false))
      .map(([key, one]) => [key, lenient(one)]),
  );
}

const sorted = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The route-permission snapshot: a diff in it is a change of who may reach what, and is reviewed as one. */
export function routeTable(routes: readonly RoutePermission[]): string {
  const lines = routes
    .map(({ method, path, policy }) => {
      const roles = BUILT_IN_ROLES.filter(({ permissions }) =>
        (permissions as readonly string[]).includes(policy),
      ).map(({ key }) => key);
      return `${method.padEnd(6)} ${path.padEnd(48)} ${policy.padEnd(20)} ${roles.join(' ')}`.trimEnd();
    })
    .sort((a, b) => a.slice(7).localeCompare(b.slice(7)) || a.localeCompare(b));
  return `METHOD PATH                                             NEEDS                BUILT-IN ROLES THAT HAVE IT\n${lines.join('\n')}\n`;
}
