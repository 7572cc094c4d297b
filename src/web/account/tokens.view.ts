import { choices, wordRows, type WordRow } from '../shell/blocks.js';
import type { FormView } from '../shell/form.js';
import { head, type Examples, type PageView } from '../shell/page-views.js';
import { paths, type Path } from '../shell/paths.js';

export interface TokensPage extends PageView {
  /** What it is for, what it may, made, last used, until; the link revokes it. */
  tokens: readonly WordRow[];
}

export interface NewTokenPage extends PageView {
  form: FormView;
  /** What it may do, of what its person may. */
  permissions: ReturnType<typeof choices>;
}

export interface TokenMadePage extends PageView {
  name: string;
  token: string;
}

export interface RevokeTokenPage extends PageView {
  action: Path;
  version: number;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'account/tokens': TokensPage;
    'account/new-token': NewTokenPage;
    'account/token-made': TokenMadePage;
    'account/revoke-token': RevokeTokenPage;
  }
}

const back = { text: 'Tokens of programs', href: paths.tokens() };

export const tokensHead = (lead: string) =>
  head('Tokens of programs', {
    lead,
    breadcrumbs: [{ text: 'Your account', href: paths.account() }],
    wide: true,
  });

export const newTokenHead = head('Make a token', {
  back,
  lead: 'With it a program works in your name. Treat it like a password.',
});

export const tokenMadeHead = head('Your token', { lead: 'Copy it now: it is shown this once.' });

export const revokeTokenHead = (name: string) =>
  head('Revoke this token', {
    back,
    lead: `Programs that use “${name}” are refused from now on. This cannot be undone.`,
  });

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const permissions = choices([
  { value: 'contribution.read', text: 'See parts of reports that are not published yet' },
  { value: 'contribution.edit', text: 'Write a part while it is a draft' },
]);
const values = { name: '', days: '90', permissions: ['contribution.read'], password: '' };
const errors = { name: null, days: null, permissions: null, password: null };

export const examples = {
  'account/tokens': {
    none: {
      head: tokensHead('You have no token. Programs need one to use the API in your name.'),
      tokens: [],
    },
    two: {
      head: tokensHead('You have 2 tokens.'),
      tokens: wordRows([
        {
          cells: ['Nightly export', 'Read', '27 January 2020', '3 February 2020', '26 April 2020'],
          link: { text: 'Revoke', about: 'Nightly export', href: paths.revokeToken(id) },
        },
        {
          cells: [
            'Figures from the case system',
            'Record and restate readings of measures',
            '27 January 2020',
            'Never',
            '26 April 2020',
          ],
          link: { text: 'Revoke', about: 'Figures from the case system', href: paths.revokeToken(id) },
        },
      ]),
    },
  },
  'account/new-token': {
    blank: { head: newTokenHead, permissions, form: { values, errors, problems: [] } },
    refused: {
      head: newTokenHead,
      permissions,
      form: {
        values: { ...values, name: 'Nightly export', days: '400', permissions: [] },
        errors: {
          name: null,
          days: 'Enter a number of days, 90 at most',
          permissions: 'Choose at least one thing that it may do',
          password: 'This is not your present password',
        },
        problems: [
          { text: 'Enter a number of days, 90 at most', href: '#days' },
          { text: 'Choose at least one thing that it may do', href: '#permissions' },
          { text: 'This is not your present password', href: '#password' },
        ],
      },
    },
  },
  'account/token-made': {
    usual: { head: tokenMadeHead, name: 'Nightly export', token: `hr_${'Aa1-'.repeat(10)}Aa1` },
  },
  'account/revoke-token': {
    usual: { head: revokeTokenHead('Nightly export'), action: paths.revokeToken(id), version: 1 },
  },
} satisfies Examples;
