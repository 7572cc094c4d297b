import { DateTime } from 'luxon';
import { row, type Tx } from '../../platform/index.js';

export interface RoleFacts {
  role: string;
  /** Null = every programme. */
  programme: string | null;
  startsOn: string | null;
  endsOn: string | null;
}

/** @param date London date. @returns `1 February 2026` */
export const dayWords = (date: string): string =>
  DateTime.fromISO(date, { zone: 'utc', locale: 'en-GB' }).toFormat('d MMMM yyyy');

/** @returns `the role “Owner” in the programme “Children’s services improvement”, from 1 February 2026 until 31 March 2026` */
export function roleInWords({ role, programme, startsOn, endsOn }: RoleFacts): string {
  const where = programme === null ? 'in every programme' : `in the programme “${programme}”`;
  const from = startsOn === null ? '' : `, from ${dayWords(startsOn)}`;
  const until = endsOn === null ? '' : `, until ${dayWords(endsOn)}`;
  return `the role “${role}” ${where}${from}${until}`;
}

/** {@link roleInWords} of an assignment. */
export const roleWords = async (tx: Tx, assignmentId: string): Promise<string> =>
  roleInWords(
    await row<RoleFacts>(
      tx,
      `select r.name as role, p.name as programme, a.starts_on::text as "startsOn", a.ends_on::text as "endsOn"
         from assignment a join role r on r.id = a.role_id left join programme p on p.id = a.programme_id where a.id = $1`,
      [assignmentId],
    ),
  );
