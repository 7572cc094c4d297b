/** The first that fits counts: browsers name those that they are made of after themselves. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\/|\bEdgiOS\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bHeadlessChrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'Mac'],
  [/\bCrOS\b/, 'Chromebook'],
  [/\bLinux\b/, 'Linux'],
];

const first = (rules: typeof BROWSERS, agent: string): string | undefined =>
  rules.find(([pattern]) => pattern.test(agent))?.[1];

/** What a browser calls itself, in words that its person knows; nothing of it is trusted. @returns `Firefox on Windows`. */
export function browserWords(agent: string | undefined): string {
  if (!agent?.startsWith('Mozilla/')) return 'A program';
  const [browser, system] = [first(BROWSERS, agent) ?? 'Unknown browser', first(SYSTEMS, agent)];
  return system === undefined ? browser : `${browser} on ${system}`;
}
