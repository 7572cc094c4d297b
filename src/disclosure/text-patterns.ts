/**
 * What may let somebody be recognised, as data: one row for each way of saying it. Every pattern is asked of a text as it is read
 * (`asRead`): one space between words, straight quotation marks, one line for a paragraph, so that nothing is found across paragraphs.
 * Suppression of small numbers follows the convention of the official statistics on children in need: 1 to 5.
 */
export const HIT_KINDS = [
  'small-number',
  'age',
  'date-of-birth',
  'long-number',
  'postcode',
  'contact',
  'name',
  'unique-circumstance',
] as const;
export type HitKind = (typeof HIT_KINDS)[number];

export interface TextPattern {
  kind: HitKind;
  /** A sentence for the person who decides. */
  why: string;
  pattern: RegExp;
  /** No hit when the words right before it match. */
  unlessAfter?: readonly RegExp[];
  /** Of a match that the pattern alone cannot judge. */
  when?: (match: RegExpMatchArray) => boolean;
  /** A hit only when the same paragraph also says this. */
  onlyWith?: RegExp;
}

const any = (...words: readonly string[]): string => `(?:${words.join('|')})`;
const find = (source: string): RegExp => new RegExp(source, 'giu');
const START = String.raw`(?<![\p{L}\d])`;
const END = String.raw`(?![\p{L}\d])`;

/** Who is counted, one and many. Cases, adoptions and deaths are counted as the people whose they are. */
const PEOPLE: readonly (readonly [string, string])[] = [
  ['child', 'children'],
  ['kid', 'kids'],
  ['(?:young )?person', '(?:people|persons)'],
  ['youth', 'youths'],
  ['youngster', 'youngsters'],
  ['individual', 'individuals'],
  ['adult', 'adults'],
  ['teen(?:ager)?', 'teen(?:ager)?s'],
  ['adolescent', 'adolescents'],
  ['(?:new-?born|baby|infant|toddler)', '(?:new-?borns|babies|infants|toddlers)'],
  ['(?:boy|girl|son|daughter|brother|sister)', '(?:boys|girls|sons|daughters|brothers|sisters)'],
  ['(?:sibling|twin)', '(?:siblings?|sibling groups|twins)'],
  ['(?:pupil|student|learner)', '(?:pupils|students|learners)'],
  ['leaver', 'leavers'],
  ['(?:mother|father|mum|dad|parent)', '(?:mothers|fathers|mums|dads|parents)'],
  ['grand(?:mother|father|parent)', 'grand(?:mother|father|parent)s'],
  ['(?:carer|guardian|adopter|relative)', '(?:carers|guardians|adopters|relatives)'],
  ['family(?: member)?', '(?:families|family members)'],
  ['household', 'households'],
  ['(?:man|woman)', '(?:men|women)'],
  ['(?:victim|perpetrator|offender|suspect)', '(?:victims|perpetrators|offenders|suspects)'],
  ['(?:refugee|asylum[- ]seeker|resident)', '(?:refugees|asylum[- ]seekers|residents)'],
  ['(?:patient|service user)', '(?:patients|service users)'],
  ['(?:worker|practitioner|manager)', '(?:workers|practitioners|managers)'],
  ['(?:employee|officer|teacher|nurse)', '(?:employees|officers|teachers|nurses)'],
  ['(?:member of staff|staff member)', '(?:members of staff|staff(?: members)?)'],
  ['(?:LAC|CLA|UASC)', '(?:LAC|CLA|UASCs?)'],
  ['(?:adoption|SGO|case)', '(?:adoptions|SGOs|special guardianship orders|cases)'],
  ['(?:death|suicide|birth|pregnancy)', '(?:deaths|suicides|births|pregnancies)'],
];
/** `child protection plan`, `family hub`, `case file`: the noun only says of what kind the next one is. */
const OF_A_KIND = any(
  ...['protection|exploitation|level|sexual|criminal|safeguarding|health|welfare|poverty|death|practice'],
  ...['support|centre|hub|group|court|help|plan|panel|agency|services?|teams?|orders?|scorecard|network'],
  ...['conference|reviews?|files?|audits?|stud(?:y|ies)|notes?|records?|management|progression|system|load'],
  ...['survey|forum|board|programme|project|training|event|role|posts?|vacanc(?:y|ies)|development|strategy'],
  ...['policy|data|and (?:family|adolescent|youth)'],
);
const NOT_OF_A_KIND = String.raw`(?!\p{L}|-\p{L}| ${OF_A_KIND}${END})`;
/** `children's homes` and the like are no people. */
const NO_PLACE = String.raw`(?!'s? (?:homes?|centres?|services?|social|hubs?|boards?|trusts?|commissioner|partnership|director|residential|hospitals?|improvement)${END})`;
const PERSON = `${any(...PEOPLE.map(([one]) => one))}${NOT_OF_A_KIND}${NO_PLACE}`;
const PERSONS = `${any(...PEOPLE.map(([, many]) => many))}${NOT_OF_A_KIND}${NO_PLACE}`;

/** A word that may stand between the number and those who are counted: not one that ends the phrase, and no plural. */
const NO_ADJECTIVE = any(
  ...[
    'for|with|to|by|in|on|at|from|into|of|about|per|as|than|over|under|after|before|since|until|within|across',
  ],
  ...['and|or|but|if|when|where|who|whom|whose|which|that|because|so|not|no|a|an|the|each|every|this|these'],
  ...['is|are|was|were|be|been|has|have|had|will|would|can|could|should|may|must|do|does|did|times?'],
  ...['per|cent|years?|months?|weeks?|days?|hours?|minutes?|miles?|terms?|am|pm|steps?|stages?'],
  ...['january|february|march|april|june|july|august|september|october|november|december'],
  ...['jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec'],
);
const ADJECTIVES = String.raw`(?:looked after |["(]*(?!${NO_ADJECTIVE}(?![\p{L}'-]))[\p{L}\d][\p{L}\d'-]*(?<!(?<!ou|les|s|i|')s)[,")]* ){0,3}?["(]*`;
const OF_THEM = String.raw`(?:(?:out )?of (?:(?:the|these|those|our|their|them|its|his|her|all|only) ){0,2}(?:\d+ )?)`;

const WORDS = ['one', 'two', 'three', 'four', 'five'];
const ALONE = String.raw`(?<![\p{L}\d]|\d[.,:])`;
/** Also `3/12` and `three (3)`. */
const WHOLE = String.raw`(?:\/\d{1,3})?(?![\p{L}\d-]|[.,:/]\d| ?%)(?: ?\([\p{L}\d]{1,5}\))?`;
const ONE = `${ALONE}(?:1|one)${WHOLE}`;
const FEW = `${ALONE}(?:[2-5]|${WORDS.slice(1).join('|')})${WHOLE}`;
const ONE_TO_FIVE = `${ALONE}(?:[1-5]|${WORDS.join('|')})${WHOLE}`;
const MARKS = String.raw`[")]* `;

/** `1 in 5 children`: a share. */
const SHARE = /(?<![\p{L}\d])(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten) in $/iu;
/** `Theme 2`, `tier 4`, `Year 5`: a label; not `at this stage 2 children`, nor `in the last year 3 children`. */
const LABEL =
  /(?<!\b(?:[Tt]his|[Tt]hat|[Tt]he|[Ll]ast|[Nn]ext|[Ee]ach|[Ee]very|any|current|same|early|earlier|later|final|[Ff]inancial) )\b(?:[Tt]hemes?|[Ss]ection|[Kk]ey [Ss]tage|[Ss]tage|[Tt]ier|[Ll]evel|[Pp]hase|[Tt]able|[Ff]igure|[Pp]age|[Pp]aragraph|[Oo]bjective|[Pp]riority|Year|Step|Band|Grade|Part|Schedule|Article|Regulation|Quarter|Group) $/u;

const FEW_PEOPLE =
  'A small number of people: people who know the families may know who they are. Figures from 1 to 5 are left out elsewhere.';
const SMALL_NUMBERS: readonly TextPattern[] = [
  `${ONE}${MARKS}${ADJECTIVES}${PERSON}`,
  `${ONE_TO_FIVE}${MARKS}${OF_THEM}${ADJECTIVES}${PERSONS}`,
  `${FEW}${MARKS}${ADJECTIVES}${PERSONS}`,
  `${ALONE}(?:couple|pair|handful|trio) of (?:(?:the|these|those|our) )?${ADJECTIVES}${PERSONS}`,
  `${ALONE}single ${any('child', 'young person', 'baby', 'boy', 'girl', 'pupil')}${NOT_OF_A_KIND}`,
  `${ALONE}both (?:of )?(?:(?:the|these|her|his|their) )?${ADJECTIVES}${PERSONS}(?! and ${ADJECTIVES}(?:${PERSONS}|partners|professionals|services))`,
  `${ONE_TO_FIVE}${MARKS}(?:of whom|who|whose)${END}`,
  String.raw`${START}of whom,? (?:only |just )?${ONE_TO_FIVE}`,
  String.raw`${START}${PERSONS}[^.;\n]{0,40}?(?:a further ${ONE_TO_FIVE}|${ONE_TO_FIVE} of (?:them|these|those)${END})`,
].map((source) => ({
  kind: 'small-number',
  why: FEW_PEOPLE,
  pattern: find(source),
  unlessAfter: [SHARE, LABEL, /\b(?:no|not a|every) $/iu],
}));
/** `Children who went missing: 3`, `the number of care leavers was two.` */
const COUNTED_BEFORE: TextPattern = {
  kind: 'small-number',
  why: FEW_PEOPLE,
  pattern: find(
    String.raw`${START}${any(...PEOPLE.map(([, many]) => many))}(?![\p{L}'-])(?: [\p{L}'-]+){0,8}?(?: ?[:=(] ?| - | (?:was|were|is|are|stood at|stands at|fell to|rose to|(?:down|up) (?:from \d+ )?to) (?:only |just )?)${ONE_TO_FIVE}(?! in \d|[.)][^\n]{0,200}? 2[.)] | (?!(?:this|last|in|at|by|and|so|during|compared|from|down|up)${END})[\p{L}\d])`,
  ),
};

const TO_TWENTY =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:[- ](?:one|two|three|four|five))?';
const NUMBER = String.raw`(?:\d{1,3}(?:,\d{3})*|${TO_TWENTY})`;
const NUMBER_WORDS = TO_TWENTY.slice(0, TO_TWENTY.indexOf('(?:')).split('|');
const numberOf = (words = ''): number =>
  /^\d/u.test(words) ? Number(words.replaceAll(',', '')) : NUMBER_WORDS.indexOf(words.toLowerCase()) + 1;
/** A group with fewer people than this is known by its size. */
const FEW_IN_ALL = 10;

/** What is left of a group, and groups that are small as a whole: `seven of the eight children`, `88% of the eight children`. */
const LEFT_OVER: readonly TextPattern[] = [
  {
    kind: 'small-number',
    why: 'A part of a group that leaves few of it, or of a group of few: the rest can be counted.',
    pattern: find(
      String.raw`${ALONE}(?<some>${NUMBER}) (?:out )?of (?:(?:the|these|those|our|their|all) ){0,2}(?<all>${NUMBER}) ${ADJECTIVES}${PERSONS}`,
    ),
    when: ({ groups }) => {
      const [some, all] = [numberOf(groups?.['some']), numberOf(groups?.['all'])];
      const left = all - some;
      // Few of many are found as such already.
      return some > 5 && left >= 0 && (all < FEW_IN_ALL || (left > 0 && left <= 5));
    },
  },
  {
    kind: 'small-number',
    why: 'A share of a group of few: it says how many.',
    pattern: find(
      String.raw`(?<![\d.,])\d{1,3}(?:\.\d+)? ?(?:%|per cent|percent) of (?:(?:the|these|those|our|their|all) ){0,2}(?<all>${NUMBER}) ${ADJECTIVES}${PERSONS}`,
    ),
    when: ({ groups }) => numberOf(groups?.['all']) < FEW_IN_ALL,
  },
  {
    kind: 'small-number',
    why: FEW_PEOPLE,
    pattern: find(
      String.raw`${START}all (?:(?:of )?(?:the|these|those|our) )?${ADJECTIVES}${PERSONS} (?:but|except|bar) ${ONE_TO_FIVE}`,
    ),
  },
];

const AGE = String.raw`(?:\d{1,2}(?!\d)|(?:${TO_TWENTY})(?!\p{L}))`;
const UNITS = String.raw`(?! ?(?:%|days?${END}|per${END}|percent|miles?${END}|hours?${END}|weeks?${END}|months?${END}|minutes?${END}|working|times${END}))`;
const SOME_PERSON = new RegExp(
  `${START}(?:${any(...PEOPLE.flat())}${NO_PLACE}|he|she|him|her|hers|his)${END}`,
  'iu',
);
/** `over 3 placements`, but not `over 12 was`. */
const NO_THINGS = String.raw`(?! (?!(?:years|was|has|is|as|its|this|always)${END})\p{L}+s${END})`;
const AN_AGE = 'An age: with a place or a month beside it, few people fit.';
const AGES: readonly TextPattern[] = [
  {
    pattern: String.raw`${START}age[ds]?(?: (?:group|range|band|of|at|only|just|about|around|approximately|under|over|below|above|between|from|up to|less than|more than|the)){0,3}[ :=(-]{1,3}${AGE}`,
  },
  { pattern: String.raw`${START}${AGE}[- ]?(?:years?|yrs?)[- ]olds?${END}` },
  { pattern: String.raw`${START}${AGE}[- ](?:months?|weeks?|days?)-olds?${END}` },
  {
    pattern: String.raw`${START}${AGE} (?:months?|weeks?|days?)(?: old| of age)${END}`,
    onlyWith: SOME_PERSON,
  },
  { pattern: String.raw`${START}${AGE} (?:years?|yrs?) of age${END}` },
  { pattern: String.raw`${START}\d{1,2} ?(?:yo|y\/o)${END}` },
  {
    pattern: String.raw`${START}(?:under|over)[- ](?:\d{1,2}'?s|(?:one|two|three|four|five|ten|eleven|eighteen)s)${END}`,
  },
  {
    pattern: String.raw`${START}${any(...PEOPLE.map(([, many]) => many))}(?: \p{L}+){0,2}? (?:under|below) ${AGE}${UNITS}${NO_THINGS}`,
  },
  {
    pattern: String.raw`${START}${any(...PEOPLE.map(([, many]) => many))}(?: \p{L}+){0,2}? (?:over|above) ${AGE}${UNITS}${NO_THINGS}(?! years?${END})`,
  },
  { pattern: String.raw`${START}year \d{1,2} (?:pupil|student|child|children|boy|girl)s?${END}` },
  {
    pattern: String.raw`${START}(?:his|her) (?:\d{1,2}(?:st|nd|rd|th)|\p{L}+(?:th|st|nd|rd)) birthday${END}`,
  },
].map(({ pattern, ...rest }) => ({ kind: 'age', why: AN_AGE, pattern: find(pattern), ...rest }));

const MONTH = String.raw`(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`;
const DATE = any(
  String.raw`\d{1,2} ?[./-] ?\d{1,2} ?[./-] ?(?:\d{4}|\d{2})`,
  String.raw`\d{4} ?[./-] ?\d{1,2} ?[./-] ?\d{1,2}`,
  String.raw`\d{1,2}(?:st|nd|rd|th)?(?: of)?[ -]${MONTH},?[ -](?:\d{4}|\d{2})`,
  String.raw`${MONTH} \d{1,2}(?:st|nd|rd|th)?,? \d{4}`,
);
const BORN = String.raw`(?<!\p{L})(?:(?:new|un|still)?born|date of birth|birth ?date|birthday|d\.? ?o\.? ?b)(?!\p{L})`;
const BIRTH = 'A date of birth picks out one person.';
const BIRTHS: readonly TextPattern[] = [
  String.raw`${BORN}[^\n]{0,60}?(?<!\d)${DATE}(?!\d)`,
  String.raw`(?<!\d)${DATE}(?!\d)[^\n]{0,40}?${BORN}`,
  String.raw`${BORN} (?:in|around|about)(?: (?:early|late|about|around))? (?:${MONTH} )?(?:19|20)\d\d(?!\d)`,
].map((source) => ({ kind: 'date-of-birth', why: BIRTH, pattern: find(source) }));

const NUMBERS: readonly TextPattern[] = [
  {
    kind: 'long-number',
    why: 'It is written like a unique pupil number, which belongs to one child.',
    pattern: find(String.raw`${START}[a-z]\d{11}[a-z\d]${END}`),
  },
  {
    kind: 'long-number',
    why: 'It is written like a National Insurance number, which belongs to one person.',
    pattern: find(String.raw`${START}[a-ceghj-prtw-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d]${END}`),
  },
  {
    kind: 'long-number',
    why: 'A number of ten digits or about as many may be an NHS number or that of a case.',
    pattern: find(String.raw`(?<![£$€\d]|\d\.)(?:\d{9,}|\d{3}[ _-]\d{3}[ _-]\d{4})(?!\d)`),
  },
];

const PLACES_AND_CONTACTS: readonly TextPattern[] = [
  {
    kind: 'postcode',
    why: 'A postcode stands for a few addresses.',
    pattern: find(
      String.raw`${START}(?:gir ?0aa|(?:[a-pr-uwyz](?:\d{1,2}|[a-hk-y]\d{1,2}|\d[a-hjkps-uw]|[a-hk-y]\d[abehmnprv-y])) ?\d[abd-hjlnp-uw-z]{2})${END}`,
    ),
  },
  {
    kind: 'contact',
    why: 'An e-mail address leads to a person or their office.',
    pattern: find(String.raw`(?<![\p{L}\d._%+'-])[\p{L}\d._%+'-]+ ?@ ?[\p{L}\d-]+(?:\.[\p{L}\d-]+)+`),
  },
  {
    kind: 'contact',
    why: 'It is written like a telephone number.',
    pattern: find(
      String.raw`(?<![\p{L}\d.,])(?:(?:\+|00)\d{2}[ -]?(?:\(0\) ?)?\(?\d|\(?0)(?:[ ()-]{0,2}\d){8,10}(?!\d)`,
    ),
  },
];

const SINGULAR = 'A circumstance that fits one person, or very few.';
const CIRCUMSTANCES: readonly TextPattern[] = [
  `${START}(?:the|an|their|his|her|our) (?:only|sole|lone) (?:known |surviving |remaining )?${ADJECTIVES}${PERSON}`,
  `${START}the (?:youngest|eldest)${END}`,
  `${START}the (?:first|last|oldest) (?:ever )?${ADJECTIVES}${PERSON}`,
  `${START}(?:first|only|unique|sole) (?:(?:known|reported|recorded|local|ever) )?cases? (?:of|in|since|ever)${END}`,
  `${START}(?:twins|triplets|quadruplets|twin (?:brother|sister|sibling|boy|girl|bab(?:y|ies)|child(?:ren)?)s?)${END}`,
  `${START}(?:death|murder|suicide|killing|drowning|stabbing) of (?:a|an|the|one|another|his|her|their)${END}`,
  `${START}(?:rare|unique) (?:condition|disease|syndrome|disorder|circumstances?|illness)${END}`,
  `${START}(?:high[- ]profile|widely reported) (?:case|death|incident)${END}`,
].map((source) => ({ kind: 'unique-circumstance', why: SINGULAR, pattern: find(source) }));

/** Everything that is looked for but names, which are those of the people of a report. */
export const TEXT_PATTERNS: readonly TextPattern[] = [
  ...SMALL_NUMBERS,
  COUNTED_BEFORE,
  ...LEFT_OVER,
  ...AGES,
  ...BIRTHS,
  ...NUMBERS,
  ...PLACES_AND_CONTACTS,
  ...CIRCUMSTANCES,
];
