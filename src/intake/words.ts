import type { SourceTable } from '../platform/index.js';
import { parseDay, parseMonth, periodIn } from '../performance/index.js';
import type { Rag } from '../programmes/index.js';
import { NO_ROLE, type Role, type TableKind } from './choices.js';
import { withoutCounting, WORKFORCE_WORDS } from './workforce.words.js';

/** A heading as it is compared: small letters, one space between words, without what stands around it. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[‐‑–—]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[:*]+$/, '')
    .toLowerCase();

type Vocabulary = readonly (readonly [RegExp, Role])[];

const REFERENCE = [
  /^(ref(erence)?\.?|no\.?|number|#|id|(kpi|risk|action) (ref|id|no)\.?)$/,
  'reference',
] as const;
const OWNER = [
  /^((lead|responsible|accountable|risk|action) )?(owner|officer|lead)(\(?s\)?)?$|^responsible|^who$/,
  'owner',
] as const;
const DUE = [
  /^(by when|when|due( date| by)?|deadline|timescale|target date|completion date|end date)$/,
  'due',
] as const;

/** How it goes: `Progress this month`, `Latest update`, `Update since last report`. */
const TOLD =
  /^((latest|monthly|current|status|progress|action|position) ?[/ ] ?)*(progress|updates?|narrative|summary|position|commentary|comments?)( (narrative|update|commentary|report|summary|notes?|to date))*( (this|in the|in|since( the)? last) (month|period|quarter|report|meeting|board))?( ?(and|\/|&) ?next steps)?$/;

const REGISTER: Vocabulary = [
  REFERENCE,
  [/^(title|heading|area( of concern)?)$/, 'title'],
  [
    /^(description( of (the )?(concern|development))?|(key )?concern|development|detail(s)?|what is being done( about it)?)$/,
    'description',
  ],
  OWNER,
  DUE,
];

/** The headings by which each kind of table is known; also where a page break has cut a word. */
const VOCABULARY: Readonly<Partial<Record<TableKind, Vocabulary>>> = {
  concerns: REGISTER,
  developments: REGISTER,
  risks: [
    REFERENCE,
    [/^(issue ?\/ ?risk|risk ?\/ ?issue|type|risk or issue)$/, 'kind'],
    [/^((risk|issue) )?description( of (the )?risk)?$|^risk$|^risk (event|title)$/, 'description'],
    [
      /^mitigat|^(resolution|controls?|mitigation|current controls|actions? to (mitigate|reduce))\b/,
      'mitigation',
    ],
    [/^(date )?(raised|identified|opened)( on)?$|^date$/, 'raised'],
    OWNER,
    [/^(probability|likelihood|prob\.?|l|p)( \(.*\))?$/, 'probability'],
    [/^(impact|severity|i)( \(.*\))?$/, 'impact'],
    [/^(risk |current |total )?(score|rating|rag)( \(.*\))?$/, 'score'],
  ],
  plan: [
    REFERENCE,
    [/^(objectives?|outcomes?|priority|aim|what we want to achieve)$/, 'objective'],
    [/^(key )?(improvement )?(actions?|milestones?|tasks?|activity|activities)$/, 'action'],
    OWNER,
    DUE,
    [TOLD, 'narrative'],
    [/^((current|overall|action|delivery) )?(rag|b?rag|status|rating)( rating| status)?$/, 'rating'],
  ],
  measures: [
    REFERENCE,
    [
      /^(performance (measures?|indicators?)|measures?|kpis?|indicators?|key performance indicators?)$/,
      'measure',
    ],
    [/^(current|latest)( .*)?$/, 'current'],
    [/^(period|basis)$/, 'basis'],
    [/^(target )?min(imum)?( target)?$|^floor( target)?$/, 'minimum'],
    [/^(target )?(upper|max(imum)?|stretch|ambition)( target)?$/, 'upper'],
    [/^((local|annual|year[ -]end|current|our|service) )?targets?( value| level)?$/, 'target'],
    [
      /^polarity$|^(good( performance)?|better|improvement) (is|=)( to be)?|^(bigger|smaller|higher|lower|high|low) (is|or) /,
      'polarity',
    ],
    [/^(trend|mont(h)?|direction( of travel)?|dot)$/, 'trend'],
    [/^(all )?(nation(al)?|england)( (average|avg\.?|figure|benchmark))?$/, 'national'],
    [
      /stat\.?( |\/)|stat(istical)?\.? ?neig|neighbour|^family( (average|avg\.?|group|authorities))?$|^sn('?s)?( (average|avg\.?))?$/,
      'neighbours',
    ],
    [/^region/, 'region'],
    [/^good ?(and|or|\/|&|\+) ?outstanding/, 'good'],
  ],
  budget: [
    [
      /^(progress against|(theme ?\/ ?)?budget (line|heading|area)|line|heading|area|item|description|service|cost centre|project|category|expenditure type|workstream)$/,
      'title',
    ],
    [/^(theme|priority)$/, 'theme'],
    [
      /^((annual|revised|current|approved|original|agreed|total|full[ -]year) )*budget( allocat(ion|ed))?$|^allocation$/,
      'budget',
    ],
    [/^(actuals?|spend|spent|expenditure|ytd (actual|spend))\b/, 'actual'],
    [
      /^(forecast|project(ed|ion)|predicted|(year[ -]end|expected|estimated) |outturn|full[ -]year forecast)/,
      'forecast',
    ],
    [/^var(iance|\.)?\b|^(over|under)\W+.*spend|^difference$/, 'variance'],
    [/^(comments?|commentary|notes?|narrative|explanation|reasons?)\b/, 'comment'],
  ],
  workforce: WORKFORCE_WORDS,
  people: [
    [/^((programme|project) )?(role|position|responsibility)s?$/, 'role'],
    [/^(theme|workstream|priority)( (name|title|no\.?|number))?$/, 'theme'],
    [
      /^(name|person|who|officer|(theme |workstream |programme )?(lead|owner|sponsor)( (officer|name))?|lead officer|named? (lead|officer|person))$/,
      'person',
    ],
    [/^(job )?title$|^(organisation|agency|e-?mail|telephone|phone|contact)\b/, 'job'],
  ],
  overview: [
    [
      /^(overview|theme|summary|overall) (narrative|summary|of progress|progress|update|position)$|^overview$/,
      'text',
    ],
    [TOLD, 'text'],
    [/^((current|overview|overall|theme) )?(rag|status|rating)( rating| status)?$/, 'rag'],
  ],
};

/** What a heading says about its column in a table of this kind; null where it says nothing. */
export function roleOf(kind: TableKind, heading: string): Role | null {
  const text = plain(heading);
  if (text === '') return null;
  if (kind === 'plan') {
    const quarter = quarterIn(text);
    if (quarter !== null) return quarter;
  }
  if (kind === 'measures') {
    const period = periodIn(heading.trim());
    if (period && 'known' in period) return `period:${period.known}`;
    // A month without a year: which year is found out with the date of the report.
    const named = /^[a-z]{3,9}\.?$/i.test(heading.trim()) ? monthIn(`${heading.trim()} 2001`) : null;
    if (named !== null) return `month:${Number(named.slice(5))}`;
  }
  const words =
    kind === 'budget'
      ? withoutUnit(yearBeside(text).words)
      : kind === 'workforce'
        ? withoutCounting(text)
        : text;
  const role = wordIn(kind, words);
  // “England 2018/19” is the national figure of that year, “Target 2019/20” the target for it.
  return role ?? (kind === 'measures' ? tailRole(wordIn(kind, yearBeside(text).words)) : null);
}

/** A heading of amounts without its unit: `Budget (£000)`. */
const withoutUnit = (text: string): string =>
  text
    .replace(/[([]?£ ?('?000'?s?|k|m|million|thousand)?\b[)\]]?|\(£\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const wordIn = (kind: TableKind, text: string): Role | null =>
  VOCABULARY[kind]?.find(([words]) => words.test(text))?.[1] ?? null;

/** What can carry a year in its heading. */
const YEARED: readonly Role[] = ['target', 'minimum', 'upper', 'national', 'region', 'neighbours', 'good'];

const tailRole = (role: Role | null): Role | null => (role !== null && YEARED.includes(role) ? role : null);

/** A year, or a financial year, that stands beside the words of a heading: `England 2018/19`, `2019-20 target`. */
export function yearBeside(heading: string): { words: string; year: string | null } {
  const text = plain(heading);
  const found = /[([]?\b((?:19|20)\d{2}(?: ?[/-] ?(?:\d{4}|\d{2}))?)\b[)\]]?/.exec(text);
  const words = found ? text.replace(found[0], ' ').replace(/\s+/g, ' ').trim() : text;
  return words === ''
    ? { words: text, year: null }
    : { words, year: found?.[1]?.replaceAll(' ', '') ?? null };
}

/** `quarter:4` of `Q4`, `quarter:4:2018` of `Q4 18/19` or `2018/19 Q4`. */
function quarterIn(text: string): Role | null {
  const bare = /^q(?:tr|uarter)?\.? ?([1-4])$/.exec(text);
  if (bare) return `quarter:${bare[1]}`;
  const read = periodIn(text);
  const known = read && 'known' in read ? /^(\d{4})\/\d{2} Q([1-4])$/.exec(read.known) : null;
  return known ? `quarter:${known[2]}:${known[1]}` : null;
}

/** The rows that a table of this kind cannot do without in its headings. */
export function isHeading(kind: TableKind, roles: ReadonlySet<Role>): boolean {
  const has = (...wanted: Role[]): boolean => wanted.every((one) => roles.has(one));
  const period = [...roles].some((one) => one.startsWith('period:') || one.startsWith('month:'));
  const quarter = [...roles].some((one) => one.startsWith('quarter:'));
  switch (kind) {
    case 'measures':
      return (
        has('measure') &&
        (period || has('basis') || has('current') || has('national') || has('target') || has('neighbours'))
      );
    case 'plan':
      return (
        has('action') && (has('objective') || quarter || has('narrative') || (has('owner') && has('rating')))
      );
    case 'risks':
      return has('probability', 'impact') || has('description', 'mitigation');
    case 'concerns':
    case 'developments':
      return has('owner') && (has('description') || has('title')) && !has('mitigation');
    case 'budget':
      return has('budget') && (has('actual') || has('forecast') || has('variance'));
    case 'overview':
      return has('text', 'rag');
    case 'workforce':
      return (
        has('team') &&
        (['establishment', 'permanent', 'vacant', 'agency', 'rate'] as const).filter((one) => has(one))
          .length > 1
      );
    case 'people':
      return has('person') && (has('role') || has('theme'));
    case 'summary':
    case 'overall':
    case 'none':
      return false;
  }
}

/** What stands before a value in a table of two columns. */
export const LABELS: readonly (readonly [
  RegExp,
  'sro' | 'manager' | 'lead' | 'date' | 'period' | 'status',
])[] = [
  [
    /^(theme|priority|workstream)( \w+)? (lead|owner|sponsor|sro)\b|^(lead|owner)( officer)? (for|of) (theme|priority|workstream)\b/,
    'lead',
  ],
  [/senior responsible|^sro$|sponsor/, 'sro'],
  [/(programme|project) (manager|lead)/, 'manager'],
  [/^(date of( the)? report|report(ing)? date|date|(position )?as at( date)?)$/, 'date'],
  [/^(report(ing)? )?(period|month)( covered)?$/, 'period'],
  [
    /^((current|overall|programme) )+(status|rag|rating)( rating| status)?( \(?(this|current) (month|period)\)?)?$/,
    'status',
  ],
];

export const labelOf = (text: string): (typeof LABELS)[number][1] | null =>
  LABELS.find(([words]) => words.test(plain(text)))?.[1] ?? null;

/** A line such as “Theme lead: A Person” or “Date of report: 30 October 2026”. */
export const isLabelled = (text: string): boolean =>
  /^[^:\n]{2,60}:\s*\S/.test(text) && labelOf(text.slice(0, text.indexOf(':'))) !== null;

/** Without the number of a chapter in front: `1. Executive summary`. */
const unnumbered = (text: string): string => plain(text).replace(/^\d{1,2}(\.\d{1,2})*[.)]?\s+/, '');

/** What stands over the words about the whole programme. */
export const isOverall = (text: string): boolean =>
  /^(overall )?(progress )?(narrative|summary)|^overall progress|^executive summary|^programme (summary|overview)/.test(
    unnumbered(text),
  );

const NUMBER_WORDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** A theme’s heading: `Theme one: Leadership`, `Theme 2 – Practice`. Null for another text. */
export function themeIn(text: string): { number: number; title: string | null } | null {
  const [, written, rest = ''] =
    /^\s*(?:theme|priority|workstream)\s+(\d{1,2}|[a-z]+)\s*(?:[:.\-–—]\s*(.*))?$/is.exec(
      text.split('\n')[0] ?? '',
    ) ?? [];
  if (written === undefined) return null;
  const number = /^\d/.test(written) ? Number(written) : NUMBER_WORDS.indexOf(written.toLowerCase()) + 1;
  return number >= 1 && number <= 99 ? { number, title: rest.trim() === '' ? null : rest.trim() } : null;
}

/** What stands over tables of any kind and names none of them. */
export const isCaption = (text: string): boolean =>
  /^progress in delivering|key improvement plan actions|^page \d+|^continued/i.test(text.trim());

/** The name of a total: it is worked out from the rows above it. */
export const isTotal = (title: string): boolean =>
  /\b(?:(?:sub|grand)[- ]?)?totals?\b|^(net|overall) (position|total)/i.test(title);

/** What stands where a number is not known, which is not zero. */
export const NOT_KNOWN = /^(n\/?a|tbc|tba|to be (updated|confirmed)|not (known|available)|-|–|—)$/i;

const OF_POSTS =
  /^((average|mean|current|permanent|vacant|filled|total|established|budgeted) )*(head ?count|establishment|posts?|vacanc(y|ies)|agency|turnover|case ?loads?|fte|wte)( (rate|staff|workers?|posts|filled|fte|wte|%))*( ?\(.*\))?$/;

/** Posts, by whatever they are counted: its headings name two things at least that are counted of them. */
export const isOfPosts = ({ rows }: SourceTable): boolean =>
  rows
    .slice(0, 2)
    .some(
      (row) => new Set(row.map(({ text }) => plain(text)).filter((text) => OF_POSTS.test(text))).size > 1,
    );

/** What the importer knows as the word of the column “Period”. */
export const isBasisWord = (text: string): boolean =>
  /^(snapshot|ytd|year to date|in[ -]?month|monthly|quarterly)$/i.test(text.trim());

export const ARROW = /^[↑↓→←↗↘⇧⇩▲▼]$/u;

/** The overall rating that a text says: `Red`, `RED`, `Amber/Red` is none. */
export function ragIn(text: string): Rag | null {
  const word = plain(text).replace(/ (rag|rating|status)$/, '');
  return word === 'red' || word === 'r'
    ? 'RED'
    : word === 'amber' || word === 'yellow' || word === 'a'
      ? 'AMBER'
      : word === 'green' || word === 'g'
        ? 'GREEN'
        : null;
}

/** From the best to the worst. */
const BY_SEVERITY = ['GREEN', 'AMBER', 'RED'] as const;

/** The worse of the two ratings between which a text stands: `Amber/Green`, `Red-Amber`, `A/G`. Null for another text. */
export function worseOfTwo(text: string): Rag | null {
  const [one, other, ...more] = plain(text)
    .split(/ ?[/-] ?| to | /)
    .map(ragIn);
  if (one == null || other == null || more.length > 0) return null;
  return BY_SEVERITY.findLast((rag) => rag === one || rag === other) ?? null;
}

/**
 * The rating that a colour stands for, by its hue. A colour between two of them, blue, grey and pale grounds are none: they mean different
 * things in different councils.
 * @param shade six hexadecimal digits.
 */
export function ragOfShade(shade: string): Rag | null {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => parseInt(shade.slice(at, at + 2), 16) / 255);
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  if (most < 0.3 || (most - least) / most < 0.35) return null;
  const turn =
    most === red
      ? ((green - blue) / (most - least) + 6) % 6
      : most === green
        ? (blue - red) / (most - least) + 2
        : (red - green) / (most - least) + 4;
  const hue = turn * 60;
  if (hue <= 15 || hue >= 345) return 'RED';
  if (hue >= 28 && hue <= 62) return 'AMBER';
  return hue >= 75 && hue <= 165 ? 'GREEN' : null;
}

/** A day, where the text is one. */
export const dayIn = (text: string): string | null => parseDay(text.trim()) ?? null;

/** A month, where the text is one: `2020-01`. */
export function monthIn(text: string): string | null {
  const read = parseMonth(text.trim());
  return read && 'month' in read ? read.month : null;
}

/** The names in a cell of owners: `A Person/B Person`, `A Person and B Person`. Job titles keep their “and”. */
export const namesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/\s*(?:\/|,|;|\n)\s*/)
      .filter((part, at, all) => !(JOB.test(part) && isPerson(all[at - 1] ?? '')))
      .flatMap((part) => (TWO_NAMES.test(part) ? part.split(/\s+(?:&|and)\s+/) : [part]))
      .map(withoutJob)
      .map((name) => name.replace(/\s+/g, ' ').trim().slice(0, 200))
      .filter((name) => name !== '' && !/^(tbc|tba|n\/a|-|all|various|vacan(t|cy)|none)$/i.test(name)),
  ),
];

/** What somebody is, and no name: it stands after the name of a person, and is left out there. */
const JOB =
  /\b(director|head|manager|officer|lead|chief|assistant|principal|executive|leader|cabinet|member|councillor|social worker|consultant|adviser|advisor|chair|analyst|dcs|sro)\b/i;

const isPerson = (part: string): boolean =>
  /^\s*\p{Lu}[\p{L}'’.-]*(\s+\p{Lu}[\p{L}'’.-]*){1,3}\s*$/u.test(part) && !JOB.test(part);

/** `Ann Bell (Director)` and `Ann Bell – Director` are Ann Bell. */
const withoutJob = (name: string): string => {
  const [, person = '', job = ''] = /^(.+?)(?:\s*\(([^()]+)\)|\s[-–—]\s(?=.+$))/.exec(name) ?? [];
  return isPerson(person) && (job !== '' || JOB.test(name)) ? person : name;
};

/** Two people: each of two or three words, none of which is a preposition. */
const TWO_NAMES =
  /^(?!.*\b(?:of|for)\b)\s*\p{Lu}\S* (?:\S+ )?\p{Lu}\S*\s+(?:&|and)\s+\p{Lu}\S* (?:\S+ )?\p{Lu}\S*\s*$/u;

export const roleOrNone = (kind: TableKind, heading: string): Role => roleOf(kind, heading) ?? NO_ROLE;
