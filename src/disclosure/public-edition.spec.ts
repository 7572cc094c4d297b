import { describe, expect, it } from '@jest/globals';
import { OWNER, reportSnapshot, themeSection } from '../snapshot/testing.js';
import { groundWords, paragraphBlock, USUAL_POLICY } from '../snapshot/index.js';
import { blocksOf, offeredBlocks } from './blocks.js';
import { editionOf, editionsOf } from './edition.js';
import { NotPublishable, publicReport } from './public-edition.js';
import { decidedReport as report, LINE_ID, THEME_ID, withhold } from './decided-report.fixture.js';

const words = (one: unknown): string => JSON.stringify(one);

describe('what is withheld', () => {
  it('is nowhere in the public report, which says how much of it there is, where and on which ground', () => {
    const { snapshot, withheld } = publicReport(report([withhold('entry/a1')]));
    expect(words(snapshot)).not.toContain('Write the plans');
    expect(words(snapshot)).toContain('Brief the members');
    expect(withheld).toEqual([
      {
        contributionId: 'c1',
        what: 'entry',
        count: 1,
        ground: 'exempt under paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972',
      },
    ]);
  });

  it('takes along a text that is about nothing else', () => {
    const { snapshot } = publicReport(report([withhold('entry/a3')]));
    expect(words(snapshot)).not.toContain('The third waits.');
    expect(words(snapshot)).toContain('Two go well');
  });

  it('may be a whole part: its title, its history and what stands in it are gone, and count once', () => {
    const { snapshot, withheld } = publicReport(
      report([withhold(`section/theme/${THEME_ID}`), withhold('entry/a1')]),
    );
    expect(snapshot.sections.map(({ kind }) => kind)).toEqual(['budget']);
    expect(words(snapshot)).not.toContain('Leadership');
    expect(withheld).toEqual([expect.objectContaining({ contributionId: null, what: 'section', count: 1 })]);
  });

  it('may be a paragraph: it is withheld wherever the same words stand, and the place says so', () => {
    const secret = 'The supplier has asked for more money.';
    const { snapshot } = publicReport(
      report([withhold(paragraphBlock(secret))], {
        overall: { rag: 'RED', narrative: `A first paragraph.\n\nThe  supplier has asked\nfor more money.` },
        sections: [themeSection({ content: { overview: { narrative: secret, rag: null }, objectives: [] } })],
      }),
    );
    expect(words(snapshot)).not.toContain('supplier');
    expect(snapshot.overall.narrative).toBe(
      'A first paragraph.\n\n[Withheld: exempt under paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972.]',
    );
  });

  it('may be a person: the job title stands for the name, in texts too', () => {
    const { snapshot } = publicReport(
      report([withhold(`person/${OWNER.id}`)], {
        overall: { rag: 'RED', narrative: 'Ben Example’s plan is late; BEN  EXAMPLE knows.' },
      }),
    );
    expect(words(snapshot)).not.toMatch(/ben\s+example/iu);
    expect(snapshot.overall.narrative).toBe('Head of Service’s plan is late; Head of Service knows.');
    expect(words(snapshot)).toContain('Ada Example');
  });

  it('takes the totals along that would give it away', () => {
    const whole = publicReport(report([])).snapshot.sections[0]?.content;
    const without = publicReport(report([withhold(`entry/${LINE_ID}`)])).snapshot.sections[0]?.content;
    expect(whole).toMatchObject({ derived: { totals: { budget: '300.00' } } });
    expect(without).toMatchObject({
      derived: { totals: { budget: null, actual: null, forecast: null, variance: null } },
    });
  });

  it('stops the edition when the same sentence stands in what is public', () => {
    const event = 'The contract with the supplier may have to end early.';
    const snapshot = report([withhold('entry/n1')], {
      overall: {
        rag: 'RED',
        narrative: `We note: **the contract** with the supplier may have to end early.`,
      },
      sections: [themeWith(event)],
    });
    expect(() => editionOf(snapshot, 'public')).toThrow(NotPublishable);
    expect(editionOf(snapshot, 'exempt').snapshot).toBe(snapshot);
  });
});

describe('a policy of job titles', () => {
  it('names nobody, those who approved included', () => {
    const edition = editionOf(report([], {}, { policy: { ...USUAL_POLICY, names: 'titles' } }), 'public');
    expect(words(edition.snapshot)).not.toMatch(/Ada Example|Ben Example/);
    expect(edition.person({ id: 'x', name: 'Ada Example', jobTitle: '' })).toEqual({
      id: 'x',
      name: 'A member of staff',
      jobTitle: 'A member of staff',
    });
  });
});

describe('questions before approval', () => {
  const asked = (about: { contributionId: string | null; entryId: string | null } | null, print = true) => ({
    rule: 'due-passed',
    key: 'k',
    place: 'Theme 1',
    about,
    question: 'Is it late?',
    reason: 'It is.',
    print,
    answeredBy: OWNER,
    answeredAt: '2020-01-30T10:00:00Z',
  });
  const published = (one: ReturnType<typeof asked>): number =>
    publicReport(report([withhold('entry/a1')], { challenges: [one] })).snapshot.challenges.length;

  it('are published when they are printed and about nothing that is withheld', () => {
    expect(published(asked({ contributionId: 'c1', entryId: 'a2' }))).toBe(1);
    expect(published(asked({ contributionId: null, entryId: null }))).toBe(1);
  });

  it('are not when they are about what is withheld, about nobody knows what, or not printed', () => {
    expect(published(asked({ contributionId: 'c1', entryId: 'a1' }))).toBe(0);
    expect(published(asked({ contributionId: 'elsewhere', entryId: null }))).toBe(0);
    expect(published(asked(null))).toBe(0);
    // From these the public would learn where to look.
    for (const rule of ['gives-away', 'share-not-linked'])
      expect(published({ ...asked({ contributionId: 'c1', entryId: 'a2' }), rule })).toBe(0);
    expect(published(asked({ contributionId: 'c1', entryId: 'a2' }, false))).toBe(0);
  });
});

describe('the editions of a report', () => {
  const cell = { measureId: 'm', cell: 'month/2020-01', why: 'primary' as const };

  it('are the public one alone where nothing is withheld from anybody', () => {
    expect(editionsOf(report([]))).toEqual(['public']);
    expect(editionOf(report([]), 'exempt').exemption).toBeNull();
  });

  it('are two as soon as something is, and the marking names the classes', () => {
    const snapshot = report([withhold('entry/a1', { paragraphs: [3, 1] })], {}, { suppressed: [cell] });
    expect(editionsOf(snapshot)).toEqual(['public', 'exempt']);
    expect(editionOf(snapshot, 'exempt').exemption).toEqual({
      grounds:
        'exempt under paragraphs 1, 2 and 3 of Part 1 of Schedule 12A to the Local Government Act 1972',
      kinds: ['exempt'],
      paragraphs: [1, 2, 3],
      marking:
        'NOT FOR PUBLICATION: exempt under paragraphs 1, 2 and 3 of Part 1 of Schedule 12A to the Local Government Act 1972',
      blocks: [
        {
          label: 'Leadership, Write the plans',
          ground:
            'exempt under paragraphs 1 and 3 of Part 1 of Schedule 12A to the Local Government Act 1972',
          note: 'It would weaken the council’s position.',
        },
      ],
      smallNumbers: 1,
    });
    expect(editionOf(snapshot, 'public').suppressed).toBe(1);
  });

  it('are two for small numbers alone, which may reveal who somebody is', () => {
    const snapshot = report([], {}, { suppressed: [cell] });
    expect(editionOf(snapshot, 'exempt').exemption?.marking).toContain('paragraph 2 of Part 1');
  });

  it('are not for what was decided about blocks that the report does not have', () => {
    expect(editionsOf(report([withhold('entry/gone')]))).toEqual(['public']);
  });

  it('are the whole one alone for what was sealed before there were editions', () => {
    const old = reportSnapshot();
    expect(editionsOf(old)).toEqual(['exempt']);
    expect(() => editionOf(old, 'public')).toThrow('before there were public editions');
  });

  it('name other grounds than exemption in their own words', () => {
    const block = withhold('entry/a1', { ground: 'confidential', paragraphs: [] });
    expect(groundWords(block)).toBe('confidential under section 100A(3) of the Local Government Act 1972');
    expect(editionOf(report([block]), 'exempt').exemption?.marking).toBe(
      'NOT FOR PUBLICATION: confidential under section 100A(3) of the Local Government Act 1972',
    );
  });
});

describe('the blocks of a report', () => {
  it('are every part, entry, paragraph and person, each once', () => {
    const blocks = blocksOf(report([]));
    const of = (kind: string) => blocks.filter((one) => one.kind === kind).map(({ label }) => label);
    expect(of('section')).toEqual(['Progress against budget', 'Leadership']);
    expect(of('entry')).toEqual(
      expect.arrayContaining(['Leadership, Write the plans', 'Progress against budget, Programme budget']),
    );
    expect(of('person')).toEqual(['Ada Example', 'Programme Manager', 'Ben Example']);
    expect(new Set(blocks.map(({ block }) => block)).size).toBe(blocks.length);
  });

  it('are offered without titles and without what the product words itself', () => {
    const register = {
      ...themeSection(),
      kind: 'concerns',
      contributionId: 'c8',
      subject: { id: 'k', number: 1, title: 'Key areas of concern' },
      content: {
        entries: [
          {
            id: 'e1',
            reference: 1,
            title: 'Too few placements near home',
            description: 'Many children live far from their schools.',
            owners: [],
            due: { words: 'Cabinet, March 2020', on: null, every: null },
            status: 'open',
            closedReason: null,
            links: { riskIds: [], measureIds: [], actionIds: [] },
            history: [{ on: '2020-01-27', status: 'open', note: 'Raised, due “Cabinet, March 2020”.' }],
            derived: { slipped: null, isNew: false },
          },
        ],
      },
    };
    const all = report([], { sections: [...report([]).sections, register] });
    const paragraphs = (blocks: ReturnType<typeof blocksOf>) =>
      blocks.filter(({ kind }) => kind === 'paragraph').map(({ label }) => label);
    const left = paragraphs(blocksOf(all)).filter((label) => !paragraphs(offeredBlocks(all)).includes(label));
    expect(left).toEqual([
      'A plus is an overspend.',
      'Too few placements near home',
      'Raised, due “Cabinet, March 2020”.',
    ]);
    expect(paragraphs(offeredBlocks(all))).toContain('Many children live far from their schools.');
  });

  it('keep their address when white space changes, and lose it when a word does', () => {
    expect(paragraphBlock('One  two\nthree')).toBe(paragraphBlock('One two three'));
    expect(paragraphBlock('One two three')).not.toBe(paragraphBlock('One two tree'));
  });
});

function themeWith(text: string): ReturnType<typeof themeSection> {
  const section = themeSection();
  const [objective] = section.content?.objectives ?? [];
  if (objective?.narratives[0]) objective.narratives[0].text = text;
  return section;
}
