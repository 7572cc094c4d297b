import { z } from 'zod';
import { budgetSettingsInput } from '../../finance/index.js';
import { reportSettingsInput } from '../../reporting/index.js';
import { pageForm } from '../shell/index.js';

export const budgetRuleForm = pageForm(budgetSettingsInput, {
  threshold: {
    to: 'thresholdPercent',
    as: 'figure',
    missing: 'Enter a percentage, such as 5',
    number: 'Enter a percentage, such as 5',
  },
});

const SMALL = 'Enter 1 to 20 for the largest count that is left out';
const FEW = 'Enter 0 to 100 people for percentages that are left out';

export const publicationRulesForm = pageForm(reportSettingsInput.shape.policy, {
  threshold: { to: 'threshold', as: 'figure', missing: SMALL, number: SMALL },
  floor: { to: 'denominatorFloor', as: 'figure', missing: FEW, number: FEW },
  names: { to: 'names', missing: 'Choose what public editions print' },
});

type Glossary = z.infer<typeof reportSettingsInput>['glossary'];

/** A term and its meaning stand on one line, as somebody types them or pastes two columns. */
const SEPARATOR = /\t|:\s*/;

/** `QPRM: Quality and performance review meeting`, one a line. */
export const glossaryText = (glossary: Glossary): string =>
  glossary.map(({ term, meaning }) => `${term}: ${meaning}`).join('\n');

export const glossaryForm = pageForm(
  z.object({
    terms: z
      .string()
      .max(100_000)
      .transform((text, ctx): Glossary => {
        const lines = text
          .split(/\r\n|\n|\r/)
          .map((line, index) => ({ line: line.trim(), number: index + 1 }))
          .filter(({ line }) => line !== '');
        const terms = lines.map(({ line, number }) => {
          const at = SEPARATOR.exec(line);
          const term = at ? line.slice(0, at.index).trim() : '';
          const meaning = at ? line.slice(at.index + at[0].length).trim() : '';
          if (term === '' || meaning === '')
            ctx.addIssue({
              code: 'custom',
              message: `Line ${number}: write the term, a colon and its meaning, such as “SRO: Senior Responsible Officer”.`,
            });
          return { term, meaning, number };
        });
        const parsed = reportSettingsInput.shape.glossary.safeParse(
          terms.map(({ term, meaning }) => ({ term, meaning })),
        );
        if (!parsed.success && ctx.issues.length === 0)
          for (const { path, message } of parsed.error.issues) {
            const [at] = path;
            const line = typeof at === 'number' ? terms[at]?.number : undefined;
            ctx.addIssue({
              code: 'custom',
              message: line === undefined ? message : `Line ${line}: ${message}`,
            });
          }
        return parsed.success ? parsed.data : [];
      }),
  }),
  { terms: { to: 'terms' } },
);
