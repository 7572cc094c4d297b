import { describe, expect, it } from '@jest/globals';
import type { DispatchCheck } from '../../distribution/index.js';
import { paths } from '../shell/index.js';
import { toldWords } from '../at-work/index.js';
import { presentCheck, type PlannedPapers } from './check.presenter.js';

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const sha256 = 'a'.repeat(64);
const papers: PlannedPapers = {
  periodLabel: 'January 2020',
  send: 'when_sealed',
  sendAt: null,
  meeting: {
    id,
    committeeId: id,
    committeeName: 'Cabinet',
    startsAt: '2020-02-11T10:00:00.000Z',
    meetsOn: '2020-02-11',
    place: null,
    cancelled: false,
  },
};
const leader: DispatchCheck['recipients'][number] = {
  id,
  name: 'Leader',
  email: 'leader@example.org',
  allowed: true,
  way: 'attachment',
  target: null,
  tooLarge: false,
  isNew: false,
  held: null,
};
const unsealed: DispatchCheck = {
  committeeName: 'Cabinet',
  gets: 'public',
  recipients: [leader],
  removed: [],
  last: null,
  report: null,
  edition: null,
  marking: null,
  file: null,
  fileGap: 'not-sealed',
  sections: [],
  told: null,
};
const sealed: DispatchCheck = {
  ...unsealed,
  report: { versionId: id, version: 1, sha256, sinceId: null, correctionReason: null },
  edition: 'public',
  marking: 'OFFICIAL',
  file: { fileName: 'report.pdf', sha256, size: 329_000 },
  fileGap: null,
};
const ways = { back: { text: 'Back', href: paths.meetings(id) }, plan: null, leave: null };
const checked = (check: DispatchCheck, more: Partial<PlannedPapers> = {}) =>
  presentCheck({ ...papers, ...more }, check, ways, new Date('2020-01-27T10:00:00Z'));
const at = (sendAt: string) => ({ send: 'at' as const, sendAt });

describe('the check before papers go', () => {
  it.each<[string, DispatchCheck, Partial<PlannedPapers>, string]>([
    ['not sealed', unsealed, {}, '1 person will get the report of January 2020 as soon as it is sealed.'],
    ['sealed', sealed, {}, '1 person will get the report of January 2020 at once: it is sealed.'],
    [
      'sealed, at a time',
      sealed,
      at('2020-02-03T09:00:00Z'),
      '1 person will get the report of January 2020 on 3 February 2020 at 09:00.',
    ],
    ['nobody', { ...sealed, recipients: [] }, {}, 'Nobody will get anything.'],
    ['no edition', { ...sealed, file: null, fileGap: 'not-allowed' }, {}, 'Nobody will get anything.'],
  ])('says in one sentence what follows: %s', (_state, check, more, lead) => {
    expect(checked(check, more).head.lead).toBe(lead);
  });

  it('warns of nothing where all is well', () => {
    expect(checked(sealed).warnings).toEqual([]);
  });

  it.each<[string, DispatchCheck, Partial<PlannedPapers>, RegExp]>([
    ['nobody receives it', { ...sealed, recipients: [] }, {}, /no recipient/],
    [
      'a domain is not allowed',
      { ...sealed, recipients: [{ ...leader, allowed: false }] },
      {},
      /leader@example.org/,
    ],
    ['the meeting has begun', sealed, at('2020-02-11T10:00:00Z'), /begun by then/],
    ['the file is damaged', { ...sealed, file: null, fileGap: 'damaged' }, {}, /damaged/],
    [
      'the e-mail is large',
      {
        ...sealed,
        file: { fileName: 'x.pdf', sha256, size: 8_000_000 },
        recipients: [{ ...leader, way: 'link', tooLarge: true }],
      },
      {},
      /about 11.0 MB.*1 person gets a link/,
    ],
  ])('warns that %s', (_what, check, more, warning) => {
    expect(checked(check, more).warnings).toEqual([expect.stringMatching(warning)]);
  });

  it('says who is new since the last papers, and nothing of it for the first', () => {
    const last = {
      dispatchId: id,
      periodLabel: 'December 2019',
      version: 1,
      boundAt: '2020-01-06T09:00:00Z',
    };
    const since = ({ recipients }: ReturnType<typeof checked>) => recipients[0]?.cells[3];
    expect(since(checked(sealed))).toBe('The first papers');
    expect(since(checked({ ...sealed, last }))).toBe('As before');
    expect(since(checked({ ...sealed, last, recipients: [{ ...leader, isNew: true }] }))).toBe(
      'New since 6 January 2020',
    );
  });

  it('counts what is told', () => {
    const none = { worse: 0, better: 0, neutral: 0 };
    expect(toldWords({ ...none, sinceLabel: null }, null)).toMatch(/no earlier report/);
    expect(toldWords({ ...none, sinceLabel: 'December 2019' }, null)).toMatch(/nothing changed/);
    expect(toldWords({ ...none, sinceLabel: null }, 'A date.')).toBe(
      'What was corrected, and that its readers had no earlier report',
    );
    expect(toldWords({ ...none, sinceLabel: 'December 2019' }, 'A date.')).toBe(
      'What was corrected, and that nothing changed since December 2019',
    );
    expect(toldWords({ ...none, worse: 1, sinceLabel: 'December 2019' }, 'A date.')).toBe(
      '1 thing got worse since December 2019, and what was corrected',
    );
    expect(toldWords({ ...none, worse: 1, sinceLabel: 'December 2019' }, null)).toBe(
      '1 thing got worse since December 2019',
    );
    expect(toldWords({ worse: 9, better: 4, neutral: 2, sinceLabel: 'December 2019' }, null)).toBe(
      '9 things got worse, 4 got better and 2 others changed since December 2019',
    );
  });
});
