import type { Way } from '../../committees/index.js';

interface WayWords {
  /** As a choice: `By e-mail, with the file` */
  name: string;
  hint: string;
  /** What one delivery is called: `e-mail` */
  thing: string;
  /** Who takes it over: `the mail server` */
  taker: string;
  /** What it means that it was accepted. */
  accepted: string;
  /** That nobody has read it for certain. */
  meaning: string;
}

const TOOK_OVER = 'That means that it took it over, not that somebody read it.';

/** How people are told of each way. */
export const WAY_WORDS: Readonly<Record<Way, WayWords>> = {
  attachment: {
    name: 'By e-mail, with the file',
    hint: 'A file that is too large for an e-mail goes with a link',
    thing: 'e-mail',
    taker: 'the mail server',
    accepted: 'Accepted by the mail server',
    meaning: TOOK_OVER,
  },
  link: {
    name: 'By e-mail, with a link',
    hint: 'Somebody who has an account here signs in first; for others whoever has the link can read it',
    thing: 'e-mail',
    taker: 'the mail server',
    accepted: 'Accepted by the mail server',
    meaning: TOOK_OVER,
  },
  folder: {
    name: 'Into a folder',
    hint: 'Files with a list of everything, below the folder that your installation has for it',
    thing: 'files',
    taker: 'the folder',
    accepted: 'Written into the folder',
    meaning: 'That means that the files lie there, not that somebody read them.',
  },
  webhook: {
    name: 'To a program',
    hint: 'A signed message to an address of theirs; their program then fetches the file',
    thing: 'message',
    taker: 'their program',
    accepted: 'Accepted by their program',
    meaning: 'That means that it took over the message. Below it says whether it fetched the file.',
  },
};
