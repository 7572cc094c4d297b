import type { EditionName } from '../../snapshot/index.js';
import type { RenderErrorCode } from '../../document/worker.js';

const EDITION_WORDS: Readonly<Record<EditionName, string>> = {
  public: 'the public edition',
  exempt: 'the edition that is not for publication',
};

/** What authors can do something about, in their words. Everything else is a fault of ours, which a person has to look at. */
const CAUSES: Partial<Record<RenderErrorCode, string>> = {
  'too-large': 'It is longer than can be printed. Shorten the longest texts.',
  'scaled-down': 'Something in it is wider than the page, so everything would be printed smaller.',
  'missing-characters': 'It has characters that no font of the report has. Write them in other characters.',
  'inaccessible-html': 'As a page it would not be accessible to everybody.',
};

/** Why a report cannot be printed, and where, for people who write it. Pure. @param message of the check, which names the place. */
export function faultWords(edition: EditionName, message: string, code?: RenderErrorCode): string {
  const cause = code && CAUSES[code];
  return [
    `In ${EDITION_WORDS[edition]}:`,
    ...(cause === undefined ? [] : [cause]),
    message,
    ...(code !== undefined && cause === undefined ? ['Tell your system administrator.'] : []),
  ].join(' ');
}
