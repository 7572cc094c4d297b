import { z } from 'zod';
import { pageForm } from '../shell/index.js';

/** What is pasted is no document of the room: the importer reads it as it reads a file. */
export const pasteForm = pageForm(z.strictObject({ table: z.string() }), {
  table: { to: 'table', missing: 'Paste the table here' },
});
