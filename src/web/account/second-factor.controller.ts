import { Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  CurrentActor,
  SecondFactorsService,
  SecurityKeysService,
  SignedIn,
  UsersQueries,
  type Actor,
} from '../../identity/index.js';
import { Clock, notFound } from '../../platform/index.js';
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
import { factorCodeForm, factorPasswordForm, newKeyForm } from './second-factor.form.js';
import { presentFactor, presentNoFactor, presentSetUp } from './second-factor.presenter.js';
import {
  addKeyHead,
  askToAddHead,
  codesHead,
  removeHead,
  removeKeyHead,
  renewHead,
} from './second-factor.view.js';

const keyId = z.uuid();
const query = z.object({ next: z.string().optional().catch(undefined) });

/** What is shown once is the answer itself and no redirect. */
@Page('account/second-factor')
export class SecondFactorPagesController {
  constructor(
    private readonly factors: SecondFactorsService,
    private readonly keys: SecurityKeysService,
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
        return seeOther(paths.secondFactor(), 'Your authenticator app is removed.');
      },
      (form) => this.ask(actor, 'remove', form),
    );
  }

  @Get('add-app')
  @SignedIn()
  askToAddApp(@CurrentActor() actor: Actor): Promise<PageAnswer> {
    return this.ask(actor, 'add-app', factorPasswordForm.blank());
  }

  @Get('add-key')
  @SignedIn()
  askToAddKey(@CurrentActor() actor: Actor): Promise<PageAnswer> {
    return this.ask(actor, 'add-key', factorPasswordForm.blank());
  }

  @Post('add-key')
  @SignedIn()
  @Twin('POST /api/v1/me/second-factor/keys/options')
  beginKey(
    @CurrentActor() actor: Actor,
    @SentFields() sent: Sent,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      factorPasswordForm,
      sent,
      async ({ password }) => {
        const key = JSON.stringify(await this.keys.begin(actor, password, request));
        return show('account/add-key', { head: addKeyHead, form: newKeyForm.blank(), key });
      },
      (form) => this.ask(actor, 'add-key', form),
    );
  }

  @Post('keys')
  @SignedIn()
  @Twin('POST /api/v1/me/second-factor/keys')
  addKey(
    @CurrentActor() actor: Actor,
    @SentFields() sent: Sent,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      newKeyForm,
      sent,
      async (body) => {
        const codes = await this.keys.finish(actor, body, request);
        return codes === null
          ? seeOther(paths.secondFactor(), `The security key “${body.name}” is added.`)
          : show('account/recovery-codes', { head: codesHead, codes });
      },
      async (form) => {
        const options = await this.keys.begun(actor);
        if (options === undefined) return this.ask(actor, 'add-key', factorPasswordForm.blank());
        return show('account/add-key', { head: addKeyHead, form, key: JSON.stringify(options) });
      },
    );
  }

  @Get('keys/:id/remove')
  @SignedIn()
  askToRemoveKey(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: keyId }) id: string,
  ): Promise<PageAnswer> {
    return this.askAboutKey(actor, id, factorPasswordForm.blank());
  }

  @Post('keys/:id/remove')
  @SignedIn()
  @Twin('POST /api/v1/me/second-factor/keys/:id/remove')
  removeKey(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: keyId }) id: string,
    @SentFields() sent: Sent,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      factorPasswordForm,
      sent,
      async ({ password }) => {
        await this.keys.remove(actor, id, password, request);
        return seeOther(paths.secondFactor(), 'The security key is removed.');
      },
      (form) => this.askAboutKey(actor, id, form),
    );
  }

  private async view(actor: Actor, form: FormView, next: Path | undefined): Promise<PageAnswer> {
    const own = await this.factors.own(actor);
    if (own.since !== null || own.keys.length > 0)
      return show('account/second-factor', presentFactor(own, this.clock.now()));
    const { email } = await this.users.byId(actor.userId);
    const facts = { email, due: actor.secondFactorDue, next, now: this.clock.now() };
    return show('account/no-second-factor', presentNoFactor(form, facts));
  }

  private async askAboutKey(actor: Actor, id: string, form: FormView): Promise<PageAnswer> {
    const [{ email }, { keys }] = await Promise.all([this.users.byId(actor.userId), this.factors.own(actor)]);
    const key = keys.find((one) => one.id === id);
    if (!key) throw notFound('security key');
    const [head, action] = [removeKeyHead(key.name), paths.removeKey(id)];
    return show('account/ask-password', { head, form, email, action, button: 'Remove it', warning: true });
  }

  private async ask(actor: Actor, step: keyof typeof ASKED, form: FormView): Promise<PageAnswer> {
    const { email } = await this.users.byId(actor.userId);
    return show('account/ask-password', { ...ASKED[step], form, email });
  }
}

/** What asks for the password on a page of its own. */
const ASKED = {
  'add-app': {
    head: askToAddHead('app'),
    action: paths.secondFactorStep('set-up'),
    button: 'Go on',
    warning: false,
  },
  'add-key': {
    head: askToAddHead('key'),
    action: paths.secondFactorStep('add-key'),
    button: 'Go on',
    warning: false,
  },
  'recovery-codes': {
    head: renewHead,
    action: paths.secondFactorStep('recovery-codes'),
    button: 'Make new codes',
    warning: false,
  },
  remove: {
    head: removeHead,
    action: paths.secondFactorStep('remove'),
    button: 'Remove it',
    warning: true,
  },
};
