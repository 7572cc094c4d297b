import { Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Heavy, PeopleQueries, Policy, type Actor } from '../../../identity/index.js';
import { MeasureBoardQueries, MeasuresQueries } from '../../../performance/index.js';
import { notFound } from '../../../platform/index.js';
import { ThemesQueries } from '../../../themes/index.js';
import { Page, show, type PageAnswer } from '../../shell/index.js';
import { presentGroup } from './group.presenter.js';

const query = z.object({ page: z.coerce.number().int().min(1).max(1000).default(1) });

/** A group of measures. */
@Page('measure-groups/:id')
@Heavy('measures')
export class MeasureGroupPageController {
  constructor(
    private readonly measures: MeasuresQueries,
    private readonly board: MeasureBoardQueries,
    private readonly themes: ThemesQueries,
    private readonly people: PeopleQueries,
  ) {}

  @Get()
  @Policy('measure.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) groupId: string,
    @Query({ schema: query }) { page }: z.output<typeof query>,
  ): Promise<PageAnswer> {
    const { programmeId, themeId, ownerId } = await this.measures.group(actor, groupId);
    const [board, theme, people] = await Promise.all([
      this.board.get(actor, programmeId, { groupId }),
      themeId !== null && actor.can('programme.read', programmeId) ? this.themes.get(actor, themeId) : null,
      this.people.byIds(ownerId === null ? [] : [ownerId]),
    ]);
    const group = board.groups.find((one) => one.id === groupId);
    if (!group) throw notFound('group of measures');
    const around = {
      theme: theme && `${theme.number}: ${theme.title}`,
      owner: people.get(ownerId ?? '') ?? null,
    };
    return show('measures/group', presentGroup(actor, group, board, around, page));
  }
}
