import { isPermission, PERMISSIONS, type Person } from '../../identity/index.js';
import { counted, type Problem } from '../../platform/index.js';
import { head } from './page-views.js';
import { paths, type Path } from './paths.js';
import type { ProblemPage } from './problem.view.js';
import { inWords, personLabel } from './words.js';

interface Words {
  heading: string;
  lead: string;
  sentences: readonly string[];
}

/**
 * @param here where the person was, for a way back.
 * @param givers who can give them a role; empty where that is not known.
 */
export function presentProblem(
  problem: Problem,
  reference: string,
  signedIn: boolean,
  here: Path,
  givers: readonly Person[] = [],
): ProblemPage {
  const { heading, lead, sentences } = wordsFor(problem, givers);
  return {
    head: head(heading, { lead }),
    sentences,
    reference: [403, 500].includes(problem.status) || problem.status > 500 ? reference : null,
    next: nextStep(problem, signedIn, here),
  };
}

function nextStep({ status, code }: Problem, signedIn: boolean, here: Path): ProblemPage['next'] {
  if (status === 412) return { text: 'Read it again', href: here };
  if (code === 'taken-down') return { text: 'Go to Published reports', href: paths.published() };
  return signedIn
    ? { text: 'Go to My work', href: paths.myWork() }
    : { text: 'Go to the front page', href: paths.front() };
}

function wordsFor({ status, code, message, retryAfter, issues }: Problem, givers: readonly Person[]): Words {
  switch (status) {
    case 400:
      return {
        heading: 'This could not be read',
        lead: 'Nothing was saved.',
        sentences: [message, 'Go back, reload the page and try again.'],
      };
    case 403:
      return code === 'forged-request'
        ? {
            heading: 'This form has expired',
            lead: 'Nothing was saved, because the form was opened before you last signed in.',
            sentences: ['Go back, copy what you typed, reload the page and send it again.'],
          }
        : {
            heading: 'You are not allowed to do this',
            lead: permissionWords(message),
            sentences: [
              givers.length === 0
                ? 'Your administrator can give you a role that allows it.'
                : `Ask for a role that allows it. Who can give you one: ${inWords(givers.map(personLabel))}.`,
            ],
          };
    case 404:
      return {
        heading: 'Page not found',
        lead: 'There is nothing at this address, or it is not yours to see.',
        sentences: ['If you typed the address, check that it is right.'],
      };
    case 409:
      return {
        heading: 'This is no longer possible',
        lead: message,
        sentences: issues.map((issue) => issue.message),
      };
    case 410:
      return { heading: 'This is no longer there', lead: message, sentences: [] };
    case 412:
      return {
        heading: 'Somebody else changed this while you were writing',
        lead: 'Nothing of yours was saved.',
        sentences: ['Go back to copy what you typed, then read it again and repeat your change.'],
      };
    case 413:
      return { heading: 'This is too large', lead: 'Nothing was saved.', sentences: [message] };
    case 422:
      return {
        heading: 'This cannot be accepted',
        lead: 'Nothing was saved.',
        sentences: issues.length > 0 ? issues.map((issue) => issue.message) : [message],
      };
    case 429:
      return {
        heading: 'Too many requests',
        lead: `Wait ${waitWords(retryAfter)}, then try again.`,
        sentences: code === 'budget-spent' ? [message, 'Nothing was saved.'] : ['Nothing was saved.'],
      };
    case 503:
      return {
        heading: 'This is not available at the moment',
        lead: `Try again ${retryAfter === undefined ? 'in a few minutes' : `in ${waitWords(retryAfter)}`}. Nothing was half-saved.`,
        sentences: [],
      };
    default:
      return status >= 500
        ? {
            heading: 'Something went wrong on our side',
            lead: 'Nothing was half-saved.',
            sentences: [
              'Try again in a few minutes. If it happens again, give your administrator this reference.',
            ],
          }
        : { heading: 'This is not possible', lead: message, sentences: ['Nothing was saved.'] };
  }
}

/** The rooms name a permission by its key; people read what it lets them do. */
function permissionWords(message: string): string {
  const key = /“([a-z]+\.[a-z]+)”/.exec(message)?.[1] ?? '';
  return isPermission(key) ? `You need the permission “${PERMISSIONS[key].description}”.` : message;
}

/** @returns `30 seconds`, `2 minutes` */
export function waitWords(seconds = 60): string {
  if (seconds < 90) return counted(seconds, 'second');
  return `${Math.ceil(seconds / 60)} minutes`;
}
