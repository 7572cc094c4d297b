import { z } from 'zod';
import { invalid, type Problem } from '../../platform/index.js';
import { matrix, matrixChoice } from '../../risks/index.js';
import { pageForm, type FormView } from '../shell/index.js';

export const matrixChoiceForm = pageForm(matrixChoice, {
  matrix: { to: 'matrixId', missing: 'Choose a matrix' },
});

/** How many bands a form offers; those without a name are left out. */
export const MOST_BANDS = 6;
const CELLS = 25;
/** Probability and impact of a cell of the form. */
export const placeOf = (index: number): { probability: number; impact: number } => ({
  probability: 1 + Math.floor(index / 5),
  impact: 1 + (index % 5),
});

const { name, bands, cells } = matrix.shape;
const keyOf = (number: number): string => `band-${number}`;

/** The document of the room, from names of bands in their order and the number of a band for each cell. */
const typedMatrix = z
  .object({
    name,
    bands: z.array(z.object({ name: bands.element.shape.name.nullable() })).max(MOST_BANDS),
    cells: z.array(z.object({ score: cells.element.shape.score, band: z.string() })).length(CELLS),
  })
  .superRefine((typed, ctx) => {
    if (typed.bands.filter((band) => band.name !== null).length < 2)
      ctx.addIssue({ code: 'custom', path: ['bands', 0, 'name'], message: 'Name at least two bands' });
    typed.cells.forEach((cell, index) => {
      const { probability, impact } = placeOf(index);
      if ((typed.bands[Number(cell.band) - 1]?.name ?? null) === null)
        ctx.addIssue({
          code: 'custom',
          path: ['cells', index, 'band'],
          message: `Probability ${probability}, impact ${impact}: choose a band that has a name`,
        });
    });
  })
  .transform((typed) => ({
    name: typed.name,
    bands: typed.bands
      .map((band, index) => ({ name: band.name, number: index + 1 }))
      .flatMap((band) => (band.name === null ? [] : [{ ...band, name: band.name }]))
      .map((band, index) => ({ key: keyOf(band.number), name: band.name, rank: index + 1 })),
    cells: typed.cells.map(({ score, band }, index) => ({
      ...placeOf(index),
      score,
      band: keyOf(Number(band)),
    })),
  }));

export const matrixForm = pageForm(typedMatrix, {
  name: {
    to: 'name',
    missing: 'Enter a name',
    words: { 'This is already in use.': 'There is a matrix of this name already' },
  },
  'bands.*.name': { to: 'bands[*].name' },
  'cells.*.score': { to: 'cells[*].score', as: 'figure', missing: 'Enter a score for every cell' },
  'cells.*.band': { to: 'cells[*].band' },
});

const USUAL_BANDS = ['Low', 'Moderate', 'High', 'Very high', null, null];
/** Of the usual matrix: 1 to 3 low, to 6 moderate, to 12 high. */
const usualBand = (score: number): number => (score <= 3 ? 1 : score <= 6 ? 2 : score <= 12 ? 3 : 4);

/** Score = probability times impact, in four bands: usual in councils, laid down nowhere. */
export const usualMatrix = (): FormView =>
  matrixForm.filled({
    name: '',
    bands: USUAL_BANDS.map((band) => ({ name: band })),
    cells: Array.from({ length: CELLS }, (_, index) => {
      const { probability, impact } = placeOf(index);
      const score = probability * impact;
      return { score, band: String(usualBand(score)) };
    }),
  });

/** With every field, also those that a broken form did not send. */
export function wholeForm(form: FormView): FormView {
  const { values, errors } = usualMatrix();
  const none = Object.fromEntries(Object.keys(values).map((field) => [field, '']));
  return { ...form, values: { ...none, ...form.values }, errors: { ...errors, ...form.errors } };
}

/** What the room says of a matrix as a whole, at the fields of the form, in words that name the cell. */
export function atCells(problem: Problem, document: z.output<typeof typedMatrix>): Problem {
  if (problem.status !== 422) return problem;
  return invalid(
    problem.issues.map((issue) => {
      const [, list = '', at = ''] = /^(bands|cells)\[(\d+)\]/.exec(issue.path) ?? [];
      if (list === 'bands') {
        const band = document.bands[Number(at)];
        const number = Number(band?.key.slice(keyOf(0).length - 1)) - 1;
        return { path: `bands[${number}].name`, message: `No cell is in “${band?.name ?? ''}”` };
      }
      if (list !== 'cells') return issue;
      const { probability, impact } = placeOf(Number(at));
      return {
        path: `cells[${at}].score`,
        message: `Probability ${probability}, impact ${impact}: a score or band cannot fall where probability or impact rises`,
      };
    }),
  );
}
