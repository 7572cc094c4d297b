import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HIT_KINDS, type HitKind } from './text-patterns.js';
import { findAll, namesToTitles, SCAN_IS_NO_PROOF, scanTexts, sentences } from './text-scan.rules.js';

const PEOPLE = [
  { name: 'Ada Example', jobTitle: 'Director' },
  { name: "Dr Zoë van der O'Test", jobTitle: 'Head of Service' },
  { name: 'Programme Manager', jobTitle: 'Programme Manager' },
  { name: 'Independent Adviser', jobTitle: '' },
  { name: 'Role Holder', jobTitle: 'independent adviser' },
];
const scan = (text: string) => scanTexts([{ label: 'a text', text }], PEOPLE);
const kinds = (text: string) => scan(text).map(({ kind }) => kind);

const HITS: Readonly<Record<HitKind, readonly string[]>> = {
  'small-number': [
    '3 children',
    'one young person',
    'two of the siblings',
    'four care leavers',
    'one of our 14 looked after children',
    '3 out of 12 children',
    '3/12 children',
    'three (3) very young children',
    '2 previously homeless young people',
    'two or three families',
    'fewer than 5 pupils',
    'one child’s plan',
    'two “missing” girls',
    '4 UASC',
    'one death',
    'both brothers',
    'a couple of teenagers',
    'a single child',
    'three of whom went missing',
    '20 children, of whom only 2 came back',
    'children who went missing: 4.',
    'The number of care leavers was two.',
    'care leavers (3)',
    'Seven children, two of them in care',
    '20 children in one place and a further three in another',
    'one social worker',
    'at this stage 2 children',
    'In the last year 3 children',
    'two members of staff',
    'seven of the eight children who returned',
    '98 of our 100 looked after children',
    '87.5% of the eight children',
    'all the children but two',
  ],
  age: [
    'aged 11',
    'a 14-year-old',
    'under the age of 11',
    'aged between 4 and 7',
    'aged eleven',
    'ages 4 to 6',
    'a girl of 14 years of age',
    'a six-month-old',
    'a baby who was 5 months old',
    'She was 3 weeks old.',
    '16/17 year olds',
    'a 15yo',
    'under-fives',
    'the over 16s',
    'children under 5 years',
    'young people over 16 are',
    'a Year 9 pupil',
    'before her 18th birthday',
  ],
  'date-of-birth': [
    'born on 12 March 2009',
    'date of birth: 12/03/2009',
    'DOB 12.3.09',
    'D.O.B. 2009-03-12',
    '12th of March 2009 (birthday)',
    'born March 12, 2009',
    'born in 2009',
    'newborn, 3 Jan 2020',
  ],
  'long-number': [
    '9434765919',
    '943 476 5919',
    '943-476-5919',
    'NHS9434765919',
    'A123456789012',
    'b12345678901c',
    'AB 12 34 56 C',
  ],
  postcode: ['TQ1 3DR', 'tq13dr', 'SW1A 1AA', 'M1 1AE', 'W1A\u00a00AX'],
  contact: [
    'somebody@example.org',
    'some_body+x@mail.example.org',
    '01632 960 001',
    '(01632) 960001',
    '+44 1632 960001',
    '+44 (0)1632 960001',
    '07700 900 123',
  ],
  name: [
    'Ada Example',
    'ada\nexample',
    'ADA **EXAMPLE**',
    'Example, Ada',
    'Ms Example',
    'Mrs. A. Example',
    'Ada Example’s',
    'Ada Example-led',
    'Zoe\u0308 van der O’Test',
    'Zoë O’Test',
    'Dr van der O’Test',
  ],
  'unique-circumstance': [
    'the only child',
    'the youngest',
    'twins',
    'first case of',
    'the first unaccompanied girl',
    'an only child',
    'the death of a',
    'a rare condition',
    'a high-profile case',
  ],
};

describe('what may let somebody be recognised', () => {
  it.each(HIT_KINDS.flatMap((kind) => HITS[kind].map((text) => [kind, text] as const)))(
    'is found as %s in “%s”',
    (kind, text) => {
      expect(kinds(`It is so: ${text} and no more.`)).toContain(kind);
      expect(kinds(text)).toContain(kind);
    },
  );

  it.each([
    '3 monitoring visits',
    '5 workstreams',
    'Theme 2 children and families',
    'Tier 4 young people',
    'Children: 1. are heard 2. are safe',
    'Five workstreams, three of them late',
    'section 47',
    '45 working days',
    '4 x 5',
    '1 in 10',
    '1 in 5 children',
    'one in four young people',
    'two years',
    'one of the priorities',
    'one of the priorities for young people',
    'one of our children’s homes',
    'one child protection plan',
    'one family hub',
    'a 1:1 worker',
    '5% of children',
    'two thirds of children',
    '% of children with 3 or more placements',
    'Children moved 3 times',
    'On 3 October children were asked',
    'two years ago children waited',
    'three review meetings about children',
    '3.5 children',
    '12 children',
    'no one child',
    'children were moved in 4 weeks',
    'Children placed over 20 miles from home',
    'children wait under 10 days',
    'children with over 3 placements',
    'both children and adults',
    'Most complaints were about 12 months old.',
    'page 11',
    'a stage 2 complaint',
    'by March 2020 and not later than 31/03/2020',
    'a decision of 12 March 2009',
    '£1234567890 in all',
    '2018/19, 2019-20 and 2020-21',
    'Q4 1st half',
    'S47 enquiries',
    'KPI 1.2.1 and 1.2.2',
    'the Programme Manager',
    'the independent adviser',
    'for example',
    'Adam Example',
    'Ada Examples',
    'the only way',
    'the first report in the new form',
    '80 of the 100 children',
    '87.5% of the 80 children',
    'the oldest complaint',
    'twin-track planning',
    'cold case of tins',
  ])('is not seen in “%s”', (text) => {
    expect(scan(text)).toEqual([]);
    expect(scan(`It is so: ${text}.`)).toEqual([]);
  });

  it('is looked for through marks of emphasis, hard spaces, full-width digits, what does not show and broken lines', () => {
    for (const text of ['**3** children', '３\u2003chil\u200bdren', 'aged\n11', '_aged_\u00a0**１１**'])
      expect(kinds(text)).toHaveLength(1);
  });

  it('is not put together from two paragraphs', () => {
    expect(scan('Theme 3\n\nChildren in care')).toEqual([]);
  });

  it('is told with its text, a little context, its sentence and why', () => {
    const long = 'Nothing happened for a while and nobody minded.';
    expect(
      scanTexts(
        [
          { label: 'one', text: long },
          { label: 'two', text: '' },
          {
            label: 'three',
            text: `${long} Then **two** children aged 11 left the area in a great hurry. ${long}`,
          },
          { label: 'four', text: 'DOB: 1/2/2009' },
        ],
        [],
      ),
    ).toEqual([
      {
        kind: 'small-number',
        label: 'three',
        excerpt: '… for a while and nobody minded. Then two children aged 11 left the area in a great …',
        sentence: 'Then two children aged 11 left the area in a great hurry.',
        why: expect.stringMatching(/^A small number of people/),
      },
      {
        kind: 'age',
        label: 'three',
        excerpt: '… and nobody minded. Then two children aged 11 left the area in a great hurry. …',
        sentence: 'Then two children aged 11 left the area in a great hurry.',
        why: expect.stringMatching(/^An age/),
      },
      {
        kind: 'date-of-birth',
        label: 'four',
        excerpt: 'DOB: 1/2/2009',
        sentence: 'DOB: 1/2/2009',
        why: expect.stringMatching(/^A date of birth/),
      },
    ]);
  });

  it('is told once where two ways of saying it overlap', () => {
    expect(kinds('two or three children')).toEqual(['small-number']);
    expect(kinds('A123456789012')).toEqual(['long-number']);
  });

  it('is never proven to be absent, and the list says so', () => {
    expect(scan('The boy from the lighthouse is back.')).toEqual([]);
    expect(SCAN_IS_NO_PROOF).toContain('no proof');
  });
});

describe('whatever stands around it', () => {
  const around = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom('The last 3 monitoring visits.', '**', '- ', '“', '(', '1. '),
  );
  const between = fc.constantFrom(' ', '\u00a0', '\n', '\n\n', '. ', ' **', '\u200b ', '\n- ');
  const planted = fc.constantFrom(...HIT_KINDS.flatMap((kind) => HITS[kind].map((text) => ({ kind, text }))));
  const marked = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => `**${text}**`,
    (text) => text.replaceAll(' ', '\u00a0'),
    (text) => text.replaceAll(' ', '\n'),
    (text) => text.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    (text) => Array.from(text).join('\u200b'),
  );

  it('an identifier is always found', () => {
    fc.assert(
      fc.property(
        around,
        between,
        planted,
        marked,
        between,
        around,
        (before, gap, { kind, text }, mark, end, after) => {
          expect(kinds(`${before}.${gap}${mark(text)}${end}${after}`)).toContain(kind);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('nothing throws, every excerpt is of the text, and the same text gives the same list', () => {
    fc.assert(
      fc.property(fc.array(around, { maxLength: 4 }), (texts) => {
        const given = texts.map((text, index) => ({ label: String(index), text }));
        const hits = scanTexts(given, PEOPLE);
        expect(scanTexts(given, PEOPLE)).toEqual(hits);
        for (const { label, excerpt } of hits) {
          expect(excerpt).not.toBe('');
          expect(scan(texts[Number(label)] ?? '')).not.toEqual([]);
        }
      }),
    );
  });
});

describe('the steps of a search', () => {
  /** How often the ends of sentences are looked at, with so many passages, one in each sentence. */
  const looks = (passages: number): number => {
    let count = 0;
    const ends = new Proxy(
      Array.from({ length: passages - 1 }, (_, index) => (index + 1) * 7),
      {
        get(list, key) {
          if (typeof key === 'string' && /^\d+$/.test(key)) count++;
          return Reflect.get(list, key) as unknown;
        },
      },
    );
    const text = '1 boy. '.repeat(passages);
    const sentenceAt = sentences(text, ends);
    for (let index = 0; index < passages; index++)
      expect(sentenceAt(index * 7, index * 7 + 5)).toBe('1 boy.');
    return count;
  };
  /** How often a paragraph is asked what goes with a match, with so many matches in it. */
  const asked = (matches: number): number => {
    let count = 0;
    const also = /child/u;
    also.test = () => (count++, true);
    const found = findAll(
      { kind: 'age', why: '', pattern: /late/gu, onlyWith: also },
      'late '.repeat(matches),
    );
    expect(found).toHaveLength(matches);
    return count;
  };

  it('grow with the text, and not with its square', () => {
    expect(looks(4000)).toBeLessThan(2.2 * looks(2000));
    expect(looks(4000)).toBeLessThan(40_000);
    expect([asked(10), asked(4000)]).toEqual([1, 1]);
  });

  it('give passages of one sentence the same sentence, and others their own', () => {
    const text = '2 boys and 3 girls came. Then 1 boy left.\n4 girls';
    expect(scan(text).map(({ sentence }) => sentence)).toEqual([
      '2 boys and 3 girls came.',
      '2 boys and 3 girls came.',
      'Then 1 boy left.',
      '4 girls',
    ]);
  });
});

describe('names put into job titles', () => {
  const people = [
    ...PEOPLE,
    { name: 'Ada Example Smith', jobTitle: 'Clerk' },
    { name: 'No Title', jobTitle: ' ' },
    { name: 'Same Name', jobTitle: 'Head of One' },
    { name: 'SAME name', jobTitle: 'Head of Two' },
    { name: 'A.+(B', jobTitle: 'Odd one' },
  ];

  it.each([
    ['Ada Example agreed.', 'Director agreed.'],
    ['ADA  example and\u00a0Ada\nExample', 'Director and\u00a0Director'],
    ["Ada Example’s and Ada Example's plan", "Director’s and Director's plan"],
    ['Ada Example Smith, Ada Example', 'Clerk, Director'],
    ['**Ada Example** said “Ada Example”', '**Director** said “Director”'],
    ['No Title wrote', 'a member of staff wrote'],
    ['Same Name wrote', 'a member of staff wrote'],
    ['A.+(B wrote', 'Odd one wrote'],
  ])('makes “%s” into “%s”', (text, changed) => {
    expect(namesToTitles(text, people)).toBe(changed);
  });

  it.each([
    'Adam Example, Ada Examples, Canada Example',
    'Ada Example-Smith and Mary-Ada Example',
    'Ms Example',
    'The programme  manager met an independent adviser.',
    '３ *children*\u200b',
  ])('leaves “%s” as it is', (text) => {
    expect(namesToTitles(text, people)).toBe(text);
  });

  it('leaves every text without a name untouched, and no full name in any', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(!/example|title|name|test|\(b/iu.test(before + after));
        expect(namesToTitles(before + after, people)).toBe(before + after);
        expect(namesToTitles(`${before} Ada Example, ${after}`, people)).toBe(`${before} Director, ${after}`);
      }),
    );
    expect(namesToTitles('Ada Example', [])).toBe('Ada Example');
  });
});
