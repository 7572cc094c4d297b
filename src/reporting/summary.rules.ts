import { narrative } from '../platform/index.js';
import { MOST_SENTENCES, sentences } from './sentences.rules.js';

/** What stands on the first page: short enough to be read by everybody. */
export const reportSummary = narrative(600)
  .refine(
    (text) => sentences(text).length <= MOST_SENTENCES,
    'Say it in at most three sentences: it is what people read who read nothing else.',
  )
  .describe('The whole report in at most three sentences, for its first page.');
