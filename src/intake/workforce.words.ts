import type { Role } from './choices.js';

/** What the columns of posts by team are called, without how they are counted. */
export const WORKFORCE_WORDS: readonly (readonly [RegExp, Role])[] = [
  [/^(team|service( area)?|area|department|unit|division)s?( name)?$/, 'team'],
  [/^((social work )?(role|grade|post)|job)( title)?$/, 'post'],
  [
    /^((total|current|approved|budgeted|funded|agreed) )*establishment$|^(established|funded|budgeted) posts$/,
    'establishment',
  ],
  [/^(permanent|perm)( (staff|posts?|workers?|employees|social workers))?( in post)?$/, 'permanent'],
  [/^((current|total) )?(vacanc(y|ies)|vacant( posts?)?)$/, 'vacant'],
  [/^agency( (staff|workers?|social workers))?$/, 'agency'],
  [/^((agency|of (these|which|whom)),? )?covering( (a )?vacan(t|cy|cies)( posts?)?)?$/, 'covering'],
  [/^(new )?(starters|joiners)$/, 'starters'],
  [/^leavers$/, 'leavers'],
  [/^vacancy rate$|^(% ?vacan(t|cy|cies)|vacan(t|cy|cies) ?%)$/, 'rate'],
];

/** A heading of posts without how and over which time they are counted: `Agency staff (FTE)`, `Leavers, last 12 months`. */
export const withoutCounting = (text: string): string =>
  text
    .replace(/[([]?\b(fte|wte|full[ -]time equivalents?)\b[)\]]?/g, ' ')
    .replace(/,? *[([]?\b(in (the )?)?(last|past|rolling)? ?(12|twelve) months\b[)\]]?/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
