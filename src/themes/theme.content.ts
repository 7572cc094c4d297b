import { z } from 'zod';
import { line, narrative } from '../platform/index.js';
import { ACTION_RATINGS, financialQuarter, RAGS } from '../programmes/index.js';

const isoDate = z.iso.date();

/** One action's rating in one quarter. A quarter without an entry is "not rated", which is not a rating. */
const rating = financialQuarter.extend({ rag: z.enum(ACTION_RATINGS) });

export const themeAction = z.strictObject({
  id: z.uuid().describe('Stable from month to month, so that movement and links can be followed.'),
  title: line(500),
  ownerId: z.uuid().nullable(),
  dueOn: isoDate.nullable(),
  ratings: z.array(rating).max(40).describe('A quarter without an entry is “not rated”.'),
});

const progress = z.strictObject({
  id: z.uuid(),
  text: narrative(),
  actionIds: z
    .array(z.uuid())
    .min(1)
    .max(50)
    .describe('The actions of the same objective that this text is about.'),
});

export const themeObjective = z.strictObject({
  id: z.uuid(),
  title: line(500),
  actions: z.array(themeAction).max(50),
  narratives: z.array(progress).max(20),
});

export const themeOverview = z.strictObject({
  narrative: narrative().nullable(),
  rag: z.enum(RAGS).nullable(),
});

/**
 * What an owner writes for one theme and one period: the whole document, as it is read and saved.
 * Order in the arrays is the printed order. Ids are made by the client that adds the entry.
 */
export const themeContent = z
  .strictObject({
    overview: themeOverview,
    objectives: z.array(themeObjective).max(50),
  })
  .superRefine((content, ctx) => {
    const seen = new Map<string, string>();
    const once = (id: string, path: (string | number)[]) => {
      const first = seen.get(id);
      if (first) ctx.addIssue({ code: 'custom', path, message: `This id is already used at ${first}.` });
      else seen.set(id, path.join('.'));
    };
    content.objectives.forEach((o, i) => {
      once(o.id, ['objectives', i, 'id']);
      const actions = new Set(o.actions.map((a) => a.id));
      o.actions.forEach((a, j) => {
        once(a.id, ['objectives', i, 'actions', j, 'id']);
        const quarters = new Set<string>();
        a.ratings.forEach((r, k) => {
          const key = `${r.financialYear} Q${r.quarter}`;
          if (quarters.has(key))
            ctx.addIssue({
              code: 'custom',
              path: ['objectives', i, 'actions', j, 'ratings', k],
              message: `${key} is rated twice; an action has one rating in a quarter.`,
            });
          quarters.add(key);
        });
      });
      o.narratives.forEach((n, j) => {
        once(n.id, ['objectives', i, 'narratives', j, 'id']);
        if (new Set(n.actionIds).size !== n.actionIds.length)
          ctx.addIssue({
            code: 'custom',
            path: ['objectives', i, 'narratives', j, 'actionIds'],
            message: 'An action is named twice.',
          });
        n.actionIds.forEach((id, k) => {
          if (!actions.has(id))
            ctx.addIssue({
              code: 'custom',
              path: ['objectives', i, 'narratives', j, 'actionIds', k],
              message: 'This action is not one of the actions of this objective.',
            });
        });
      });
    });
  });

export type ThemeContent = z.infer<typeof themeContent>;
