import { rows, type Tx } from '../../platform/index.js';

/**
 * Takes the one lock under which what a report of the programme says may change, until the end of the transaction. The approval of a
 * report takes it and then reads everything that it seals. Every write of something that reports print takes it too: a step of a part,
 * a decision, a setting, a title, a name, a role. So each of them is either in the sealed text or after it.
 * Take it first: whoever already holds a lock that an approval waits for would wait for the approval.
 * @param programmeId null = every programme, for what is printed in all of them.
 */
export async function holdProgrammes(tx: Tx, programmeId: string | null): Promise<void> {
  await rows(tx, `select id from programme where $1::uuid is null or id = $1 order by id for no key update`, [
    programmeId,
  ]);
}
