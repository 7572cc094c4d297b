import { z } from 'zod';
import { workKind } from '../platform/index.js';
import { EDITIONS, type EditionName } from '../snapshot/index.js';

/** One printing of a sealed version: which edition, and against which earlier version it says what changed. */
export const printing = z.strictObject({
  versionId: z.uuid(),
  edition: z.enum(EDITIONS),
  sinceId: z.uuid().nullable(),
});

/** A printing of a sealed version is wanted: make its files. One per printing. */
export const editionWanted = workKind({ name: 'edition.wanted', queue: 'render', payload: printing });

/** The files of a printing are stored: what waits for them may be sent. One per printing. */
export const editionRendered = workKind({ name: 'edition.rendered', queue: 'deliver', payload: printing });

/** A report at work is to be printed on trial, as it was when this was asked. One per attempt. */
export const trialWanted = workKind({
  name: 'trial.wanted',
  queue: 'render',
  payload: z.strictObject({ reportId: z.uuid(), sha256: z.string(), attempt: z.int() }),
});

/** Begins with the report's id. */
export const trialKey = (of: { reportId: string; sha256: string; attempt: number }): string =>
  `${of.reportId}/${of.sha256}/${of.attempt}`;

/** Begins with the version's id, by which all work about a version can be found. */
export const printingKey = (of: {
  versionId: string;
  edition: EditionName;
  sinceId: string | null;
}): string => `${of.versionId}/${of.edition}/${of.sinceId ?? 'first'}`;
