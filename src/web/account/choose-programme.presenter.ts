import type { ProgrammeWithPeriod } from '../../programmes/index.js';
import { choices, count, head, type FormView } from '../shell/index.js';
import type { ChooseProgrammePage } from './choose-programme.view.js';

export function presentChooseProgramme(
  form: FormView,
  programmes: readonly ProgrammeWithPeriod[],
): ChooseProgrammePage {
  return {
    head: head('Choose a programme', {
      lead:
        programmes.length === 0
          ? 'You have no role in a programme yet. Ask your administrator for one.'
          : `You may see ${count(programmes.length, 'programme')}. The navigation leads to the one that you choose.`,
    }),
    form,
    programmes: choices(
      programmes.map(({ id, name, council }) => ({ value: id, text: name, hint: council })),
    ),
  };
}
