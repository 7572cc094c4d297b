import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PageClient } from '../../support/page-client.js';
import { CouncilHarness } from '../../support/council-harness.js';
import { step } from '../../support/step.js';
import { Figures } from '../performance/figures.js';

let council: CouncilHarness;
let figures: Figures;
let analyst: PageClient;

beforeAll(async () => {
  council = await CouncilHarness.open({}, ['measures']);
  council.test.clock.hold('2020-01-28T10:00:00Z');
  figures = new Figures(council);
  analyst = await council.browser('analyst');
});
afterAll(() => council.close());
beforeEach(() => figures.freshProgramme());

const list = () => `/programmes/${council.programmeId}/measures`;
const months = ['2019-08', '2019-09', '2019-10', '2019-11', '2019-12', '2020-01'];
const series = (measureId: string, values: readonly (number | null)[], more: object = {}) =>
  values.flatMap((value, at) =>
    value === null ? [] : [{ measureId, period: months[at], value, state: 'validated', ...more }],
  );

describe('the measures of a programme', () => {
  it('are shown by group with their figures, and chosen by rating, direction and what is missing', async () => {
    const [first, second] = [await figures.group('Timeliness <b>'), await figures.group(null)];
    const falls = await figures.measure(first, { title: 'Falls' });
    const missing = await figures.measure(first, { title: 'Missing', reference: '1.2' }, 2);
    const quarterly = await figures.measure(
      second,
      {
        title: 'Counted by quarter',
        frequency: 'quarter',
        polarity: 'lower',
        target: { minimum: 9, upper: null, from: null, until: null },
      },
      1,
    );
    await figures.measure(null, { title: 'Old one' });
    await figures.recorded(
      ...series(falls, [90, 88, 86, 75, 66.5, 60]),
      ...series(missing, [85, 85, 85, 85, 85, null]),
      { measureId: quarterly, span: 'quarter', period: '2019/20 Q2', value: 8, state: 'validated' },
      { measureId: quarterly, span: 'quarter', period: '2019/20 Q3', value: 7, state: 'provisional' },
    );
    await council.openPeriod();

    await step('all of them', async () => {
      const page = await analyst.get(list());
      expect(page.status).toBe(200);
      expect(page.text).toContain(
        '3 measures are reported. With what is known for January 2020, 1 is Red, 1 got worse and 1 has no figure.',
      );
      expect(page.html).toContain('Timeliness &lt;b&gt;');
      expect(page.text).toContain('Measures, group 2');
      expect(page.text).toMatch(/Falls .*60\.0% \[p\] January 2020 ↓ Worse Red .*at least 70%, ambition 80%/);
      expect(page.text).toMatch(/1\.2 Missing .*No figure for January 2020 yet 85\.0% December 2019/);
      expect(page.text).toMatch(/Counted by quarter .*7\.0% \[p\] Q3 2019\/20 ↓ Better Green/);
      expect(page.text).toContain('No longer reported (1)');
      expect(page.html).toMatch(
        /service-navigation__link" href="\/programmes\/[0-9a-f-]+\/measures">\s*Measures/,
      );
    });
    await step('a choice says how many fit, and can be cleared', async () => {
      const worse = await analyst.get(`${list()}?only=worse&rating=RED`);
      expect(worse.text).toContain('1 of 3 measures');
      expect(worse.text).not.toContain('Counted by quarter');
      expect((await analyst.get(`${list()}?only=missing`)).text).toContain('1.2 Missing');
      expect((await analyst.get(`${list()}?only=provisional`)).text).toContain('Counted by quarter');
      const none = await analyst.get(`${list()}?rating=AMBER&only=worse&only=missing`);
      expect(none.text).toContain('No measure fits this filter. Clear it');
      expect((await analyst.get(`${list()}?rating=PURPLE`)).status).toBe(404);
    });
    await step('a group', async () => {
      const page = await analyst.get(`/measure-groups/${first}`);
      expect(page.heading).toBe('1 Timeliness <b>');
      expect(page.text).toContain('It has 2 measures.');
      expect(page.text).toContain('Its part of January 2020');
    });
  });

  it('are paged by fifty', async () => {
    const group = await figures.group();
    await council.test.sql(
      `with made as (insert into measure (programme_id) select $1 from generate_series(1, 60) returning id)
       insert into measure_definition (measure_id, version, group_id, position, title, decimals, polarity, cell_basis, statutory, recorded, recorded_by)
       select id, 1, $2, row_number() over (), 'Measure ' || lpad((row_number() over ())::text, 2, '0') || '.', 0, 'higher', 'in_month', false, 1, $3 from made`,
      [council.programmeId, group, council.people.analyst.id],
    );
    const page = await analyst.get(list());
    expect(page.text).toContain('60 measures: 1 to 50');
    expect(page.text).not.toContain('Measure 51.');
    const next = await analyst.get(`${list()}?page=2`);
    expect(next.text).toContain('60 measures: 51 to 60');
    expect(next.text).toContain('Measure 51.');
    expect(next.html).toMatch(/rel="prev"/);
    expect((await analyst.get(`${list()}?page=9`)).text).toBe(next.text);
  });

  it('keep their ratings as they were approved, with what was given against the target', async () => {
    const group = await figures.group();
    const id = await figures.measure(group);
    await figures.recorded(...series(id, [null, null, null, null, null, 60]));
    const part = await figures.period(0, group);
    await figures.save(part, { overrides: [{ measureId: id, rag: 'AMBER', reason: 'Few <cases>.' }] });
    const known = await analyst.get(list());
    expect(known.text).toContain('Another rating than the one that follows from its target');
    await figures.approve(part);
    const page = await analyst.get(`${list()}/ratings`);
    expect(page.text).toMatch(/January 2020 Assessments within 45 working days Amber not by its target/);
    expect((await analyst.get(`/measures/${id}`)).html).toContain('Not by its target: Few &lt;cases&gt;.');
    await figures.recorded({ measureId: id, period: '2020-01', value: 75, reason: 'Late ones.' });
    expect((await analyst.get(`${list()}/ratings`)).text).toContain(
      'Amber not by its target; its figure has changed since',
    );
  });
});

describe('a measure', () => {
  it('is added, recorded, restated, held against others and defined anew', async () => {
    const group = await figures.group();
    let home = '';
    const blank = {
      group,
      position: '1',
      title: 'Visits <in time>',
      decimals: '1',
      unit: 'percent',
      polarity: 'higher',
      frequency: 'month',
      'cell-basis': 'in_month',
      basis: 'in_month',
      floor: '80',
    };
    await step('a refused form keeps what was typed', async () => {
      await analyst.get(`${list()}/new?group=${group}`);
      const refused = await analyst.send({ ...blank, title: '', ambition: '70' });
      expect([refused.status, refused.fields['floor'], refused.fields['ambition']]).toEqual([
        422,
        '80',
        '70',
      ]);
      expect(refused.html).toContain('href="#title">Enter a title');
    });
    await step('it is added once, however often the form is sent', async () => {
      const form = await analyst.get(`${list()}/new?group=${group}`);
      const body = new URLSearchParams({ ...form.fields, ...blank });
      home = (await analyst.post(form.url.split('?')[0] ?? '', body)).url;
      expect((await analyst.post(form.url.split('?')[0] ?? '', body)).url).toBe(home);
      const page = await analyst.get(home);
      expect(page.heading).toBe('Visits <in time>');
      expect(page.text).toContain('No figure yet. Record one in the figures of its part, or import a file.');
    });
    const id = home.split('/').at(-1) ?? '';
    await step('where nothing counts as current, it says what there is', async () => {
      const other = await figures.measure(
        group,
        { title: 'By year', basis: 'year_to_date', cellBasis: 'in_month' },
        9,
      );
      await figures.recorded(...series(other, [28, 17]));
      expect((await analyst.get(`/measures/${other}`)).text).toContain(
        '17.0% in September 2019. It has no current figure. Not rated Why it is rated so Not rated: it has no current figure',
      );
      const hidden = await figures.measure(group, { title: 'Withheld' }, 10);
      await figures.recorded({
        measureId: hidden,
        period: '2019-12',
        value: null,
        missingReason: 'suppressed',
        state: 'validated',
      });
      expect((await analyst.get(`/measures/${hidden}`)).text).toContain('December 2019');
    });
    const part = await (async () => {
      await figures.recorded(...series(id, [70, 71, 70, 72, 71, null]), {
        measureId: id,
        period: '2019-04',
        value: 69,
        state: 'validated',
      });
      return figures.period(0, group);
    })();
    await step('its figures by year, its chart and what its limits are worth', async () => {
      const page = await analyst.get(home);
      expect(page.text).toContain('71.0% in December 2019, worse than in November 2019.');
      expect(page.text).toContain('There is no figure for January 2020 yet.');
      expect(page.text).toContain('Trial limits: 6 points');
      expect(page.text).toContain('Red: 71.0% is below the floor of 80%');
      expect(page.html).toMatch(/<svg[^>]*role="img" aria-label="Visits &lt;in time&gt;: /);
      expect(page.text).toMatch(/2019\/20 69\.0% , April 2019, how it was recorded \[n\] \[n\] \[n\] 70\.0%/);
      expect(page.text).toContain('[n] not collected yet');
    });
    await step('a restated figure says what it was, why, and by whom', async () => {
      await figures.approve(part);
      await figures.recorded({ measureId: id, period: '2019-12', value: 65, reason: 'Three were <late>.' });
      const page = await analyst.get(home);
      expect(page.text).toMatch(/December 2019 71\.0% 65\.0% Three were <late>\. analyst/);
      expect(page.text).toMatch(/January 2020 71\.0%, December 2019 65\.0% Red/);
      const figure = await analyst.get(`${home}/figures/m2019-12`);
      expect(figure.text).toContain('It was recorded twice. What counts is 65.0%.');
      expect((await analyst.get(`${home}/figures/m2001-12`)).status).toBe(404);
      expect((await analyst.get(`${home}/figures/q2019-05`)).status).toBe(404);
    });
    await step('a benchmark', async () => {
      await analyst.get(`${home}/benchmarks/new`);
      const refused = await analyst.send({ area: 'national', period: '2017/18' });
      expect([refused.status, refused.fields['period']]).toEqual([422, '2017/18']);
      expect(refused.html).toContain('href="#value">Enter a figure, or say why there is none');
      const page = await analyst.send({
        area: 'national',
        value: '78.5%',
        missing: '',
        period: '2016/17',
        'period-end-day': '31',
        'period-end-month': '3',
        'period-end-year': '2017',
        source: 'Department',
        like: 'true',
      });
      expect(page.text).toMatch(/England 78\.5%, 2016\/17; old; 13\.5 points worse Department/);
    });
    await step('a definition is changed with its reason; the approved part keeps its own', async () => {
      const form = await analyst.get(`${home}/definition`);
      expect(form.text).toContain('Parts that are approved and reports that are sealed keep the definition');
      const typed = { ...form.fields, ...blank, title: 'Visits within a week' };
      const refused = await analyst.post(form.url, new URLSearchParams({ ...typed, reason: '' }));
      expect([refused.status, refused.fields['title']]).toEqual([422, 'Visits within a week']);
      expect(refused.html).toContain('href="#reason">Say why it is changed');
      const page = await analyst.post(
        form.url,
        new URLSearchParams({ ...typed, reason: 'Members <asked>.' }),
      );
      expect(page.heading).toBe('Visits within a week');
      expect(page.html).toContain('Members &lt;asked&gt;.');
      expect(page.text).toContain('Other title');
      const old = await analyst.post(form.url, new URLSearchParams({ ...typed, reason: 'Again.' }));
      expect(old.status).toBe(412);
      expect((await figures.read(part)).measures[0]?.definition.title).toBe('Visits <in time>');
    });
    await step('a target alone', async () => {
      const form = await analyst.get(`${home}/target`);
      expect(form.text).toContain('Its target now: at least 80%.');
      const wrong = await analyst.send({ floor: '80', ambition: '70', reason: 'Better now.' });
      expect(wrong.html).toContain('href="#ambition">Higher is better here');
      const undated = await analyst.send({ floor: '60', ambition: '64.5', reason: 'Better now.' });
      expect([undated.status, undated.fields['ambition']]).toEqual([422, '64.5']);
      expect(undated.html).toContain(
        'href="#target-from-day">Approved parts were rated by the target before',
      );
      const page = await analyst.send({
        floor: '60',
        ambition: '64.5',
        'target-from-day': '1',
        'target-from-month': '1',
        'target-from-year': '2020',
        reason: 'Better now.',
      });
      expect(page.text).toContain('Green: 65.0% is at or above the ambition of 64.5%');
      expect(page.text).toContain('Version 3 of the definition counts from now on.');
    });
    await step('limits begin anew from a month with a figure', async () => {
      await analyst.get(`${home}/rebases/new`);
      expect((await analyst.send({ from: '2019-10', reason: '' })).html).toContain(
        'href="#reason">Say what changed',
      );
      const page = await analyst.send({ from: '2019-10', reason: 'A new team.' });
      expect(page.text).toMatch(/October 2019 A new team\. analyst/);
      await analyst.get(`${home}/rebases/new`);
      expect((await analyst.send({ from: '2019-10', reason: 'Once more.' })).html).toContain(
        'href="#from">The chart has new limits from this time already',
      );
    });
  });

  it('is read by who may read figures, and kept by who keeps the dictionary', async () => {
    const group = await figures.group();
    const id = await figures.measure(group);
    const owner = await council.browser('owner');
    const page = await owner.get(`/measures/${id}`);
    expect(page.text).toContain('Import figures');
    expect(page.text).not.toContain('Change the definition');
    expect((await owner.get(`/measures/${id}/definition`)).status).toBe(403);
    expect((await owner.get(`${list()}/new`)).status).toBe(403);
    const elsewhere = await council.browser('reviewerElsewhere');
    for (const url of [`/measures/${id}`, `/measure-groups/${group}`, list(), `${list()}/ratings`])
      expect((await elsewhere.get(url)).status).toBe(404);
    expect((await (await council.browser('reader')).get(list())).status).toBe(403);
    await figures.freshProgramme();
    await analyst.get(`${list()}/new`);
    const foreign = { group, position: '1', title: 'Visits', decimals: '0', polarity: 'higher', frequency: 'month', 'cell-basis': 'in_month' }; // prettier-ignore
    const refused = await analyst.send(foreign);
    expect([refused.status, refused.html]).toEqual([
      422,
      expect.stringContaining('href="#group">There is no such group in this programme.'),
    ]);
    await analyst.get(`/programmes/${council.programmeId}/measure-groups/new`);
    const [theme] = council.themeIds;
    expect((await analyst.send({ number: '7', title: '', theme, owner: '' })).html).toContain(
      'href="#theme">There is no such theme in this programme.',
    );
  });

  it('groups are added once, numbered once and changed', async () => {
    await figures.group('First');
    const form = await analyst.get(`/programmes/${council.programmeId}/measure-groups/new`);
    expect(form.fields['number']).toBe('2');
    const twice = await analyst.send({ number: '1', title: 'Second <b>', theme: '', owner: '' });
    expect([twice.status, twice.fields['title']]).toEqual([409, 'Second <b>']);
    expect(twice.html).toContain('href="#number">This number is in use');
    const made = await analyst.send({
      number: '2',
      title: 'Second <b>',
      theme: '',
      owner: council.people.owner.id,
    });
    expect(made.text).toContain('There is no measure in this group yet.');
    expect(made.text).toContain('owner, Job of owner');
    const change = await analyst.get(`${made.url}/change`);
    const body = new URLSearchParams({ ...change.fields, title: 'Second', theme: '', owner: '' });
    expect((await analyst.post(change.url, body)).text).toContain('2 Second was changed.');
    expect((await analyst.post(change.url, body)).status).toBe(412);
  });
});
