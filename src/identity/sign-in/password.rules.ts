import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import type { ProblemIssue } from '../../platform/index.js';
import { hasLeaked } from './leaked-passwords.js';

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;

/** Powers of ten: what somebody who guesses cleverly needs at least. One hash takes about 12 ms here, so this is years on one core. */
const GUESSES = 10;

/** Characters that are judged: judging takes longer than in proportion, and what is strong so far stays so. */
const JUDGED = 40;

/** What anybody would try first at this product; besides the person's own address. */
const OF_THE_PRODUCT = [
  'highlight',
  'report',
  'reports',
  'council',
  'children',
  'childrens',
  'services',
  'improvement',
  'programme',
];

/** Whose a password is to be, and what anybody would try there: the names of council and programmes. */
export interface PasswordOwner {
  email: string;
  name?: string;
  context?: readonly string[];
}

/**
 * What is wrong with a new password, or nothing. There is no rule about kinds of characters: length counts, and how many guesses a program
 * needs that knows leaked passwords, words, names, dates, rows of keys and repetitions, and the words of this council (ASVS 6.2.4, 6.1.2);
 * and it may not be one of the leaked ones that come along (6.2.12).
 * @param path the path of the password in the request.
 */
export async function passwordIssues(
  password: string,
  { email, name = '', context = [] }: PasswordOwner,
  path: string,
): Promise<ProblemIssue[]> {
  const length = Array.from(password).length;
  if (length < PASSWORD_MIN)
    return [
      {
        path,
        message: `A password has at least ${PASSWORD_MIN} characters; 15 or more are better, such as four words.`,
      },
    ];
  if (length > PASSWORD_MAX) return [{ path, message: `A password has at most ${PASSWORD_MAX} characters.` }];
  if (await hasLeaked(password))
    return [
      {
        path,
        message: 'This password has leaked elsewhere, and is on lists that programs try. Choose another.',
      },
    ];
  const estimator = await (loaded ??= load());
  const own = [email, ...[email, name, ...context].flatMap(wordsOf)];
  // Marks between the letters are the first that anybody would add.
  const weakest = Math.min(
    ...[password, password.replace(/\p{P}/gu, '')].map(
      (text) => estimator.check(text.slice(0, JUDGED), [...own, ...OF_THE_PRODUCT]).guessesLog10,
    ),
  );
  if (weakest < GUESSES)
    return [
      {
        path,
        message:
          'This password is among the first that anybody would guess. Choose another, such as four words that have nothing to do with each other.',
      },
    ];
  return [];
}

/** Words of three letters or more, without the marks that a name has; and all of them together. */
function wordsOf(text: string): string[] {
  const words = text.split(/[^\p{L}]+/u).filter((word) => word.length > 2);
  return words.length > 1 ? [...words, words.join('')] : words;
}

let loaded: Promise<ZxcvbnFactory> | undefined;

/** Its lists of words take a quarter of a second to load, and most processes never need them. */
async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Estimator }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  return new Estimator({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
  });
}
