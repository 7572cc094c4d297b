import { Get, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  CurrentActor,
  SecondFactorsService,
  SignedIn,
  UsersQueries,
  type Actor,
} from '../../identity/index.js';
import { Clock } from '../../platform/index.js';
import {
  localPath,
  Page,
  paths,
  seeOther,
  SentFields,
  show,
  submit,
  Twin,
  type FormView,
  type PageAnswer,
  type Path,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { factorCodeForm, factorPasswordForm } from './second-factor.form.js';
import { presentFactor, presentNoFactor, presentSetUp } from './second-factor.presenter.js';
import { codesHead, removeHead, renewHead } from './second-factor.view.js';

const query = z.object({ next: z.string().optional().catch(undefined) });

/** What is shown once is the answer itself and no redirect. */
@Page('account/second-factor')
export class SecondFactorPagesController {
  constructor(
    private readonly factors: SecondFactorsService,
    private readonly users: UsersQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @SignedIn()
  page(
    @CurrentActor() actor: Actor,
    @Query({ schema: query }) { next }: z.infer<typeof query>,
  ): Promise<PageAnswer> {
    return this.view(actor, factorPasswordForm.blank(), localPath(next));
  }

  @Post('set-up')
  @SignedIn()
  @Twin('POST /api/v1/me/second-factor')
  begin(
    @CurrentActor() actor: Actor,
    @SentFields() sent: Sent,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      factorPasswordForm,
      sent,
      async ({ password }) => {
        const key = await this.factors.begin(actor, password, request);
        return show('account/set-up-factor', presentSetUp(key, factorCodeForm.blank()));
      },
      (form) => this.view(actor, form, undefined),
    );
  }

  @Post('confirm')
  @SignedIn()
  @Twin('POST /api/v1/me/second-factor/confirm')
  confirm(
    @CurrentActor() actor: Actor,
    @SentFields() sent: Sent,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      factorCodeForm,
      sent,
      async ({ code }) => {
        const codes = await this.factors.confirm(actor, code, request);
        return show('account/recovery-codes', { head: codesHead, codes });
      },
      async (form) => {
        const key = await this.factors.begun(actor);
        return key === undefined
          ? this.view(actor, factorPasswordForm.blank(), undefined)
          : show('account/set-up-factor', presentSetUp(key, form));
      },
    );
  }

  @Get('recovery-codes')
  @SignedIn()
  askToRenew(@CurrentActor() actor: Actor): Promise<PageAnswer> {
    return this.ask(actor, 'recovery-codes', factorPasswordForm.blank());
  }

  @Post('recovery-codes')
  @SignedIn()
  @Twin('POST /api/v1/me/second-factor/recovery-codes')
  renew(
    @CurrentActor() actor: Actor,
    @SentFields() sent: Sent,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      factorPasswordForm,
      sent,
      async ({ password }) => {
        const codes = await this.factors.renewCodes(actor, password, request);
        return show('account/recovery-codes', { head: codesHead, codes });
      },
      (form) => this.ask(actor, 'recovery-codes', form),
    );
  }

  @Get('remove')
  @SignedIn()
  askToRemove(@CurrentActor() actor: Actor): Promise<PageAnswer> {
    return this.ask(actor, 'remove', factorPasswordForm.blank());
  }

  @Post('remove')
  @SignedIn()
  @Twin('POST /api/v1/me/second-factor/remove')
  remove(
    @CurrentActor() actor: Actor,
    @SentFields() sent: Sent,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      factorPasswordForm,
      sent,
      async ({ password }) => {
        await this.factors.remove(actor, password, request);
        return seeOther(paths.secondFactor(), 'Your second factor is removed.');
      },
      (form) => this.ask(actor, 'remove', form),
    );
  }

  private async view(actor: Actor, form: FormView, next: Path | undefined): Promise<PageAnswer> {
    const { since, recoveryCodesLeft } = await this.factors.own(actor);
    if (since !== null) return show('account/second-factor', presentFactor(since, recoveryCodesLeft));
    const { email } = await this.users.byId(actor.userId);
    const facts = { email, due: actor.secondFactorDue, next, now: this.clock.now() };
    return show('account/no-second-factor', presentNoFactor(form, facts));
  }

  private async ask(actor: Actor, step: 'recovery-codes' | 'remove', form: FormView): Promise<PageAnswer> {
    const { email } = await this.users.byId(actor.userId);
    const warning = step === 'remove';
    return show('account/ask-password', {
      head: warning ? removeHead : renewHead,
      form,
      email,
      action: paths.secondFactorStep(step),
      button: warning ? 'Remove it' : 'Make new codes',
      warning,
    });
  }
}
