import {
  choices,
  head,
  paths,
  type Examples,
  type FormView,
  type PageView,
  type Path,
} from '../shell/index.js';
import { matrixChoiceForm, MOST_BANDS, placeOf, usualMatrix } from './matrix.form.js';

/** Rows by probability, the highest first; each cell says its score and band. */
export interface MatrixRows {
  name: string;
  impacts: readonly string[];
  rows: readonly { name: string; cells: readonly string[] }[];
}

/** The matrix of a programme's next registers, and the choice of another. */
export interface MatrixPage extends PageView {
  form: FormView;
  table: MatrixRows;
  /** Null where this person may not choose. */
  choose: { action: Path; version: number; matrices: ReturnType<typeof choices>; make: Path | null } | null;
}

/** A matrix of the council's own. */
export interface NewMatrixPage extends PageView {
  form: FormView;
  action: Path;
  /** The names of the fields for the bands' names, with their labels. */
  bands: readonly { field: string; label: string }[];
  /** Rows by probability, the highest first. */
  rows: readonly {
    probability: number;
    cells: readonly { place: string; score: string; band: string }[];
  }[];
  bandChoices: ReturnType<typeof choices>;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'set-up/matrix': MatrixPage;
    'set-up/new-matrix': NewMatrixPage;
  }
}

/** The fields of {@link NewMatrixPage}, in their places; bands by their number and the name that is typed. */
export const matrixFields = ({ values }: FormView): Pick<NewMatrixPage, 'bands' | 'rows' | 'bandChoices'> => {
  const numbers = Array.from({ length: MOST_BANDS }, (_, index) => index + 1);
  const places = Array.from({ length: 25 }, (_, index) => ({ index, ...placeOf(index) }));
  return {
    bands: numbers.map((number) => ({
      field: `bands.${number - 1}.name`,
      label: `Band ${number}${number === 1 ? ', the least' : ''}`,
    })),
    rows: [5, 4, 3, 2, 1].map((probability) => ({
      probability,
      cells: places
        .filter((place) => place.probability === probability)
        .map(({ index, impact }) => ({
          place: `probability ${probability}, impact ${impact}`,
          score: `cells.${index}.score`,
          band: `cells.${index}.band`,
        })),
    })),
    bandChoices: choices(
      numbers.map((number) => ({
        value: String(number),
        text: `${number} ${String(values[`bands.${number - 1}.name`] ?? '')}`.trim(),
      })),
    ),
  };
};

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const around = { programme: 'Planning improvement', back: { text: 'Set-up', href: paths.setUp(id) } };
const table: MatrixRows = {
  name: 'Probability times impact, four bands',
  impacts: ['Impact 1', 'Impact 2', 'Impact 3', 'Impact 4', 'Impact 5'],
  rows: [5, 4, 3, 2, 1].map((probability) => ({
    name: `Probability ${probability}`,
    cells: [1, 2, 3, 4, 5].map((impact) => {
      const score = probability * impact;
      return `${score}, ${['Low', 'Moderate', 'High', 'Very high'][Math.floor((score - 1) / 5)] ?? 'Very high'}`;
    }),
  })),
};
const matrices = choices([
  { value: id, text: 'Probability times impact, four bands' },
  { value: 'x', text: 'The council’s own <2026>' },
]);
const made: NewMatrixPage = {
  head: head('Make a matrix', {
    ...around,
    wide: true,
    lead: 'It begins as the usual one: probability times impact, in four bands. Once it is made it is never changed, because registers rest on it.',
    back: { text: 'Risk matrix', href: paths.riskMatrix(id) },
  }),
  form: usualMatrix(),
  action: paths.newRiskMatrix(id),
  ...matrixFields(usualMatrix()),
};

const matrixHead = head('Risk matrix', {
  ...around,
  wide: true,
  lead: 'The next register scores its risks by “Probability times impact, four bands”. A register that has begun keeps its matrix.',
});

export const examples = {
  'set-up/matrix': {
    'to choose': {
      head: matrixHead,
      form: matrixChoiceForm.blank({ matrix: id }),
      table,
      choose: { action: paths.riskMatrix(id), version: 1, matrices, make: paths.newRiskMatrix(id) },
    },
    'read only': {
      head: matrixHead,
      form: matrixChoiceForm.blank(),
      table,
      choose: null,
    },
  },
  'set-up/new-matrix': {
    usual: made,
    refused: {
      ...made,
      form: {
        values: { ...made.form.values, 'cells.24.score': '1' },
        errors: {
          ...made.form.errors,
          name: 'Enter a name',
          'cells.24.score':
            'Probability 5, impact 5: a score or band cannot fall where probability or impact rises',
        },
        problems: [
          { text: 'Enter a name', href: '#name' },
          {
            text: 'Probability 5, impact 5: a score or band cannot fall where probability or impact rises',
            href: '#cells.24.score',
          },
        ],
      },
    },
  },
} satisfies Examples;
