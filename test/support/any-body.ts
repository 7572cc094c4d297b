import naughtyStrings from 'big-list-of-naughty-strings' with { type: 'json' };

/** The part of OpenAPI's schemas that our description uses. */
export interface BodySchema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: readonly unknown[];
  pattern?: string;
  nullable?: boolean;
  properties?: Record<string, BodySchema>;
  required?: readonly string[];
  additionalProperties?: BodySchema | boolean;
  items?: BodySchema;
  anyOf?: readonly BodySchema[];
  oneOf?: readonly BodySchema[];
  allOf?: readonly BodySchema[];
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}

/** The same numbers for the same seed, on every machine. */
export class Chance {
  constructor(private state: number) {}

  /** From 0 up to and without 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  likely(share: number): boolean {
    return this.next() < share;
  }

  of<T>(all: readonly T[]): T {
    const one = all[this.below(all.length)];
    if (one === undefined) throw new Error('BUG: nothing to choose from');
    return one;
  }
}

/** Strings that something in the way from here to the database and back may take for more than a string. */
export const HOSTILE: readonly string[] = [
  ...naughtyStrings,
  '\u0000',
  '\ud800',
  'a\u2028b',
  '\u{e0041}',
  'İ',
  'e\u0301'.repeat(200),
  '{{ 7 * 7 }}',
  "'; drop table report; --",
  '../../../etc/passwd',
  '%00',
  '1e400',
  '-0',
  '9'.repeat(400),
  '2020-02-30',
  '0000-00-00',
  '+275760-09-13T00:00:00.001Z',
  'infinity',
  '[1,2',
  '\\',
  '=cmd|calc',
];

const WRONG: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  '',
  [],
  {},
  [[]],
  [null],
  { id: {} },
  'x'.repeat(30_000),
];

/** Makes bodies that a schema describes, and spoils some. */
export class AnyBody {
  constructor(
    private readonly chance: Chance,
    private readonly schemas: Record<string, BodySchema>,
    /** An id that is there, or is not. */
    private readonly id: () => string,
  ) {}

  /** What the schema describes, as far as a schema can say it: a rule of a room may still refuse it. */
  fitting(schema: BodySchema, depth = 0): unknown {
    const { chance } = this;
    if (schema.$ref !== undefined)
      return this.fitting(this.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, depth);
    if (schema.nullable === true && chance.likely(0.2)) return null;
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) return this.fitting(chance.of(choices), depth);
    if (schema.allOf)
      return Object.assign({}, ...schema.allOf.map((one) => this.fitting(one, depth))) as unknown;
    if (schema.enum) return chance.of(schema.enum);
    switch (schema.type ?? 'string') {
      case 'object':
        return this.object(schema, depth);
      case 'array':
        return this.list(schema, depth);
      case 'integer':
      case 'number':
        return this.number(schema);
      case 'boolean':
        return chance.likely(0.5);
      default:
        return this.text(schema);
    }
  }

  /** One place of it is other than the schema says, or at a limit, or hostile. */
  spoilt(value: unknown): unknown {
    const { chance } = this;
    if (typeof value === 'object' && value !== null && chance.likely(0.85)) {
      const keys = Object.keys(value);
      if (keys.length > 0) {
        const key = chance.of(keys);
        const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<
          string,
          unknown
        >;
        const how = chance.next();
        if (how < 0.1) copy[chance.of(['__proto__', 'constructor', 'id', 'programmeId', 'x'])] = 1;
        else if (how < 0.2 && !Array.isArray(value)) Reflect.deleteProperty(copy, key);
        else copy[key] = this.spoilt(copy[key]);
        return copy;
      }
    }
    if (typeof value === 'string' && chance.likely(0.7))
      return chance.likely(0.8) ? chance.of(HOSTILE) : value.repeat(2);
    return chance.of(WRONG);
  }

  private object(
    { properties = {}, required = [], additionalProperties }: BodySchema,
    depth: number,
  ): unknown {
    const made: Record<string, unknown> = {};
    for (const [name, schema] of Object.entries(properties))
      if (required.includes(name) || this.chance.likely(0.5)) made[name] = this.fitting(schema, depth + 1);
    if (typeof additionalProperties === 'object')
      made[this.chance.of(['a', 'b'])] = this.fitting(additionalProperties, depth + 1);
    return made;
  }

  private list({ items = {}, minItems = 0, maxItems = 50 }: BodySchema, depth: number): unknown[] {
    const length = this.chance.likely(0.02) ? maxItems : minItems + this.chance.below(depth > 3 ? 2 : 3);
    return Array.from({ length: Math.min(length, maxItems) }, () => this.fitting(items, depth + 1));
  }

  private number({ type, minimum = -1000, maximum = 1000 }: BodySchema): number {
    const { chance } = this;
    const from = Math.max(minimum, -1e9);
    const to = Math.min(maximum, 1e9);
    const value = chance.likely(0.2)
      ? chance.of([from, to])
      : from + chance.next() * Math.min(to - from, 100);
    return type === 'integer' ? Math.round(value) : Math.round(value * 100) / 100;
  }

  private text({ format, pattern, minLength = 0, maxLength = 2000 }: BodySchema): string {
    const { chance } = this;
    const day = `20${String(19 + chance.below(3))}-${String(1 + chance.below(12)).padStart(2, '0')}-${String(1 + chance.below(28)).padStart(2, '0')}`;
    if (format === 'uuid') return this.id();
    if (format === 'date') return day;
    if (format === 'date-time') return `${day}T10:00:00Z`;
    if (format === 'email') return `fuzz${chance.below(1000)}@example.org`;
    if (pattern?.includes('0-9a-f') === true)
      return 'abcdef0123456789'.repeat(4).slice(0, pattern.includes('64') ? 64 : 32);
    if (pattern?.startsWith('^\\d{4}-') === true) return day.slice(0, 7);
    if (pattern !== undefined && chance.likely(0.5)) return `CS-${chance.below(100)}`;
    if (chance.likely(0.1)) return chance.of(HOSTILE).slice(0, maxLength);
    if (chance.likely(0.05)) return 'ä'.repeat(Math.min(maxLength, 40_000));
    return 'Recruitment has finished. 3 children moved. '.slice(0, Math.max(minLength, 5 + chance.below(39)));
  }
}
