import { z } from 'zod';
import { invalid, Problem, schemaIssues, withCommas, type ProblemIssue } from '../../platform/index.js';
import { DATE_PARTS, INSTANT_PARTS, readDate, readInstant, showDate, showInstant } from './form.dates.js';
import { isAboutNumber, plainly } from './form.words.js';
import type { Path } from './paths.js';
import { forMacro } from './strict-view.js';

/** What a browser sends: flat names, each with one text or several. */
export type Sent = Readonly<Record<string, string | readonly string[]>>;

/** How a field's text becomes a value of the room's schema. */
export interface FieldRule {
  /** Where the value stands in the schema: `reason`, or `actions[*].title` for a field `actions.*.title`. */
  to: string;
  /**
   * `text` (usual): as typed; empty becomes null, absent or '', whichever the schema takes.
   * `date`: three fields, name-day, name-month and name-year, as `YYYY-MM-DD`.
   * `day or month`: the same three fields; without a day as `YYYY-MM`.
   * `instant`: those three and name-time, London time, as an ISO instant.
   * `figure`: a number, also as `1,234.5`, `£5.50` or `67.2%`.
   * `list`: every checked box. `flag`: one check box, true or false. `yes or no`: a choice of both; null where neither is chosen.
   */
  as?: 'text' | 'date' | 'day or month' | 'instant' | 'figure' | 'list' | 'flag' | 'yes or no';
  /** What to do when it is empty and may not be: “Choose who stands in for you”. */
  missing?: string;
  /** What to do when it is no number that the schema takes: “Enter 1 to 60 working days for an answer”. */
  number?: string;
  /** Better words for a message of the room, by that message. */
  words?: Readonly<Record<string, string>>;
}

/** A form as a template prints it. The macros of parts/fields.njk take it with a field's name. */
export interface FormView {
  values: Readonly<Record<string, string | readonly string[]>>;
  /** The message beside each field, or null. */
  errors: Readonly<Record<string, string | null>>;
  /** The error summary. Without `href` where a rule is about the whole. */
  problems: readonly { text: string; href?: string }[];
}

/** An issue of the room, or of reading, and the element that its message links to. */
interface FieldIssue extends ProblemIssue {
  element?: string;
}

interface Field extends FieldRule {
  /** `actions.*.title` as sent: `actions.3.title`. */
  name: string;
  /** The positions of each `*`, as sent. */
  rows: readonly string[];
  /** The place in the document: `actions[0].title`. */
  path: string;
}

export type FormOf<F> = F extends PageForm<infer S> ? z.output<S> : never;

/**
 * Between the flat fields of a page and the room's input schema, both ways. It decides nothing: the schema and the room say what is
 * right, this finds the field and the words.
 */
export class PageForm<S extends z.ZodType> {
  constructor(
    readonly schema: S,
    private readonly rules: Readonly<Record<string, FieldRule>>,
  ) {
    for (const [name, { to }] of Object.entries(rules)) schemaAt(schema, to, name);
  }

  /** With nothing typed yet. @param values by field name, where some are known. */
  blank(values: Sent = {}): FormView {
    return this.view({ ...this.emptyValues(), ...values }, []);
  }

  /** With what was typed, of which nothing is asked. */
  typedAgain(sent: Sent): FormView {
    return this.view({ ...this.emptyValues(), ...this.typed(sent) }, []);
  }

  /** With a document's values typed in. */
  filled(document: unknown): FormView {
    const values: Record<string, string | readonly string[]> = this.emptyValues();
    for (const [name, rule] of Object.entries(this.rules))
      for (const { at, value } of valuesAt(document, rule.to)) {
        const field = fill(name, at);
        Object.assign(
          values,
          isDate(rule)
            ? showDate(field, value)
            : rule.as === 'instant'
              ? showInstant(field, value)
              : { [field]: shown(value, rule) },
        );
      }
    return this.view(values, []);
  }

  /**
   * From what was sent to what the room takes.
   * @throws Problem 422 with every place that is wrong, in the words of this form.
   */
  read(sent: Sent): z.output<S> {
    const document: Record<string, unknown> = {};
    const issues: FieldIssue[] = [];
    const empty = new Set<string>();
    for (const field of this.fields(sent)) {
      const { value, isEmpty, wrong } = readField(field, sent);
      if (wrong) issues.push({ path: field.path, ...wrong });
      if (isEmpty) empty.add(field.path);
      const kept = isEmpty ? emptyValue(schemaAt(this.schema, field.to, field.name)) : value;
      if (kept !== undefined) put(document, field.path, kept);
    }
    const parsed = this.schema.safeParse(document, { error: plainly });
    const unreadable = new Set(issues.map(({ path }) => path));
    if (!parsed.success)
      for (const issue of schemaIssues(parsed.error.issues))
        if (!unreadable.has(issue.path)) issues.push(this.worded(issue, sent, empty));
    if (issues.length > 0) throw invalid(issues);
    return parsed.data as z.output<S>;
  }

  /** The same form after a refusal, with everything that was typed. */
  refused(sent: Sent, problem: Problem): FormView {
    const issues = problem.issues.map((issue) => this.worded(issue, sent, new Set()));
    return this.view(
      { ...this.emptyValues(), ...this.typed(sent) },
      issues.length > 0 ? issues : [{ path: '', message: problem.message }],
    );
  }

  private worded(issue: FieldIssue, sent: Sent, empty: ReadonlySet<string>): FieldIssue {
    const field = this.fields(sent).find((one) => isAt(one, issue.path));
    if (!field) return issue;
    const message =
      (empty.has(issue.path) ? field.missing : undefined) ??
      field.words?.[issue.message] ??
      (isAboutNumber(issue.message) ? field.number : undefined) ??
      issue.message;
    return { ...issue, message };
  }

  private view(values: Sent, issues: readonly FieldIssue[]): FormView {
    const errors: Record<string, string | null> = {};
    const fields = this.fields(values);
    for (const { name, as } of fields) {
      errors[name] = null;
      if (as === 'instant') errors[`${name}-time`] = null;
    }
    const problems = issues.map(({ path, message, element }) => {
      const field = fields.find((one) => isAt(one, path));
      if (!field) return { text: message };
      const own = element === `${field.name}-time` ? element : field.name;
      errors[own] ??= message;
      return { text: message, href: `#${element ?? elementOf(field)}` };
    });
    return { values, errors, problems: forMacro(problems) };
  }

  /**
   * Every field of this form in what was sent; those without a `*` whether sent or not, those of a row when any field of the row was
   * sent. Rows in the order of their numbers.
   */
  private fields(sent: Sent): Field[] {
    return Object.entries(this.rules).flatMap(([pattern, rule]) => {
      if (!pattern.includes('*')) return [{ ...rule, name: pattern, rows: [], path: rule.to }];
      return rowsOf(pattern, Object.keys(sent)).map(({ rows, positions }) => ({
        ...rule,
        name: fill(pattern, rows),
        rows,
        path: fill(rule.to, positions),
      }));
    });
  }

  private emptyValues(): Record<string, string | readonly string[]> {
    return Object.fromEntries(
      Object.entries(this.rules)
        .filter(([name]) => !name.includes('*'))
        .flatMap(([name, { as }]): [string, string | readonly string[]][] =>
          elementsOf(name, as).map((one) => [one, as === 'list' ? [] : '']),
        ),
    );
  }

  /** What was typed into the fields of this form, and nothing else. */
  private typed(sent: Sent): Record<string, string | readonly string[]> {
    return Object.fromEntries(
      this.fields(sent).flatMap(({ name, as }) =>
        elementsOf(name, as).map((one): [string, string | readonly string[]] => [
          one,
          as === 'list' ? textsOf(sent[one]) : textOf(sent[one]),
        ]),
      ),
    );
  }
}

/**
 * @param schema the room's input schema, the one that its API takes.
 * @param rules by the name that the field has in the page.
 * @throws Error when a rule names a place that the schema does not have.
 */
export const pageForm = <S extends z.ZodType>(
  schema: S,
  rules: Readonly<Record<string, FieldRule>>,
): PageForm<S> => new PageForm(schema, rules);

/** What leads to no field leads to where it can be mended. */
export const leadingOut = (form: FormView, page: Path): FormView => ({
  ...form,
  problems: forMacro(form.problems.map((problem) => ({ href: page, ...problem }))),
});

export const textOf = (value: string | readonly string[] | undefined): string =>
  (typeof value === 'string' ? value : value?.at(-1)) ?? '';

const textsOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

/** An issue of this field; of a list also one of what is chosen in it. */
const isAt = (field: { path: string; as?: FieldRule['as'] | undefined }, path: string): boolean =>
  field.path === path || (field.as === 'list' && path.startsWith(`${field.path}[`));

const isDate = ({ as }: { as?: FieldRule['as'] | undefined }): boolean =>
  as === 'date' || as === 'day or month';

/** The version that a form was opened at; 0, which nothing has, when it names none. */
export function sentVersion(sent: Sent): number {
  const version = textOf(sent['_version']);
  return /^\d{1,9}$/.test(version) ? Number(version) : 0;
}

/** The names of the inputs that make up a field. */
function elementsOf(name: string, as: FieldRule['as']): string[] {
  if (isDate({ as })) return DATE_PARTS.map((part) => `${name}-${part}`);
  return as === 'instant' ? INSTANT_PARTS.map((part) => `${name}-${part}`) : [name];
}

const elementOf = ({ name, as }: Field): string => elementsOf(name, as)[0] ?? name;

function readField(
  field: Field,
  sent: Sent,
): { value?: unknown; isEmpty: boolean; wrong?: { message: string; element?: string } } {
  if (field.as === 'list') return { value: textsOf(sent[field.name]), isEmpty: false };
  if (field.as === 'flag') return { value: textOf(sent[field.name]) !== '', isEmpty: false };
  if (isDate(field)) return readDate(field.name, (name) => textOf(sent[name]), field.as === 'date');
  if (field.as === 'instant') return readInstant(field.name, (name) => textOf(sent[name]));
  const text = textOf(sent[field.name]);
  if (text.trim() === '') return { isEmpty: true };
  if (field.as === 'yes or no')
    return { value: text === 'yes' ? true : text === 'no' ? false : text, isEmpty: false };
  return { value: field.as === 'figure' ? figure(text) : text, isEmpty: false };
}

/** What is no number stays text, so that the schema refuses it. */
function figure(text: string): number | string {
  const digits = withCommas(text)
    .trim()
    .replace(/^£/, '')
    .replace(/%$/, '')
    .replace(/,(?=\d{3}(?:\D|$))/g, '')
    .trim();
  return /^[-−]?\d+(?:\.\d+)?$/.test(digits) ? Number(digits.replace('−', '-')) : text;
}

function shown(value: unknown, { as }: FieldRule): string | readonly string[] {
  if (as === 'list') return (value as readonly unknown[]).map(String);
  if (as === 'flag') return value === true ? 'true' : '';
  if (as === 'yes or no') return value === true ? 'yes' : value === false ? 'no' : '';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Null, absent or '', whichever the schema takes for nothing; null when it takes none, so that it says what is missing. */
function emptyValue(schema: z.ZodType | undefined): unknown {
  if (schema === undefined || schema.safeParse(null).success) return null;
  if (schema.safeParse(undefined).success) return undefined;
  return schema.safeParse('').success ? '' : null;
}

/**
 * The schema of one place. Undefined below a union, which has no one shape.
 * @throws Error when there is no such place.
 */
function schemaAt(schema: z.ZodType, path: string, field: string): z.ZodType | undefined {
  let here: z.ZodType | undefined = schema;
  for (const step of path.split(/\.|(?=\[\*\])/)) {
    here = unwrapped(here);
    if (here instanceof z.ZodUnion) return undefined;
    if (step === '[*]') here = here instanceof z.ZodArray ? (here.element as z.ZodType) : undefined;
    else here = here instanceof z.ZodObject ? (here.shape as Record<string, z.ZodType>)[step] : undefined;
    if (here === undefined)
      throw new Error(`BUG: the field “${field}” leads to “${path}”, which the schema lacks`);
  }
  return here;
}

function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return unwrapped(schema.unwrap() as z.ZodType);
  return schema instanceof z.ZodPipe ? unwrapped(schema.in as z.ZodType) : schema;
}

/** Puts the numbers of rows in the place of each `*`. */
function fill(pattern: string, numbers: readonly (string | number)[]): string {
  let next = 0;
  return pattern.replace(/\*/g, () => String(numbers[next++]));
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Rows are numbered as sent, by any of their fields; in the document they stand one after the other. */
function rowsOf(pattern: string, names: readonly string[]): { rows: string[]; positions: number[] }[] {
  const steps = pattern.split('*');
  const levels = steps.slice(1).map((_, depth) => rowsBelow(steps.slice(0, depth + 1), names));
  // Within the rows above it, the n-th number that was sent is position n.
  return (levels.at(-1) ?? []).map((rows) => ({
    rows,
    positions: rows.map((row, depth) => {
      const above = rows.slice(0, depth).join('.');
      return (levels[depth] ?? [])
        .filter((one) => one.slice(0, depth).join('.') === above)
        .findIndex((one) => one[depth] === row);
    }),
  }));
}

/** The numbers of every row, in order. @param steps what stands before each number: `actions.` */
function rowsBelow(steps: readonly string[], names: readonly string[]): string[][] {
  const shape = new RegExp(`^${steps.map(escaped).join('(\\d{1,4})')}(\\d{1,4})(?=[.-]|$)`);
  const found = new Map<string, string[]>();
  for (const name of names) {
    const rows = shape.exec(name)?.slice(1);
    if (rows) found.set(rows.join('.'), rows);
  }
  return [...found.values()].sort(
    (a, b) => a.map((row, depth) => Number(row) - Number(b[depth])).find((order) => order !== 0) ?? 0,
  );
}

function put(document: Record<string, unknown>, path: string, value: unknown): void {
  const steps = path.match(/[^.[\]]+/g) ?? [];
  let here: Record<string, unknown> = document;
  steps.forEach((step, index) => {
    if (index === steps.length - 1) here[step] = value;
    else here = (here[step] ??= /^\d+$/.test(steps[index + 1] ?? '') ? [] : {}) as Record<string, unknown>;
  });
}

/** Every value at a path, with the positions of its `[*]`. */
function valuesAt(value: unknown, path: string): { at: number[]; value: unknown }[] {
  return path.split(/\.|(?=\[\*\])/).reduce<{ at: number[]; value: unknown }[]>(
    (found, step) =>
      found.flatMap(({ at, value: one }) => {
        if (one === null || one === undefined) return [];
        if (step === '[*]')
          return (one as unknown[]).map((item, index) => ({ at: [...at, index], value: item }));
        return [{ at, value: (one as Record<string, unknown>)[step] }];
      }),
    [{ at: [], value }],
  );
}
