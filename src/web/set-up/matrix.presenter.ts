import type { ProgrammeView } from '../../programmes/index.js';
import type { MatrixView } from '../../risks/index.js';
import { choices, head, paths, type FormView } from '../shell/index.js';
import { matrixFields, type MatrixPage, type MatrixRows, type NewMatrixPage } from './matrix.view.js';

const LEVELS = [1, 2, 3, 4, 5];

/** Rows by probability, the highest first. */
export function matrixRows({ name, bands, cells }: MatrixView): MatrixRows {
  const words = (probability: number, impact: number): string => {
    const cell = cells.find((one) => one.probability === probability && one.impact === impact);
    const band = bands.find(({ key }) => key === cell?.band);
    return cell ? `${cell.score}, ${band?.name ?? ''}` : '';
  };
  return {
    name,
    impacts: LEVELS.map((impact) => `Impact ${impact}`),
    rows: LEVELS.toReversed().map((probability) => ({
      name: `Probability ${probability}`,
      cells: LEVELS.map((impact) => words(probability, impact)),
    })),
  };
}

interface Choosing {
  programme: ProgrammeView;
  used: MatrixView;
  matrices: readonly MatrixView[];
  version: number;
  mayChoose: boolean;
  mayMake: boolean;
}

export const presentMatrix = (
  form: FormView,
  { programme, used, matrices, version, mayChoose, mayMake }: Choosing,
): MatrixPage => ({
  head: head('Risk matrix', {
    programme: programme.name,
    back: { text: 'Set-up', href: paths.setUp(programme.id) },
    wide: true,
    lead: `The next register scores its risks by “${used.name}”. A register that has begun keeps its matrix.`,
  }),
  form,
  table: matrixRows(used),
  choose: mayChoose
    ? {
        action: paths.riskMatrix(programme.id),
        version,
        matrices: choices(matrices.map(({ id, name }) => ({ value: id, text: name }))),
        make: mayMake ? paths.newRiskMatrix(programme.id) : null,
      }
    : null,
});

export const presentNewMatrix = (form: FormView, programme: ProgrammeView): NewMatrixPage => ({
  head: head('Make a matrix', {
    programme: programme.name,
    back: { text: 'Risk matrix', href: paths.riskMatrix(programme.id) },
    wide: true,
    lead: 'It begins as the usual one: probability times impact, in four bands. Once it is made it is never changed, because registers rest on it.',
  }),
  form,
  action: paths.newRiskMatrix(programme.id),
  ...matrixFields(form),
});
