import { Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CurrentActor, PasswordsService, SignedIn, UsersQueries, type Actor } from '../../identity/index.js';
import {
  Page,
  paths,
  seeOther,
  SentFields,
  show,
  submit,
  textOf,
  Twin,
  type FormView,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { passwordForm } from './password.form.js';
import { passwordHead } from './password.view.js';

@Page('account/password')
export class PasswordController {
  constructor(
    private readonly users: UsersQueries,
    private readonly passwords: PasswordsService,
  ) {}

  @Get()
  @SignedIn()
  page(@CurrentActor() actor: Actor): Promise<PageAnswer> {
    return this.view(actor, passwordForm.blank());
  }

  @Post()
  @SignedIn()
  @Twin('PUT /api/v1/me/password')
  change(
    @CurrentActor() actor: Actor,
    @SentFields() sent: Sent,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      passwordForm,
      sent,
      async (body) => {
        const { sessionId } = request.session;
        const here = { sessionId, address: request.ip };
        await this.passwords.changeOwn(actor, Number(textOf(sent['_version'])), body, here);
        return seeOther(paths.account(), 'Your password is changed, and you are signed out everywhere else.');
      },
      (form) => this.view(actor, form),
    );
  }

  private async view(actor: Actor, form: FormView): Promise<PageAnswer> {
    const { version, email } = await this.users.byId(actor.userId);
    return show('account/password', { head: passwordHead, form, version, email });
  }
}
