import { Get, Param } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../../identity/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import { SaidAgainQueries, type SaidAgain } from '../../reporting/index.js';
import { count, head, Page, paths, show, wordRows, type PageAnswer } from '../shell/index.js';
import type { SaidAgainPage } from './said-again.view.js';

/** Boilerplate that members notice first, and answers that stand in for something that is to be done. */
@Page('programmes/:id/said-again')
export class SaidAgainPageController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly said: SaidAgainQueries,
  ) {}

  @Get()
  @Heavy('reading')
  @Policy('exempt.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) programmeId: string,
  ): Promise<PageAnswer> {
    const programme = await this.programmes.get(actor, programmeId);
    const said = await this.said.of(actor, programmeId);
    return show('said-again/said-again', presentSaidAgain(programme.name, said));
  }
}

/** Pure. */
export const presentSaidAgain = (programme: string, said: SaidAgain): SaidAgainPage => ({
  head: head('What reports keep saying', {
    programme,
    caption: programme,
    breadcrumbs: [{ text: 'Reports', href: paths.versions() }],
    wide: true,
    lead: leadOf(said),
  }),
  texts: wordRows(said.texts.map((one) => ({ cells: [one.place, one.text, sinceWords(one)] }))),
  answers: wordRows(
    said.answers.map((one) => ({
      cells: [
        `${one.place}: ${one.question}`,
        one.reason,
        `${sinceWords(one)}, ${one.print ? 'printed' : 'not printed'}`,
      ],
    })),
  ),
  reports: paths.versions(),
});

const sinceWords = ({ since, reports }: { since: string; reports: number }): string =>
  `${since}, ${reports} reports`;

function leadOf({ newest, looked, texts, answers }: SaidAgain): string {
  if (newest === null) return 'No report has been approved yet.';
  if (looked === 1) return 'There is one report, so nothing has been said again.';
  if (texts.length + answers.length === 0)
    return `${newest} has nothing that the report before it had in the same words.`;
  return `${newest} has ${count(texts.length, 'text')} and ${count(answers.length, 'answer')} that earlier reports had in the same words.`;
}
