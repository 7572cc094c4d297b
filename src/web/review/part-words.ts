import { WORKFORCE_RATES } from '../../document/index.js';
import { financialYearLabel, monthWords, quarterLabel } from '../../programmes/index.js';
import {
  AREA_NAMES,
  longDate,
  personLabel,
  sectionKind,
  type SectionContents,
  type SectionKind,
} from '../../snapshot/index.js';
import { count, inWords } from '../shell/index.js';
import {
  caseload,
  columns,
  day,
  decimal,
  givenPercent,
  linked,
  number,
  one,
  percent,
  person,
  plain,
  pounds,
  rates,
  rating,
  theme,
  yes,
} from './field-words.js';
import { measuresWords } from './measure-words.js';
import { rows, silent, text, value, type AnySaid, type SaidFields } from './said-fields.js';

const register = (): SaidFields<SectionContents['concerns']> => ({
  entries: rows('Order of the entries', {
    key: ({ id }) => id,
    name: ({ reference, title }) => `Entry ${reference}: ${title}`,
    fields: () => ({
      id: silent,
      reference: number('Number'),
      title: text('Title'),
      description: text('What is it?'),
      owners: value('Owners', (owners) => owners.map(personLabel).join('; '), 'Nobody yet'),
      due: {
        words: text('By when, as it is printed'),
        on: day('Due date'),
        every: value('How often', (every) => `Every ${count(every.count, every.unit)}`, 'Once'),
      },
      status: one('Status'),
      closedReason: text('Why it was closed'),
      links: {
        riskIds: linked('Risks that it is linked with', 'risk'),
        measureIds: linked('Measures that it is linked with', 'measure'),
        actionIds: linked('Actions that it is linked with', 'action'),
      },
      history: value('What became of it so far', (past) =>
        past.map(({ on, status, note }) => `${longDate(on)}: ${note} (${status})`).join('; '),
      ),
      derived: {
        slipped: value('Moved', ({ from, to }) => `From ${longDate(from)} to ${longDate(to)}`, 'No'),
        isNew: yes('Printed as new'),
      },
    }),
  }),
});

const score = (label: string, bands: SectionContents['risks']['matrix']['bands']) =>
  value<{ score: number; band: string }>(
    label,
    (of) => `${of.score}, ${bands.find(({ key }) => key === of.band)?.name ?? of.band}`,
    'No score',
  );

const level = (when: string) => ({
  probability: number(`How likely, ${when}`),
  impact: number(`How bad, ${when}`),
});

const TOTAL = ', all teams';

/** What every field of a part of each kind is called, and how it is worded. A new kind does not compile until somebody has decided it. */
const WORDS: {
  readonly [Kind in SectionKind]: (content: SectionContents[Kind]) => SaidFields<SectionContents[Kind]>;
} = {
  budget: () => ({
    lines: rows('Order of the lines', {
      key: ({ id }) => id,
      name: ({ title, financialYear }) =>
        financialYear === null ? title : `${title}, ${financialYearLabel(financialYear)}`,
      fields: () => ({
        id: silent,
        title: text('Line'),
        financialYear: value('Year', financialYearLabel),
        budget: pounds('Budget'),
        actual: pounds('Actual spend'),
        forecast: pounds('Forecast spend'),
        comment: text('Comment'),
        derived: {
          variance: pounds('Variance'),
          variancePercent: percent('Variance, as a share of the budget'),
          needsComment: yes('It needs a comment'),
        },
      }),
    }),
    derived: {
      signConvention: text('How the variance is worked out'),
      thresholdPercent: givenPercent('A comment is needed from a variance of'),
      totals: {
        budget: pounds('Total budget'),
        actual: pounds('Total actual spend'),
        forecast: pounds('Total forecast spend'),
        variance: pounds('Total variance'),
      },
    },
  }),
  concerns: register,
  developments: register,
  risks: ({ matrix: { bands } }) => ({
    matrix: {
      name: text('Risk matrix'),
      bands: value('Bands of the matrix', (all) =>
        all.map(({ name, rank }) => `${name} (${rank})`).join(', '),
      ),
      cells: value('Scores of the matrix', (cells) => inWords([...new Set(cells.map((cell) => cell.score))])),
    },
    entries: rows('Order of the entries', {
      key: ({ id }) => id,
      name: ({ kind, number: known, event }) => `${plain(kind)} ${known}: ${event}`,
      fields: () => ({
        id: silent,
        number: number('Number'),
        kind: one('Risk or issue'),
        cause: text('It is because'),
        event: text('What may happen'),
        consequence: text('What it would lead to'),
        mitigation: text('What is done about it'),
        response: one('Response'),
        owner: person('Owner'),
        raised: value('Raised', (on) => (on.length === 7 ? monthWords(on) : longDate(on))),
        lastReviewedOn: day('Last reviewed'),
        reviewOn: day('Next review'),
        nextAction: text('Next action'),
        inherent: level('before any response'),
        current: level('now'),
        target: level('as the council can live with'),
        proximity: one('When it would happen'),
        severity: one('Severity'),
        status: one('Status'),
        closedReason: text('Why it was closed'),
        acceptance: {
          approver: person('Accepted by'),
          on: day('Accepted on'),
          until: day('Accepted until'),
          reason: text('Why it is accepted'),
        },
        links: {
          actionIds: linked('Actions that it is linked with', 'action'),
          measureIds: linked('Measures that it is linked with', 'measure'),
          concernIds: linked('Concerns that it is linked with', 'entry'),
        },
        derived: {
          scores: {
            inherent: score('Score before any response', bands),
            current: score('Score now', bands),
            target: score('Target score', bands),
          },
          movement: one('Movement'),
          previous: value('Score or severity in the last approved register', (was) =>
            was.kind === 'issue'
              ? `Severity: ${was.severity ?? 'not said'}`
              : `${was.probability ?? '?'} × ${was.impact ?? '?'} = ${was.score ?? 'no score'}`,
          ),
        },
      }),
    }),
  }),
  theme: () => ({
    overview: { narrative: text('How is the theme going?'), rag: rating('Rating of the theme') },
    objectives: rows('Order of the objectives', {
      key: ({ id }) => id,
      name: ({ title }, index) => `Objective ${index + 1}: ${title}`,
      fields: ({ actions }) => ({
        id: silent,
        title: text('Title of the objective'),
        actions: rows('Order of the actions', {
          key: ({ id }) => id,
          name: ({ title }, index) => `Action ${index + 1}: ${title}`,
          fields: () => ({
            id: silent,
            title: text('Title of the action'),
            owner: person('Owner'),
            dueOn: day('Due date'),
            ratings: rows('Order of the ratings', {
              key: ({ financialYear, quarter }) => `${financialYear} ${quarter}`,
              name: () => null,
              fields: (quarter) => ({
                financialYear: silent,
                quarter: silent,
                rag: rating(`Rating for ${quarterLabel(quarter)}`),
              }),
            }),
          }),
        }),
        narratives: rows('Order of the texts', {
          key: ({ id }) => id,
          name: () => null,
          fields: (_, index) => ({
            id: silent,
            text: text(`Progress text ${index + 1}`),
            actionIds: value(`Actions that progress text ${index + 1} is about`, (ids) =>
              ids
                .map((id) => actions.find((action) => action.id === id)?.title ?? 'An action that is gone')
                .join('; '),
            ),
          }),
        }),
      }),
    }),
  }),
  measures: measuresWords,
  workforce: () => ({
    asAt: day('The figures are of'),
    themeId: theme,
    teams: rows('Order of the teams', {
      key: ({ id }) => id,
      name: ({ name }) => name,
      fields: () => ({
        id: silent,
        name: text('Name of the team'),
        ...columns(),
        reportedVacancyPercent: givenPercent('Reported vacancy rate'),
        caseload: caseload(),
        note: text('Note'),
        derived: {
          reconciles: yes('Permanent and vacant posts make the posts that there are'),
          rates: rates(),
          casesPerWorker: decimal('Cases per worker'),
        },
      }),
    }),
    benchmarks: rows('Order of the benchmarks', {
      key: ({ rate, area }) => `${rate} ${area}`,
      name: ({ rate, area }) =>
        `${WORKFORCE_RATES.find(({ key }) => key === rate)?.label ?? rate}, ${AREA_NAMES[area]}`,
      fields: () => ({
        rate: silent,
        area: silent,
        value: givenPercent('Rate'),
        period: text('What it is the figure of'),
        source: text('Source'),
        likeForLike: yes('Worked out in the same way'),
      }),
    }),
    derived: {
      total: {
        ...columns(TOTAL),
        caseload: caseload(TOTAL),
        rates: rates(TOTAL),
        casesPerWorker: decimal(`Cases per worker${TOTAL}`),
      },
      complete: yes('Every team gives every figure of the total'),
    },
  }),
};

/** How every field of a part is said. @param content as it is sealed, of the kind of the part. */
export const saidOf = (kind: string, content: unknown): AnySaid =>
  (WORDS[sectionKind({ kind })] as (content: never) => AnySaid)(content as never);
