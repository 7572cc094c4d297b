import { Injectable } from '@nestjs/common';
import { PeopleQueries } from '../identity/index.js';
import { invalid, type ReadTx } from '../platform/index.js';
import { Sections } from '../workflow/index.js';

/** What an entry of the dictionary names outside of it: the person who looks after it, and the figure of a section that feeds it. */
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
}
