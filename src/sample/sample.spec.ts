import { describe, expect, it } from '@jest/globals';
import { BUILT_IN_ROLES } from '../identity/index.js';
import { quartersToPrint } from '../programmes/index.js';
import { loadSample, sampleId, themeDocument } from './sample.js';

const sample = loadSample('january-2020');
const measures = sample.measures.flatMap((group) => group.measures);
const measure = (title: string) => {
  const found = measures.find((one) => one.title.startsWith(title));
  if (!found) throw new Error(`no measure "${title}"`);
  return found;
};
const shown = (cell: { kind: string; value?: number }) => cell.value ?? cell.kind;
const months = (title: string) => measure(title).months.map(shown);

describe('the programme', () => {
  it('reports January 2020 as at the 27th', () => {
    expect(sample.programme).toMatchObject({
      council: 'Sample Council',
      goal: { judgement: 'good', by: '2021-04' },
      period: { label: 'January 2020', asAt: '2020-01-27' },
    });
    expect(sample.overall.rag).toBe('RED');
    expect(sample.programme.roles.map(({ role }) => role)).toEqual([
      'Senior Responsible Officer',
      'Programme Manager',
    ]);
  });

  it('has somebody for every built-in role, and an owner for every theme', () => {
    const held = new Set(sample.people.flatMap(({ roles }) => roles));
    expect([...held].sort()).toEqual(BUILT_IN_ROLES.map(({ key }) => key as string).sort());
    for (const { owner } of sample.themes)
      expect(sample.people.find(({ key }) => key === owner)?.roles).toEqual(['owner']);
  });

  it('names nobody: a person is a job title', () => {
    for (const { name, jobTitle } of sample.people) expect(name).toBe(jobTitle);
    expect(new Set(sample.people.map(({ email }) => email)).size).toBe(sample.people.length);
  });

  it('meets three committees in February 2020', () => {
    expect(sample.committees.map(({ name, meeting }) => [name, meeting.on])).toEqual([
      ["Children's Services Improvement Board", '2020-02-06'],
      ['Cabinet', '2020-02-11'],
      ['Overview and Scrutiny Board', '2020-02-12'],
    ]);
  });
});

describe('the directory of bodies', () => {
  const bodies = [...sample.committees, ...sample.otherBodies];

  it('has the ten bodies of the reference, and each reports to one of them or to nobody', () => {
    expect(bodies).toHaveLength(10);
    const keys = bodies.map(({ key }) => key);
    for (const { reportsTo } of bodies) if (reportsTo !== null) expect(keys).toContain(reportsTo);
  });

  it('names nobody: who chairs is a job title', () => {
    for (const { chair } of bodies) expect(chair).toMatch(/Chair|Leader|Chief Executive|Director|Scrutineer/);
  });
});

describe('the themes', () => {
  it.each([
    [1, 'Leadership, management and governance', 5, 13, 6, 'RED'],
    [2, 'A robust model of social work practice', 8, 20, 8, null],
    [3, 'A sufficient and skilled workforce', 1, 5, 1, 'RED'],
    [4, 'Quality assurance and audit', 3, 3, 3, null],
  ])('theme %i', (number, title, objectives, actions, narratives, rag) => {
    const theme = sample.themes.find((one) => one.number === number);
    expect(theme?.title).toBe(title);
    expect(theme?.objectives).toHaveLength(objectives);
    expect(theme?.objectives.flatMap((objective) => objective.actions)).toHaveLength(actions);
    expect(theme?.objectives.flatMap((objective) => objective.narratives)).toHaveLength(narratives);
    expect(theme?.overview.rag).toBe(rag);
    expect(theme?.overview.narrative === null).toBe(rag === null);
  });

  it('gives the objective on exploitation two narratives, and every action exactly one', () => {
    const objectives = sample.themes.flatMap((theme) => theme.objectives);
    expect(objectives.filter(({ narratives }) => narratives.length === 2).map(({ id }) => id)).toEqual([
      't1-o4',
    ]);
    for (const { actions, narratives } of objectives)
      expect(narratives.flatMap(({ actionIds }) => actionIds)).toEqual(actions.map(({ id }) => id));
  });

  it('rates every action in the four quarters that the report prints', () => {
    const printed = quartersToPrint(sample.programme.period.asAt, sample.programme.quarterWindow, []);
    const actions = sample.themes.flatMap((theme) =>
      theme.objectives.flatMap((objective) => objective.actions),
    );
    expect(actions).toHaveLength(41);
    for (const { ratings } of actions)
      expect(ratings.map(({ financialYear, quarter }) => ({ financialYear, quarter }))).toEqual(printed);
  });

  it('rates strategy discussions red, as their narrative says', () => {
    const objective = sample.themes[1]?.objectives[1];
    expect(objective?.title).toMatch(/^Strategy discussions/);
    expect(objective?.actions.map(({ ratings }) => ratings.at(-1)?.rag)).toEqual(['RED', 'RED']);
  });

  it('keeps the facts of the narratives', () => {
    const text = JSON.stringify(sample.themes);
    for (const fact of ['78%', '43%', '16 March', 'December 2019', 'end of February 2020', 'September 2020', '35 complaints', 'all but 6', '29 were out of time', 'November 2019', '1 February'])
      expect(text).toContain(fact); // prettier-ignore
    for (const slip of ['timelessness', 'CO chairs', 'violence.,']) expect(text).not.toContain(slip);
  });
});

describe('the documents for the API', () => {
  const resolve = (key: string) => sampleId(`person/${key}`);

  it('are accepted by the themes room, with people resolved and stable ids', () => {
    const documents = sample.themes.map(({ number }) => themeDocument(sample, number, resolve));
    expect(documents).toEqual(sample.themes.map(({ number }) => themeDocument(sample, number, resolve)));
    const ids = documents.flatMap(({ objectives }) =>
      objectives.flatMap((o) => [
        o.id,
        ...o.actions.map(({ id }) => id),
        ...o.narratives.map(({ id }) => id),
      ]),
    );
    expect(new Set(ids).size).toBe(17 + 41 + 18);
    expect(documents[0]?.objectives[0]?.actions[0]).toMatchObject({
      ownerId: resolve('deputy-director'),
      dueOn: '2020-02-29',
    });
  });

  it('makes version 5 UUIDs', () => {
    expect(sampleId('x')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(sampleId('x')).toBe(sampleId('x'));
    expect(sampleId('x')).not.toBe(sampleId('y'));
  });

  it('refuses a theme or a sample that does not exist', () => {
    expect(() => themeDocument(sample, 5, resolve)).toThrow('no theme 5');
    expect(() => loadSample('../etc')).toThrow('not the name of a sample');
  });
});

describe('the measures', () => {
  it('are 34 in 9 groups, one of them without a title', () => {
    expect(
      sample.measures.map((group) => [group.theme, group.measures.length, group.title !== null]),
    ).toEqual([
      [1, 3, true],
      [1, 1, true],
      [1, 5, true],
      [2, 7, false],
      [2, 3, true],
      [2, 3, true],
      [2, 2, true],
      [2, 7, true],
      [3, 3, true],
    ]);
    expect(measures).toHaveLength(34);
    expect(new Set(measures.map(({ id }) => id)).size).toBe(34);
  });

  it('carry every month', () => {
    expect(months('% with 3 or more placements')).toEqual([15.8, 16, 17.5, 18.8, 19.9, 'empty']);
    expect(months('LAC long term placement stability')).toEqual([63.2, 61.9, 58.5, 57.4, 56.6, 'empty']);
    expect(months('Number of LAC who went missing')).toEqual([7, 5, 5, 9, 15, 'empty']);
    expect(months("Number of exploitation/vulnerability assessments graded as 'High Risk'")).toEqual([
      0,
      0,
      1,
      1,
      2,
      'empty',
    ]);
    expect(months('% with initial care plan')).toEqual([50, 50, 75, 20, 63.6, 18]);
    expect(months('% of children with CIN Plan with reviews')).toEqual(['dash', 6, 12.1, 15.3, 16.4, 17.2]);
    expect(months('% of ICPCs held')).toEqual([73, 100, 80, 80, 66, 45]);
    expect(months('% Agency Staff')).toEqual(['empty', 'empty', 46.2, 52, 'dash', 'empty']);
  });

  it.each([
    ['No. of LAC exits in period', 56, 105],
    ['Number of DPRs raised', 44, 79],
    ['Number of Adoptions and Special Guardianship Orders', 20, 43],
    ['No. of reunifications', 17, 32],
  ])('%s: the months printed sum to %i, the year to date is %i', (title, sum, current) => {
    const { months: cells, current: now, cellBasis } = measure(title);
    expect(cells.reduce((total, cell) => total + (cell.kind === 'value' ? cell.value : 0), 0)).toBe(sum);
    expect(shown(now)).toBe(current);
    expect(cellBasis).toBe('in_month');
  });

  it.each([
    ['Adoptions from care', 19],
    ['The percentage of children who ceased', 22],
    ['Average time between court authority', 169],
  ])('%s is cumulative: the last month is the current %i', (title, current) => {
    expect(measure(title).cellBasis).toBe('cumulative');
    expect(months(title)[4]).toBe(current);
    expect(shown(measure(title).current)).toBe(current);
  });

  it.each([
    ['% with 3 or more placements', 10, 12.4],
    ['LAC long term placement stability', 70, 66.9],
    ['% placed out of LA', 13, 12.3],
    ['% of assessments completed within 45', 83.1, 81.2],
    ['% of ICPCs held', 78.7, 82.5],
    ['Average time between court authority', 201, 167],
    ['Adoptions from care', 13, 19],
    ['The percentage of children who ceased', 12, 13],
    ['% Vacancies', 16.5, 'not_applicable'],
    ['% Turnover', 15.2, 'not_applicable'],
    ['% Agency Staff', 15.4, 'not_applicable'],
    ['% of ICPC progressing', 'not_applicable', 'not_applicable'],
    ['% qualified social worker supervisions', 'not_applicable', 'not_applicable'],
    ['Number of missing children', 'empty', 'empty'],
  ])('benchmarks of %s', (title, national, neighbours) => {
    const { benchmarks } = measure(title);
    expect([shown(benchmarks.national), shown(benchmarks.neighbours)]).toEqual([national, neighbours]);
  });

  it('keeps the year of each baseline', () => {
    const years = measures.flatMap(({ baseline }) => (baseline ? [[baseline.year, shown(baseline)]] : []));
    expect(years).toEqual([
      ['2018/19', 69],
      ['2018/19', 70],
      ['2018/19', 93.2],
      ['2018/19', 67.2],
      ['2018/19', 93.2],
      ['2019/20', 29],
      ['2019/20', 'dash'],
      ['2019/20', 31],
    ]);
  });

  it('prints one current figure of a snapshot that is not its latest month', () => {
    const latest = ({ months: cells }: (typeof measures)[number]) =>
      cells.findLast(({ kind }) => kind === 'value');
    const others = measures.filter(
      (one) =>
        one.basis !== 'year_to_date' &&
        one.current.kind === 'value' &&
        shown(one.current) !== shown(latest(one) ?? one.current),
    );
    expect(others.map((one) => [one.title, shown(one.current), latest(one)])).toEqual([
      [
        'Average length of care proceedings',
        70,
        { kind: 'value', month: '2019-12', value: 77, decimals: 0, provisional: true },
      ],
    ]);
  });

  it('marks part-month and unvalidated values as provisional, and no others', () => {
    const provisional = measures.flatMap(({ id, months: cells }) =>
      cells.flatMap((cell) => (cell.kind === 'value' && cell.provisional ? [[id, cell.month]] : [])),
    );
    expect(provisional.filter(([, month]) => month === '2020-01')).toHaveLength(12);
    expect(new Set(provisional.filter(([, month]) => month !== '2020-01').map(([id]) => id))).toEqual(
      new Set(['m24']),
    );
    expect(measure('Average length of care proceedings')).toMatchObject({
      unit: null,
      availability: 'provisional',
    });
  });

  it('has no target, two arrows, and one series twice', () => {
    expect(measures.every(({ target }) => target.minimum === null && target.upper === null)).toBe(true);
    expect(measures.filter(({ direction }) => direction !== null).map(({ id }) => id)).toEqual([
      'm01',
      'm02',
    ]);
    expect(months('CLA cases')).toEqual(months('% of Looked After Reviews'));
  });

  it('keeps the printed precision', () => {
    expect(measure('% of ICPCs held').baseline).toMatchObject({ value: 67.2, decimals: 2 });
    expect(measure('% of assessments').months.slice(0, 2)).toMatchObject([
      { value: 78, decimals: 0 },
      { value: 92.1, decimals: 1 },
    ]);
  });
});

describe('the registers', () => {
  it('has 8 risks in the order of their reference, whose scores are products', () => {
    expect(
      sample.risks.map(({ ref, probability, impact }) => [ref, (probability ?? NaN) * (impact ?? NaN)]),
    ).toEqual([
      [1, 20],
      [2, 16],
      [3, 16],
      [4, 15],
      [5, 25],
      [6, 12],
      [7, 12],
      [8, 12],
    ]);
    expect(new Set(sample.risks.map(({ owner }) => owner))).toEqual(new Set(['dcs']));
    expect(new Set(sample.risks.map(({ raised }) => raised))).toEqual(new Set(['2020-01']));
    for (const { description } of sample.risks) expect(description).toMatch(/^If .+, then /);
  });

  it('has 4 concerns and 4 developments', () => {
    expect(sample.concerns.map(({ title }) => title)).toEqual([
      'Recruitment and retention',
      'Quality assurance',
      'Exploitation',
      'Sufficiency',
    ]);
    expect(sample.developments.map(({ byWhen }) => byWhen.on)).toEqual([
      '2020-09-30',
      null,
      '2020-09-30',
      '2021-04-30',
    ]);
    expect(sample.developments.map(({ owners }) => owners.length)).toEqual([2, 1, 2, 1]);
  });

  it('leaves money that is blank blank', () => {
    expect(sample.budget).toEqual([
      {
        id: 'b1',
        title: 'Programme budget',
        budget: null,
        actual: null,
        forecast: null,
        variance: null,
        comment: 'To be updated',
      },
    ]);
  });

  it('knows two vacancy rates and no posts', () => {
    expect(sample.workforce.teams.map(({ vacancyRate, establishmentFte }) => [vacancyRate?.value, establishmentFte])).toEqual([
      [78, null],
      [43, null],
    ]); // prettier-ignore
  });
});
