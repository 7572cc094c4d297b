import { describe, expect, it } from '@jest/globals';
import { editionOf } from '../disclosure/index.js';
import { budgetSection, reportSnapshot, themeSection } from '../snapshot/testing.js';
import { namedSections, namedWords } from './named-sections.js';

const edition = editionOf(
  reportSnapshot({
    sections: [
      themeSection(),
      themeSection({ contributionId: 'c2', subject: { id: 't2', number: 2, title: 'Practice' } }),
      budgetSection('l1'),
    ],
  }),
  'exempt',
);
const budget = `budget:${budgetSection('l1').subject.id}`;

describe('the sections that a committee has named', () => {
  it('are called by their printed headings, with the pages that the contents name, in printed order', () => {
    const named = namedSections(edition, ['theme:t2', budget], { 'theme-1': 5, 'theme-2': 9, budget: 4 });
    expect(named).toEqual([
      { heading: budgetSection('l1').subject.title, page: 4 },
      { heading: 'Theme 2: Practice', page: 9 },
    ]);
    expect(namedWords(named)).toBe(
      `${budgetSection('l1').subject.title} (page 4); Theme 2: Practice (page 9)`,
    );
  });

  it('have no page where none is known, and are left out where the edition has no such section', () => {
    expect(namedWords(namedSections(edition, ['theme:t1', 'workforce:x', 'theme:gone'], {}))).toBe(
      'Theme 1: Leadership',
    );
    expect(namedSections(edition, [], { 'theme-1': 5 })).toEqual([]);
  });
});
