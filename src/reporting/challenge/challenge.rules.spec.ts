import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../platform/index.js';
import type { SnapshotSection } from '../snapshot.js';
import type { Challenged, Contents, MeasureFacts } from './challenge.content.js';
import { concern, measure, measures, questions, report, risk, section, team } from './challenge.fixture.js';
import { challenge, RULES } from './challenge.rules.js';

describe('a text that is carried forward', () => {
  it('is asked about; this period’s own is not, nor one that was never approved', () => {
    const content: Contents['concerns'] = { entries: [] };
    expect(
      questions('carried-forward', section('concerns', content, { notUpdatedSince: '2019-12-31' })),
    ).toEqual(['“The concerns” is the text of 31 December 2019, carried forward. Is what it says still so?']);
    expect(questions('carried-forward', section('concerns', content), section('concerns', null))).toEqual([]);
  });
});

describe('the key of a question', () => {
  const keys = (...sections: SnapshotSection[]) => challenge(report(...sections)).map(({ key }) => key);
  const falls = (values: number[], id = 'm') =>
    measure(id, values, { definition: { unit: 'count', basis: 'year_to_date' } });

  it('stays when the report is assembled again and when something else or its place in the list changes', () => {
    const [key] = keys(measures(falls([3, 2])));
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect(keys(measures(falls([3, 2])))).toEqual([key]);
    expect(
      keys(section('concerns', { entries: [concern()] }), measures(measure('x', [5]), falls([3, 2]))),
    ).toEqual([key]);
  });

  it('changes with a fact, the entry and the contribution', () => {
    const [key] = keys(measures(falls([3, 2])));
    expect(keys(measures(falls([4, 2])))).not.toContain(key);
    expect(keys(measures(falls([3, 2], 'n')))).not.toContain(key);
    expect(keys({ ...measures(falls([3, 2])), contributionId: 'other' })).not.toContain(key);
  });
});

describe('the reference report', () => {
  interface Cell {
    kind: string;
    value?: number;
  }
  interface Sample {
    groups: {
      id: string;
      title: string | null;
      measures: {
        id: string;
        ref: string | null;
        title: string;
        unit: MeasureFacts['definition']['unit'];
        basis: MeasureFacts['definition']['basis'];
        months: (Cell & { month: string })[];
        current: Cell;
      }[];
    }[];
    risks: {
      ref: number;
      id: string;
      description: string;
      raised: string;
      owner: string;
      probability: number;
      impact: number;
    }[];
    lines: { id: string; title: string; budget: null; actual: null; forecast: null; comment: string }[];
    concerns: {
      id: string;
      ref: number;
      title: string;
      description: string;
      byWhen: { text: string; on: string | null };
    }[];
    teams: { id: string; name: string; vacancyRate: { value: number } }[];
    themes: {
      number: number;
      title: string;
      objectives: { id: string; narratives: { id: string; narrative: string }[] }[];
    }[];
  }
  const sample = (name: string): Sample =>
    JSON.parse(
      readFileSync(join(projectFolder(), 'samples', 'january-2020', `${name}.json`), 'utf8'),
    ) as Sample;
  const figure = ({ value }: Cell) => ({ value: value ?? null, denominator: null });

  const reference: Challenged = report(
    section('budget', { lines: sample('budget').lines }),
    section('concerns', {
      entries: sample('concerns').concerns.map(({ id, ref, title, description, byWhen }) =>
        concern({
          id,
          reference: ref,
          title,
          description,
          due: { words: byWhen.text, on: byWhen.on, every: null },
        }),
      ),
    }),
    section('risks', {
      entries: sample('risks').risks.map(({ id, ref, description, raised, owner, probability, impact }) =>
        risk(ref, {
          id,
          event: description,
          raised,
          owner: { id: owner, name: owner, jobTitle: '' },
          derived: { scores: { current: { score: probability * impact } } },
        }),
      ),
    }),
    ...sample('measures').groups.map(({ id, title, measures: items }) =>
      section(
        'measures',
        {
          title,
          themeId: null,
          commentary: null,
          restatements: [],
          measures: items.map((item) =>
            measure(item.id, [], {
              months: item.months.map((cell) => ({ month: cell.month, ...figure(cell) })),
              current: figure(item.current),
              definition: { reference: item.ref, title: item.title, unit: item.unit, basis: item.basis },
            }),
          ),
        },
        { contributionId: id, subject: { id, number: 1, title: title ?? 'Measures' } },
      ),
    ),
    section('workforce', {
      benchmarks: [],
      teams: sample('workforce').teams.map(({ id, name, vacancyRate }) => ({
        ...team(name, vacancyRate.value),
        id,
      })),
    }),
  );
  const found = challenge(reference);
  const of = (rule: string) => found.filter((finding) => finding.rule === rule);

  it('is asked about eight falling counts, the twins, the part-month, the risks, the blank budget and the very young, and nothing else', () => {
    const counts = Object.fromEntries(
      RULES.map(({ key }) => [key, of(key).length]).filter(([, count]) => count !== 0),
    );
    expect(counts).toEqual({
      'year-to-date-falls': 8,
      'identical-series': 1,
      'part-month': 1,
      'one-owner-for-all-risks': 1,
      'high-risk-without-action': 2,
      'budget-blank': 1,
      'may-recognise': 1,
    });
    expect(of('identical-series')[0]?.question).toMatch(
      /^“CLA cases which were reviewed[^”]*” and “% of Looked After Reviews[^”]*” have the same figure in each of 6 months\./,
    );
    expect(of('part-month')[0]?.question).toMatch(
      /^January 2020 was not over on 27 January 2020, yet \d+ measures/,
    );
    expect(of('may-recognise')[0]).toMatchObject({
      place: { label: 'The concerns' },
      question: expect.stringContaining('(an age)'),
    });
    expect(of('one-owner-for-all-risks')[0]?.facts).toMatchObject({ risks: 8 });
  });

  it('would be asked about its vacancy rates if its text gave others', () => {
    const changed = JSON.parse(JSON.stringify(reference).replace('at 78%', 'at 87%')) as Challenged;
    expect(challenge(changed).map(({ rule }) => rule)).toContain('facts-differ');
  });
});
