import { z } from 'zod';
import { sha256Hex } from '../platform/index.js';
import { inWords } from './words.js';

/** `public`: what anybody may read. `exempt`: the whole report, where there is something that not everybody may read. */
export const EDITIONS = ['public', 'exempt'] as const;
export type EditionName = (typeof EDITIONS)[number];

/**
 * Why something is not published. `exempt`: Schedule 12A of the Local Government Act 1972, after weighing the public interest.
 * `confidential`: section 100A(3), which leaves nothing to weigh. `sensitive`: handled as OFFICIAL-SENSITIVE, by its originator's decision.
 */
export const GROUNDS = ['exempt', 'confidential', 'sensitive'] as const;
export type Ground = (typeof GROUNDS)[number];

/** Schedule 12A, Part 1 (England), in short: the classes of exempt information, by their paragraphs. */
export const EXEMPT_CLASSES: Readonly<Record<number, string>> = {
  1: 'information relating to any individual',
  2: 'information which is likely to reveal the identity of an individual',
  3: 'information relating to the financial or business affairs of any particular person, the council included',
  4: 'information relating to consultations or negotiations in connection with a labour relations matter',
  5: 'information to which a claim to legal professional privilege could be maintained in legal proceedings',
  6: 'information which reveals that the council proposes to give a notice, or to make an order or direction, under any enactment',
  7: 'information relating to action taken or to be taken in connection with the prevention, investigation or prosecution of crime',
};

/** The paragraph under which small numbers and names of people are withheld. */
export const REVEALS_IDENTITY = 2;

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/**
 * The address of something in a report, the same from month to month. `section/<kind>/<subject id>`: a whole part. `entry/<id>`: an
 * entry of any list: objective, action, text, measure, risk, concern, budget line, team. `paragraph/<digest>`: a paragraph by its
 * words, wherever they stand, so that what was copied elsewhere is withheld there too. `person/<id>`: a person's name.
 */
export const block = z
  .string()
  .regex(
    new RegExp(`^(section/[a-z]+/${UUID}|entry/${UUID}|paragraph/[0-9a-f]{16}|person/${UUID})$`),
    'Name a block as the list of blocks does: section/…, entry/…, paragraph/… or person/….',
  );

/** What a reviewer may release: a measure's figures, one of them (`cell/<measure id>/month/2020-01`), what it was, or its control chart. */
export const releasable = z
  .string()
  .regex(
    new RegExp(
      `^(entry/${UUID}|cell/${UUID}/(chart|(before/)?(month|year_to_date|year)/[0-9]{4}[-/][0-9]{2}))$`,
    ),
    'Name a measure (entry/…) or one of its figures (cell/…/month/2020-01).',
  );

const policy = z.object({
  threshold: z
    .int()
    .min(1)
    .describe('Counts of people from 1 to this are suppressed. Zero is a figure and is not.'),
  denominatorFloor: z.int().min(0).describe('Percentages of fewer than this are suppressed.'),
  names: z
    .enum(['names', 'titles'])
    .describe('Whether a public edition prints people’s names or their job titles.'),
});
export type Policy = z.infer<typeof policy>;

/** The usual rule of the Department for Education’s statistics: 1 to 5. */
export const USUAL_POLICY: Policy = { threshold: 5, denominatorFloor: 10, names: 'names' };

const withheldBlock = z.object({
  block: z.string(),
  ground: z.enum(GROUNDS),
  paragraphs: z.array(z.int().min(1).max(7)).describe('Of Schedule 12A, Part 1; empty unless exempt.'),
  note: z
    .string()
    .describe(
      'Why the public interest in withholding it outweighs that in disclosing it; for other grounds, why.',
    ),
});
export type WithheldBlock = z.infer<typeof withheldBlock>;

const suppressedCell = z.object({
  measureId: z.uuid(),
  cell: z
    .string()
    .describe(
      'month/2020-01, year_to_date/2020-01 or year/2018/19; before/… for what a restated figure was; chart for the control chart.',
    ),
  why: z
    .enum(['primary', 'parts', 'secondary'])
    .describe(
      'A small number; a percentage of small parts; or the next one, from which it could be worked out.',
    ),
});
export type SuppressedCell = z.infer<typeof suppressedCell>;

/** What the public edition leaves out, as it was approved. */
export const publication = z
  .object({
    policy,
    withheld: z.array(withheldBlock).describe('By block.'),
    released: z
      .array(z.object({ block: z.string(), reason: z.string() }))
      .describe('Small numbers that are published all the same, and why.'),
    suppressed: z.array(suppressedCell),
  })
  .meta({ id: 'Publication', description: 'What the public edition of a report leaves out, and why.' });
export type Publication = z.infer<typeof publication>;

/** The paragraphs of a narrative as its Markdown has them; a list is one of them. */
export const paragraphsOf = (text: string): string[] =>
  text
    .split(/\n\s*\n/u)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Of the words alone: white space and the form of letters make no difference. */
export const paragraphBlock = (paragraph: string): string =>
  `paragraph/${sha256Hex(paragraph.normalize('NFKC').replace(/\s+/gu, ' ').trim()).slice(0, 16)}`;

export const sectionBlock = ({ kind, subject }: { kind: string; subject: { id: string } }): string =>
  `section/${kind}/${subject.id}`;

export const entryBlock = ({ id }: { id: string }): string => `entry/${id}`;

export const personBlock = ({ id }: { id: string }): string => `person/${id}`;

/** `exempt under paragraphs 1 and 3 of Part 1 of Schedule 12A to the Local Government Act 1972` */
export function groundWords({ ground, paragraphs }: Pick<WithheldBlock, 'ground' | 'paragraphs'>): string {
  switch (ground) {
    case 'exempt':
      return `exempt under ${paragraphWords(paragraphs)} of Part 1 of Schedule 12A to the Local Government Act 1972`;
    case 'confidential':
      return 'confidential under section 100A(3) of the Local Government Act 1972';
    case 'sensitive':
      return 'handled as OFFICIAL-SENSITIVE';
  }
}

/** `paragraph 2`, `paragraphs 1, 2 and 3` */
export function paragraphWords(paragraphs: readonly number[]): string {
  const sorted = [...new Set(paragraphs)].toSorted((a, b) => a - b);
  return `${sorted.length < 2 ? 'paragraph' : 'paragraphs'} ${inWords(sorted)}`;
}
