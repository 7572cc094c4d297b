import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { projectFolder } from '../platform/index.js';
import { FIELD_TERMS } from './known-abbreviations.js';
import { glossaryOf, termsOf, unexplained } from './glossary.view.js';

const TERMS = [
  { term: 'SGO', meaning: 'an order' },
  { term: 'CP', meaning: 'protection' },
  { term: 'CE', meaning: 'exploitation' },
  { term: 'S47', meaning: 'an enquiry' },
  { term: 'O&S', meaning: 'a committee' },
  { term: 'edge of care', meaning: 'nearly in care' },
];
const used = (text: string) => glossaryOf(text, TERMS).map(({ term }) => term);

describe('the terms that a text uses', () => {
  it('are told with their meanings, in alphabetical order and once', () => {
    expect(glossaryOf('SGOs, a CP plan and more **SGO**s; (CP).', TERMS)).toEqual([
      { term: 'CP', meaning: 'protection' },
      { term: 'SGO', meaning: 'an order' },
    ]);
  });

  it.each([
    ['in the plural', 'Two SGOs.', ['SGO']],
    ['with a possessive', 'the SGO’s terms', ['SGO']],
    ['beside a slash or a hyphen', 'CP/CE, non-CP', ['CE', 'CP']],
    ['in other words, in any case and across a line', 'Edge of\nCare', ['edge of care']],
    ['with a sign in them', 'Cabinet and O&S', ['O&S']],
    ['with a number in them', 'S47 enquiries', ['S47']],
  ])('are seen %s', (_, text, terms) => {
    expect(used(text)).toEqual(terms);
  });

  it.each(['ICPC and SPACE', 's47', 'ce soir', 'CPx', 'S471', 'the edge of careers', ''])(
    'are not seen in “%s”',
    (text) => {
      expect(used(text)).toEqual([]);
    },
  );
});

describe('abbreviations that nothing explains', () => {
  it.each([
    ['QPRM and the SATs team, SATs again', ['QPRM', 'SAT']],
    ['the HoS and DfES; QA&I', ['DfES', 'HoS', 'QA&I']],
    ['SAFS/CP', ['SAFS']],
    ['SSDA903 returns', ['SSDA903']],
  ])('are told: “%s”', (text, found) => {
    expect(unexplained(text, TERMS)).toEqual(found);
  });

  it.each([
    'an SGO, two SGOs and O&S',
    'UK, NHS, A&E and a PDF',
    'rated RED, then GREEN by RAG',
    'S47, Q4 and T1',
    'Mr McKay of Ofsted asked PeopleToo',
    'part II and part IV',
    'THIS IS VERY IMPORTANT TO US',
    'TQ1 3DR',
    'I was',
  ])('are not seen in “%s”', (text) => {
    expect(unexplained(text, TERMS)).toEqual([]);
  });

  it('are the same as long as the text is; what a term explains is never among them', () => {
    const words = fc.constantFrom('ICPC', 'SGOs', 'CP', 'and', 'HoS', 'QPRM', '**CE**', '\n\n');
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (list) => {
        const text = list.join(' ');
        const told = unexplained(text, TERMS);
        expect(unexplained(text, TERMS)).toEqual(told);
        for (const term of told) expect(used(term)).toEqual([]);
        expect(unexplained(text, [...TERMS, ...told.map((term) => ({ term, meaning: '' }))])).toEqual([]);
      }),
    );
  });
});

describe('the terms of the field', () => {
  it('are in alphabetical order, each once, with one plain line', () => {
    expect(termsOf([])).toEqual(FIELD_TERMS);
    expect(new Set(FIELD_TERMS.map(({ term }) => term.toLowerCase())).size).toBe(FIELD_TERMS.length);
    for (const { meaning } of FIELD_TERMS) expect(meaning).toMatch(/^\P{Ll}.{7,119}[^.]$/u);
  });

  it('are all found by their own rules, and none leaves another unexplained in its meaning', () => {
    for (const { term, meaning } of FIELD_TERMS) {
      expect(glossaryOf(`the ${term}`, FIELD_TERMS).map((one) => one.term)).toEqual([term]);
      expect(unexplained(`${term} ${meaning}`, FIELD_TERMS)).toEqual([]);
    }
  });

  it('give way to a programme’s own', () => {
    const own = { term: 'MASH', meaning: 'Our own hub' };
    expect(glossaryOf('MASH and MASCE', termsOf([own]))).toEqual([
      expect.objectContaining({ term: 'MASCE' }),
      own,
    ]);
    expect(
      termsOf([{ term: 'Lac', meaning: 'ours' }]).filter(({ term }) => /^lac$/i.test(term)),
    ).toHaveLength(1);
  });

  it('explain the reference report but for the names of its own teams, boards and meetings', () => {
    const texts = ['overall', 'concerns', 'developments', 'risks', 'themes', 'measures', 'workforce'].map(
      (name) =>
        readFileSync(join(projectFolder(), 'samples', 'january-2020', `${name}.json`), 'utf8')
          .replace(/"(?:kind|rag|note)": "[^"]*"/g, '')
          .replaceAll('\\n', '\n'),
    );
    expect(unexplained(texts.join('\n\n'), FIELD_TERMS)).toEqual(['QPRM', 'SAFS', 'SAT', 'SPB']);
  });
});
