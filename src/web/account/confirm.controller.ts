import { Get, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  asText,
  ConfirmationsService,
  CurrentActor,
  keyAssertion,
  SignedIn,
  UsersQueries,
  type Actor,
} from '../../identity/index.js';
import {
  localPath,
  Page,
  pageForm,
  paths,
  seeOther,
  SentFields,
  show,
  submit,
  textOf,
  Twin,
  type FormView,
  type PageAnswer,
  type Path,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { confirmHead } from './confirm.view.js';
import { factorPasswordForm } from './second-factor.form.js';

const query = z.object({ next: z.string().optional().catch(undefined) });

const keyForm = pageForm(z.object({ response: asText(keyAssertion) }), {
  response: { to: 'response', missing: 'Touch your security key' },
});

/** That the person sits in front of their session, before what asks for it; then back to where they came from. */
@Page('account/confirm')
export class ConfirmController {
  constructor(
    private readonly confirmations: ConfirmationsService,
    private readonly users: UsersQueries,
  ) {}

  @Get()
  @SignedIn()
  async page(
    @CurrentActor() actor: Actor,
    @Query({ schema: query }) { next }: z.infer<typeof query>,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    const path = localPath(next);
    if ((await this.confirmations.lastsUntil(request)) !== null) return seeOther(path ?? paths.account());
    return this.view(actor, path, factorPasswordForm.blank(), null);
  }

  @Post()
  @SignedIn()
  @Twin('POST /api/v1/me/confirmation')
  confirm(
    @CurrentActor() actor: Actor,
    @Query({ schema: query }) { next }: z.infer<typeof query>,
    @SentFields() sent: Sent,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    const path = localPath(next);
    const on = seeOther(path ?? paths.account());
    return textOf(sent['response'])
      ? submit(
          keyForm,
          sent,
          async ({ response }) => {
            await this.confirmations.giveKey(actor, request, response);
            return on;
          },
          (form) => this.view(actor, path, factorPasswordForm.blank(), form),
        )
      : submit(
          factorPasswordForm,
          sent,
          async ({ password }) => {
            await this.confirmations.give(actor, request, password);
            return on;
          },
          (form) => this.view(actor, path, form, null),
        );
  }

  private async view(
    actor: Actor,
    next: Path | undefined,
    form: FormView,
    withKey: FormView | null,
  ): Promise<PageAnswer> {
    const [{ email }, key] = await Promise.all([
      this.users.byId(actor.userId),
      this.confirmations.askKey(actor),
    ]);
    return show('account/confirm', {
      head: confirmHead,
      form: withKey === null ? form : { ...form, problems: withKey.problems },
      email,
      action: paths.confirm(next),
      key: key === null ? null : JSON.stringify(key),
      keyForm: withKey,
      elsewhere: actor.byProvider
        ? {
            text: 'Confirm with your council account',
            href: paths.confirmWithProvider(next ?? paths.account()),
          }
        : null,
      cancel: next ?? paths.account(),
    });
  }
}
