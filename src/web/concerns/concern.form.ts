import { z } from 'zod';
import { concernEntry } from '../../concerns/index.js';
import { linkRules } from '../part/index.js';
import { pageForm } from '../shell/index.js';

const { title, description, ownerIds, due, closedReason, links } = concernEntry.shape;
const every = due.shape.every.unwrap().shape;

/** What an entry may be connected with. */
export const CONCERN_LINKS = ['risk', 'measure', 'action'] as const;

/** What a person writes of an entry. Its reference and its state are not fields of this page. */
export const concernForm = pageForm(
  z.object({
    title,
    description,
    ownerIds,
    links,
    due: z
      .object({
        words: due.shape.words,
        on: due.shape.on,
        every: z.object({ count: every.count.nullable(), unit: every.unit.nullable() }),
      })
      .superRefine(({ every: { count, unit } }, ctx) => {
        if ((count === null) !== (unit === null))
          ctx.addIssue({
            code: 'custom',
            path: ['every', count === null ? 'count' : 'unit'],
            message: 'Enter a number and choose weeks, months or quarters, or leave both empty',
          });
      }),
  }),
  {
    title: { to: 'title', missing: 'Enter a title' },
    description: { to: 'description', missing: 'Say what it is' },
    owners: {
      to: 'ownerIds',
      as: 'list',
      words: {
        'Name at least one owner.': 'Choose at least one owner',
        'This person has no role in this programme.': 'Choose somebody who has a role in this programme',
      },
    },
    words: { to: 'due.words' },
    on: { to: 'due.on', as: 'date' },
    every: {
      to: 'due.every.count',
      as: 'figure',
      number: 'Enter as a whole number how often it comes again, such as 6',
    },
    unit: { to: 'due.every.unit' },
    ...linkRules(CONCERN_LINKS),
  },
);

export const closeConcernForm = pageForm(z.object({ reason: closedReason.unwrap() }), {
  reason: { to: 'reason', missing: 'Say why it is closed' },
});
