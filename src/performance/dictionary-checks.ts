import { Injectable } from '@nestjs/common';
import { PeopleQueries } from '../identity/index.js';
import { invalid, row, type ReadTx } from '../platform/index.js';
import { Sections } from '../workflow/index.js';
import type { MeasureDefinition } from './measures.content.js';
import { lacksFirstDay } from './measures.rules.js';

/** What an entry of the dictionary is held against outside of it: people, figures of sections, and the parts that it has rated. */
@Injectable()
export class DictionaryChecks {
  constructor(
    private readonly people: PeopleQueries,
    private readonly sections: Sections,
  ) {}

  /**
   * @param path where the owner stands in what was sent. @param formerId who is named already: they stay, although they may have left.
   * @throws Problem 422 for somebody who has no role in the programme.
   */
  async owner(
    tx: ReadTx,
    programmeId: string,
    path: string,
    ownerId: string | null,
    formerId: string | null,
  ): Promise<void> {
    await this.people.admitNamed(programmeId, [{ path, id: ownerId }], [formerId], tx);
  }

  /** @throws Problem 422 naming a figure that no section gives. */
  feed(fedBy: string | null): void {
    const known = this.sections
      .all()
      .flatMap(({ kind, figures }) => figures?.keys.map((key) => `${kind}:${key}`) ?? []);
    if (fedBy !== null && !known.includes(fedBy))
      throw invalid([
        { path: 'definition.fedBy', message: `No section gives “${fedBy}”; there are: ${known.join(', ')}.` },
      ]);
  }

  /** @throws Problem 422 for another target without its first day, where a part that was approved has been rated by the one before. */
  async firstDay(
    tx: ReadTx,
    measureId: string,
    before: MeasureDefinition,
    after: MeasureDefinition,
  ): Promise<void> {
    if (!lacksFirstDay(before, after)) return;
    const { rated } = await row<{ rated: boolean }>(
      tx,
      `select exists (
         select from envelope e join measures_content c on c.contribution_id = e.id join workflow_event w on w.envelope_id = e.id
          where e.kind = 'contribution' and e.section = 'measures' and w.action = 'approve'
            and e.subject_id in (select group_id from measure_definition where measure_id = $1)
            and c.known_to >= (select min(recorded) from measure_definition where measure_id = $1)) as rated`,
      [measureId],
    );
    if (rated)
      throw invalid([
        {
          path: 'definition.target.from',
          message:
            'Approved parts were rated by the target before. Enter the day from which this one counts. To put right a target that was wrong, enter the day from which it was wrong.',
        },
      ]);
  }
}
