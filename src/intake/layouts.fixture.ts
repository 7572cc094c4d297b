import { readDocx } from '../platform/index.js';
import { intakeChoices, type IntakeChoices } from './choices.js';
import { docxOf, type FixtureBlock } from './docx.fixture.js';
import type { Proposal } from './proposals.js';
import { takeDocument, type Taken } from './take.rules.js';

export const none = intakeChoices.parse({});

export const take = (blocks: readonly FixtureBlock[], choices: Partial<IntakeChoices> = {}): Taken =>
  takeDocument(readDocx(docxOf(blocks)), { ...none, asAt: '2026-05-29', ...choices }, '2026-06-01');

export const of = <T extends Proposal['type']>(taken: Taken, type: T): Extract<Proposal, { type: T }>[] =>
  taken.tables.flatMap(({ proposals }) =>
    proposals.filter((one): one is Extract<Proposal, { type: T }> => one.type === type),
  );

export const doubts = (taken: Taken): string[] =>
  taken.tables.flatMap(({ of: { number }, doubts: found }) =>
    found.filter(({ accepted }) => !accepted).map(({ key }) => `${number} ${key}`),
  );

export const why = (taken: Taken, table: number, row: number, column: number) =>
  taken.tables[table - 1]?.marks[row - 1]?.[column - 1];
