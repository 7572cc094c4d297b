import { Injectable } from '@nestjs/common';
import { PeopleQueries } from '../../identity/index.js';
import type { PartView } from '../../programmes/index.js';
import type { ReportView } from '../../reporting/index.js';
import { personLabel } from '../shell/index.js';
import { fewDeciders, fewDecidersInWords } from './few-deciders.rules.js';

/** Warns who puts a report together of parts on which too few people could decide. */
@Injectable()
export class FewDecidersQueries {
  constructor(private readonly people: PeopleQueries) {}

  /** @param parts of the period. @returns a sentence for each person; none for who only reads. */
  async told({ status, actions }: ReportView, parts: readonly PartView[]): Promise<string[]> {
    if (status !== 'draft' || !actions.includes('save')) return [];
    const found = fewDeciders(parts, await this.people.everybodyWith(['contribution.approve']));
    const people = await this.people.byIds(found.flatMap(({ userId }) => userId ?? []));
    return found.map(({ userId, titles }) => {
      const one = people.get(userId ?? '');
      return fewDecidersInWords(titles, one && personLabel(one));
    });
  }
}
