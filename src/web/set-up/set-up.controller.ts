import { Get, Param } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../../identity/index.js';
import { Page, show, type PageAnswer } from '../shell/index.js';
import { presentSetUp } from './set-up.presenter.js';
import { SetUpStates } from './set-up.state.js';

/** One task list for the three kinds of people who set a programme up. */
@Page('programmes/:id/set-up')
export class SetUpController {
  constructor(private readonly states: SetUpStates) {}

  @Get()
  @Policy('programme.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) programmeId: string,
  ): Promise<PageAnswer> {
    return show('set-up/set-up', presentSetUp(await this.states.of(actor, programmeId), actor));
  }
}
