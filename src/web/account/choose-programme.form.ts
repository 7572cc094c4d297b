import { z } from 'zod';
import { pageForm } from '../shell/index.js';

export const chooseProgrammeForm = pageForm(z.strictObject({ programmeId: z.uuid() }), {
  programme: { to: 'programmeId', missing: 'Choose a programme' },
});
