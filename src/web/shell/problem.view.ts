import { head, type Examples, type PageView } from './page-views.js';
import { paths } from './paths.js';

/** A refusal or a fault, in place of the page that was asked for. */
export interface ProblemPage extends PageView {
  /** What was not done, and what to do. */
  sentences: readonly string[];
  /** The log and the audit trail carry it too. */
  reference: string | null;
  next: { text: string; href: string };
}

declare module './page-views.js' {
  interface PageViews {
    problem: ProblemPage;
  }
}

const reference = '7d0c4f0e-6b7a-4a44-9a3c-0a3f7c1e5b11';
const next = { text: 'Go to My work', href: paths.myWork() };

export const examples = {
  problem: {
    'not found': {
      head: head('Page not found', { lead: 'There is nothing at this address, or it is not yours to see.' }),
      sentences: ['If you typed the address, check that it is right.'],
      reference: null,
      next,
    },
    'not allowed': {
      head: head('You are not allowed to do this', {
        lead: 'You need the permission “Approve and so seal a report”.',
      }),
      sentences: ['Ask for a role that allows it. Who can give you one: Sam <Shaw>, Administrator.'],
      reference,
      next,
    },
    'asked too often': {
      head: head('Too many requests', { lead: 'Wait 25 seconds, then try again.' }),
      sentences: [
        'You have asked to put a report together very often in a short time. Others work here too. Wait a moment, then try again.',
        'Nothing was saved.',
      ],
      reference: null,
      next,
    },
    'a fault of ours': {
      head: head('Something went wrong on our side', { lead: 'Nothing was half-saved.' }),
      sentences: ['Try again in a few minutes. If it happens again, give your administrator this reference.'],
      reference,
      next: { text: 'Go to the front page', href: paths.front() },
    },
  },
} satisfies Examples;
