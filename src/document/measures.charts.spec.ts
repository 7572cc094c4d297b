import { describe, expect, it } from '@jest/globals';
import { renderReportHtml } from './edition-html.js';
import { presentWhole } from './document.fixture.js';
import { reportSnapshot, SEAL } from '../snapshot/testing.js';
import { figure, measure, present, WINDOW } from './measures.view.fixture.js';

describe('a control chart', () => {
  const limits = { mean: 90, lower: 70, upper: 110, nearLower: 77, nearUpper: 103 };
  const spc = (changes: object = {}, signal: string | null = null) => ({
    points: WINDOW.map((month) => ({
      month,
      value: 90,
      limits,
      signal,
      meaning: signal === null ? 'common_cause' : 'concern',
    })),
    trial: true,
    assurance: null,
    sentence: 'Said.',
    ...changes,
  });
  const charts = (changes: object) => present([measure(changes)]);

  it('is printed where its last month is a signal; what moves by chance alone has a sentence once that is firm', () => {
    expect(charts({ spc: spc() })).toMatchObject({ signals: [], charts: [], steady: [] });
    expect(charts({ spc: spc({ trial: false, assurance: 'hit_and_miss' }) })).toMatchObject({
      signals: [],
      charts: [],
      steady: [
        {
          title: '1.2.1 % Vacancies',
          sentence: 'Said. It will meet its target in some months and miss it in others, by chance.',
        },
      ],
    });
    expect(charts({ spc: spc({}, 'outside') })).toMatchObject({
      signals: [{ title: '1.2.1 % Vacancies', sentence: 'Said.' }],
      charts: [{ sentence: 'Said.', trial: true }],
      steady: [],
    });
  });

  it('says up to when its months go where that is not the last month of the report', () => {
    const { signals } = present([
      measure({
        spc: spc({}, 'outside'),
        months: [...WINDOW, '2020-02'].map((month) => ({ month, ...figure() })),
      }),
    ]);
    expect(signals[0]?.title).toBe('1.2.1 % Vacancies (to January 2020)');
  });

  it.each([
    ['percent', 90, 70, 100],
    ['percent', 103, 70, 110],
    ['count', 90, 70, 110],
  ])('in %s of %s is drawn between %s and %s', (unit, value, lower, upper) => {
    const { definition } = measure({}, { unit });
    const [chart] = charts({
      definition,
      spc: spc({
        trial: false,
        points: WINDOW.map((month) => ({ month, value, limits, signal: 'outside', meaning: 'concern' })),
      }),
    }).charts;
    expect(chart?.chart.text).toMatch(new RegExp(`the limits are ${lower}\\D.* and ${upper}\\D`));
  });

  it('says where its limits begin again, and why, in its caption and in the words for it', () => {
    const rebases = [{ from: '2019-10', reason: 'A new front door' }];
    const [chart] = charts({ spc: spc({ trial: false, rebases }, 'outside') }).charts;
    expect(chart?.sentence).toBe('Said. Its limits begin again in October 2019: A new front door.');
    expect(chart?.chart.text).toContain('Its limits begin again in Oct 2019: A new front door.');
  });

  it('stands in the appendix, to which its group points; without a chart there is none', () => {
    const html = (changes: object) => {
      const section = {
        kind: 'measures',
        contributionId: 'c',
        subject: { id: 'g', number: 1, title: 'Workforce strategy' },
        content: {
          title: 'Workforce strategy',
          themeId: null,
          commentary: null,
          window: WINDOW,
          measures: [measure(changes)],
          restatements: [],
        },
        notUpdatedSince: null,
        history: { editors: [], submittedBy: null, approvedBy: null, approvedAt: null },
      };
      return renderReportHtml(presentWhole(reportSnapshot({ sections: [section] }), SEAL));
    };
    const without = html({ spc: spc() });
    expect(without).not.toContain('class="control"');
    expect(without).not.toContain('href="#control-charts"');
    expect(html({ spc: spc({ trial: false }) })).toContain(
      '<li><strong>1.2.1 % Vacancies</strong>: Said.</li>',
    );
    const [group = '', appendix = ''] = html({ spc: spc({}, 'outside') }).split('<section class="appendix">');
    expect(group).toContain('More than chance (<a href="#control-charts">Appendix: control charts</a>)');
    expect(group).not.toContain('class="control"');
    expect(appendix).toContain('<strong>1.2.1 % Vacancies</strong> (trial). Said.</figcaption>');
    // What the marks mean stands once, whatever the number of charts.
    expect(appendix.split('quare: worse than chance explains')).toHaveLength(2);
  });

  it('says what its limits say about the target, once they are firm', () => {
    const sentence = (changes: object) => charts({ spc: spc(changes, 'outside') }).charts[0]?.sentence;
    expect(sentence({ trial: false, assurance: 'consistently_failing' })).toBe(
      'Said. It cannot be expected to meet its target unless something changes.',
    );
    expect(sentence({ trial: true, assurance: 'consistently_failing' })).toBe('Said.');
    // It speaks of a series that goes on as it was; the latest figure says that this one does not.
    for (const assurance of ['hit_and_miss', 'consistently_passing'])
      expect(sentence({ trial: false, assurance })).toBe('Said.');
  });

  it('draws no share beyond 100%', () => {
    const [chart] = charts({ spc: spc({ trial: false }, 'outside') }).charts;
    expect(chart?.chart.text).toContain('the limits are 70.0% and 100.0%');
    expect(chart?.chart.svg).not.toContain('110%');
  });
});
