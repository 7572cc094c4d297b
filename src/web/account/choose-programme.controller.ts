import { Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CurrentActor, SignedIn, type Actor } from '../../identity/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import {
  NoTwin,
  Page,
  paths,
  seeOther,
  SentFields,
  show,
  submit,
  type FormView,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { chooseProgrammeForm } from './choose-programme.form.js';
import { presentChooseProgramme } from './choose-programme.presenter.js';

/** Where somebody with several programmes says which of them the navigation leads to. The choice is kept in the session. */
@Page('choose-programme')
export class ChooseProgrammeController {
  constructor(private readonly programmes: ProgrammesQueries) {}

  @Get()
  @SignedIn()
  page(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<PageAnswer> {
    const { programmeId } = request.session;
    return this.view(
      actor,
      chooseProgrammeForm.blank(programmeId === undefined ? {} : { programme: programmeId }),
    );
  }

  @Post()
  @SignedIn()
  @NoTwin('the API names the programme in every address and remembers no choice')
  choose(
    @CurrentActor() actor: Actor,
    @SentFields() sent: Sent,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      chooseProgrammeForm,
      sent,
      async ({ programmeId }) => {
        const { id, name } = await this.programmes.get(actor, programmeId);
        request.session.programmeId = id;
        return seeOther(paths.myWork(), `The navigation leads to ${name} now.`);
      },
      (form) => this.view(actor, form),
    );
  }

  private async view(actor: Actor, form: FormView): Promise<PageAnswer> {
    return show(
      'account/choose-programme',
      presentChooseProgramme(form, await this.programmes.withNewestPeriods(actor)),
    );
  }
}
