import { describe, expect, it } from '@jest/globals';
import { OWNER } from '../snapshot/testing.js';
import { textsOf, type ReportContent, type SnapshotSection } from '../snapshot/index.js';
import {
  action,
  asked,
  benchmark,
  concern,
  measure,
  measures,
  questions,
  report,
  risk,
  section,
  team,
  theme,
  workforce,
} from './challenge.fixture.js';
import { challenge } from './challenge.rules.js';
import { peopleOf } from '../disclosure/index.js';

const says = (...descriptions: string[]): SnapshotSection =>
  section('concerns', {
    entries: descriptions.map((description, index) =>
      concern({ id: `e${index}`, reference: index + 1, description }),
    ),
  });
const ask = (...sections: SnapshotSection[]) => questions('may-recognise', ...sections);

describe('a text that may let somebody be recognised', () => {
  const two = says('Some are very young (under the age of 11).', 'Three children were moved. All is well.');

  it('is asked about once for its section, by kind and without its words', () => {
    expect(ask(two)).toEqual([
      '“The concerns” has 2 passages that may let somebody be recognised when it is published (a small number of people; an age). Has somebody who may decide read them?',
    ]);
    expect(ask(says('She is 14 years old.'))).toEqual([
      '“The concerns” has 1 passage that may let somebody be recognised when it is published (an age). Has somebody who may decide read it?',
    ]);
    const [found] = asked('may-recognise', two);
    expect(found?.place).toMatchObject({ contributionId: 'concerns-1', entryId: null, path: null });
    expect(JSON.stringify(found)).not.toMatch(/under the age|Three children|moved/);
  });

  it('is one passage where a sentence says several things', () => {
    expect(ask(says('Two 14-year-old girls left.'))).toEqual([
      expect.stringContaining(
        'has 1 passage that may let somebody be recognised when it is published (a small number of people; an age)',
      ),
    ]);
  });

  it('is asked about in each section and in the text of the report', () => {
    const whole: ReportContent = {
      ...report(two, theme([], [], { narrative: 'One young person is missing.', rag: 'RED' })),
      overall: { rag: 'RED', narrative: 'Call 01632 960001.' },
    };
    expect(
      challenge(whole)
        .filter(({ rule }) => rule === 'may-recognise')
        .map(({ place }) => place.label),
    ).toEqual(['The report as a whole', 'The concerns', 'Theme 1: Leadership']);
  });

  it('is asked about when it names somebody whom the report knows', () => {
    expect(ask(says(`It rests with ${OWNER.name}.`))).toEqual([expect.stringContaining('(a name)')]);
    expect(ask(says('It rests with Carl Somebody.'))).toEqual([]);
  });

  it.each([
    'The last 3 monitoring visits led to 5 workstreams.',
    'Within two years, by April 2021.',
    'Stage 2 children’s plans are checked within 45 working days of section 47 enquiries.',
  ])('is not seen in “%s”', (text) => {
    expect(ask(says(text))).toEqual([]);
  });

  describe('and its answer', () => {
    const keyOf = (...descriptions: string[]) => asked('may-recognise', says(...descriptions))[0]?.key;
    const one = 'Three children were moved.';

    it('hold while other sentences change or the passages change places', () => {
      const key = keyOf(`${one} All is well.`, 'Aged 11.');
      expect(key).toMatch(/^[0-9a-f]{32}$/);
      expect(keyOf('Aged 11.', `Nothing is well. **Three** children were moved.`)).toBe(key);
    });

    it('end when a passage changes, or another one comes', () => {
      expect(keyOf('Four children were moved.')).not.toBe(keyOf(one));
      expect(keyOf('Three children were moved home.')).not.toBe(keyOf(one));
      expect(keyOf(one, 'Aged 11.')).not.toBe(keyOf(one));
    });
  });
});

describe('the texts that are looked through', () => {
  const small = '2 children';
  const everywhere: Readonly<Record<string, SnapshotSection>> = {
    'title of a section': section('concerns', null, { subject: { id: 's', number: 1, title: small } }),
    'title of a concern': section('concerns', { entries: [concern({ title: small })] }),
    'due date in words': section('developments', {
      entries: [concern({ due: { words: small, on: null, every: null } })],
    }),
    'reason for closing a concern': section('concerns', {
      entries: [concern({ status: 'closed', closedReason: small })],
    }),
    ...Object.fromEntries(
      (['cause', 'event', 'consequence', 'mitigation', 'nextAction', 'closedReason'] as const).map((key) => [
        `${key} of a risk`,
        section('risks', { entries: [risk(1, { [key]: small })] }),
      ]),
    ),
    'reason for accepting a risk': section('risks', {
      entries: [risk(1, { acceptance: { until: '2020-06-30', reason: small } })],
    }),
    'title of an action': theme([action({ title: small })]),
    'text of an objective': theme([action()], [{ id: 'n', text: small, actionIds: ['a1'] }]),
    'title of a measure': measures(measure('m', [], { definition: { title: small } })),
    'note on a measure': measures(measure('m', [], { definition: { availabilityNote: small } })),
    'reason for another rating': measures(
      measure('m', [], { rag: { printed: 'RED', override: { rag: 'RED', reason: small } } }),
    ),
    'source of a benchmark': measures(
      measure('m', [], { benchmarks: [benchmark('national', 1, { source: small })] }),
    ),
    'reason for a restatement': section('measures', {
      title: null,
      themeId: null,
      commentary: 'All is told.',
      measures: [],
      restatements: [{ measureId: 'm', title: 'M', reason: small }],
    }),
    'title of a group of measures': section('measures', {
      title: small,
      themeId: null,
      commentary: null,
      measures: [],
      restatements: [],
    }),
    'title of a budget line': section('budget', {
      lines: [{ id: 'b', title: small, budget: '1.00', actual: '1.00', forecast: '1.00', comment: null }],
    }),
    'name of a team': workforce([team(small, null)]),
    'note of a team': workforce([team('T', null, { note: small })]),
    'source of a rate': workforce([], {}, [
      { rate: 'vacancyLocal', area: 'england', value: 1, period: '2018', source: small, likeForLike: true },
    ]),
  };

  it.each(Object.entries(everywhere))('include the %s', (_, one) => {
    expect(ask(one)).toHaveLength(1);
    expect(textsOf(report(one)).filter(({ text }) => text === small)).not.toEqual([]);
  });

  it('are not compared with figures where they are no statement: an aim in a mitigation, a title', () => {
    const teams = workforce([team('SAFS team', 43)]);
    const aims = section('risks', {
      entries: [risk(1, { mitigation: 'Bring vacancies in the SAFS team to 20%.' })],
    });
    expect(questions('facts-differ', teams, aims)).toEqual([]);
  });
});

describe('the people whom a report knows', () => {
  it('are owners, approvers, authors and who holds a role, each once', () => {
    const people = peopleOf(report(section('concerns', { entries: [concern(), concern()] })));
    expect(people.map(({ name }) => name).toSorted()).toEqual([
      'Ada Example',
      'Ben Example',
      'Programme Manager',
    ]);
    expect(peopleOf({ sections: [] })).toEqual([]);
  });
});
