import { z } from 'zod';
import { liftedHold, newHold } from '../../holds/index.js';
import { confirmed } from '../../retention/index.js';
import { pageForm } from '../shell/index.js';

/** Said in the place of a programme: nobody holds everything by leaving something out. */
export const EVERYTHING = 'every';

const PASSWORD = { to: 'password', missing: 'Enter your password' } as const;

export const confirmForm = pageForm(confirmed, { password: PASSWORD });

export const liftForm = pageForm(liftedHold, {
  reason: { to: 'reason', missing: 'Say why' },
  password: PASSWORD,
});

/** @param personId of whom it is; null: of everybody. */
export const holdForm = (personId: string | null) =>
  pageForm(
    z
      .object({
        where: z.union([z.literal(EVERYTHING), z.uuid()]),
        fromDay: z.iso.date().nullable(),
        untilDay: z.iso.date().nullable(),
        reason: newHold.shape.reason,
      })
      .transform(({ where, ...rest }): z.input<typeof newHold> => ({
        ...rest,
        personId,
        programmeId: where === EVERYTHING ? null : where,
      }))
      .pipe(newHold),
    {
      programme: { to: 'where', missing: 'Choose what is held' },
      from: { to: 'fromDay', as: 'date' },
      until: { to: 'untilDay', as: 'date' },
      reason: { to: 'reason', missing: 'Say why it is held' },
    },
  );
