import { describe, expect, it } from '@jest/globals';
import { refuseInaccessible, type PageFindings } from './page-check.js';

const CLEAN: PageFindings = {
  passed: ['list', 'link-name'],
  faults: [],
  open: [],
  overflows: false,
  empty: false,
};
const open = (changes: Partial<PageFindings['open'][number]>): PageFindings => ({
  ...CLEAN,
  open: [{ rule: 'color-contrast', reason: 'imgNode', place: 'p', drawing: false, ...changes }],
});

describe('what a page may be published with', () => {
  it('passes one without a fault, and counts each rule once', () => {
    expect(refuseInaccessible({ phone: CLEAN, desktop: { ...CLEAN, passed: ['list', 'target-size'] } })).toBe(
      3,
    );
  });

  it.each([
    ['the colours of words in a drawing', open({ drawing: true })],
    ['the colours of a sign', open({ reason: 'nonBmp' })],
  ])('lets pass what cannot be told about %s', (_what, findings) => {
    expect(refuseInaccessible({ phone: findings, desktop: CLEAN })).toBe(2);
  });

  it.each<[string, string, PageFindings, PageFindings]>([
    [
      'names the rule and its first places',
      'The page is not accessible: list at ul, ol.',
      { ...CLEAN, faults: [{ rule: 'list', places: ['ul', 'ol'] }] },
      CLEAN,
    ],
    [
      'names a fault of the wide window, and each rule once',
      'The page is not accessible: list at ul.',
      { ...CLEAN, faults: [{ rule: 'list', places: ['ul'] }] },
      { ...CLEAN, faults: [{ rule: 'list', places: ['ul'] }] },
    ],
    [
      'counts a colour of the text that cannot be told',
      'The page is not accessible: color-contrast (cannot be told: imgNode) at p.',
      open({}),
      CLEAN,
    ],
    [
      'counts a word that something lies over',
      'The page is not accessible: color-contrast (cannot be told: bgOverlap) at p.',
      open({ reason: 'bgOverlap' }),
      CLEAN,
    ],
    [
      'counts whatever else cannot be told, in a drawing too',
      'The page is not accessible: td-headers-attr (cannot be told: x) at td.',
      open({ rule: 'td-headers-attr', reason: 'x', place: 'td', drawing: true }),
      CLEAN,
    ],
    [
      'wants something to look at',
      'The page is not accessible: visible at the whole page, which shows nothing.',
      { ...CLEAN, empty: true },
      CLEAN,
    ],
    [
      'wants a page that fits a phone',
      'The page is not accessible: reflow at the page is wider than a window of 320 pixels.',
      { ...CLEAN, overflows: true },
      CLEAN,
    ],
  ])('%s', (_what, message, phone, desktop) => {
    expect(() => refuseInaccessible({ phone, desktop })).toThrow(
      expect.objectContaining({ code: 'inaccessible-html', permanent: true, message }),
    );
  });
});
