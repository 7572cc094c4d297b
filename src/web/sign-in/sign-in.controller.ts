import { Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  CurrentActor,
  Public,
  ProviderClient,
  RateLimit,
  SecondStepService,
  SessionsService,
  SIGN_INS_PER_MINUTE,
  SignedIn,
  SignInService,
  type Actor,
  type AuthenticatedUser,
} from '../../identity/index.js';
import { Clock, Config, Problem } from '../../platform/index.js';
import {
  Elsewhere,
  localPath,
  NoTwin,
  openForm,
  Page,
  paths,
  personOf,
  seeOther,
  SentFields,
  show,
  textOf,
  Twin,
  unsavedOfAnother,
  unsavedPage,
  type PageAnswer,
  type Path,
  type Sent,
  type SeeOther,
} from '../shell/index.js';
import { codeForm, keyForm, signInForm } from './sign-in.form.js';
import {
  presentCode,
  presentSignIn,
  refusedCode,
  refusedSignIn,
  signedOutPage,
} from './sign-in.presenter.js';

const query = z.object({
  next: z.string().optional().catch(undefined),
  ended: z.string().optional().catch(undefined),
});

@Page()
export class SignInPageController {
  constructor(
    private readonly signIn: SignInService,
    private readonly second: SecondStepService,
    private readonly sessions: SessionsService,
    private readonly provider: ProviderClient,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  @Get('sign-in')
  @Public()
  page(
    @Query({ schema: query }) { next, ended }: z.infer<typeof query>,
    @Req() request: FastifyRequest,
  ): PageAnswer | SeeOther {
    if (personOf(request)) return seeOther(localPath(next) ?? paths.myWork());
    return show(
      'sign-in/sign-in',
      presentSignIn(signInForm.blank(), localPath(next) ?? null, {
        ended: ended !== undefined,
        button: this.provider.button,
      }),
    );
  }

  @Post('sign-in')
  @Public()
  @RateLimit('sign-in', SIGN_INS_PER_MINUTE)
  @NoTwin('the API takes e-mail and password as JSON, with the same service: POST /api/v1/sessions')
  async enter(@SentFields() sent: Sent, @Req() request: FastifyRequest): Promise<PageAnswer | SeeOther> {
    const next = localPath(textOf(sent['next']));
    const sealed = textOf(sent['_sealed']) || null;
    try {
      const { email, password } = signInForm.read(sent);
      const person = await this.signIn.authenticate(email, password, request);
      if (person.secondFactor !== 'needed') return await this.begin(person, { next, sealed }, request);
      const [ways, waiting] = await Promise.all([this.second.ways(person.id), this.second.wait(person)]);
      const kept = { next: next ?? null, sealed, waiting };
      return show('sign-in/code', presentCode(codeForm.blank(), ways, kept));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const form =
        error.status === 422 ? signInForm.refused(sent, error) : refusedSignIn(sent, error, this.clock.now());
      const status = error.status === 401 ? 422 : error.status;
      return show(
        'sign-in/sign-in',
        presentSignIn(form, next ?? null, { sealed, button: this.provider.button }),
        status,
      );
    }
  }

  /** Somebody signed in with the identity provider in another tab, so that what they typed stayed in this one. */
  @Post('sign-in/go-on')
  @Public()
  @RateLimit('sign-in', SIGN_INS_PER_MINUTE)
  @NoTwin('gives back what was typed on a page')
  async goOn(@SentFields() sent: Sent, @Req() request: FastifyRequest): Promise<PageAnswer | SeeOther> {
    const next = localPath(textOf(sent['next']));
    const sealed = textOf(sent['_sealed']) || null;
    const person = personOf(request);
    if (!person)
      return show(
        'sign-in/sign-in',
        presentSignIn(signInForm.blank(), next ?? null, { sealed, button: this.provider.button }),
        422,
      );
    return sealed === null
      ? seeOther(next ?? paths.myWork())
      : this.typedBefore(sealed, { id: person.userId, name: person.name }, next, request);
  }

  @Post('sign-in/code')
  @Public()
  @RateLimit('sign-in', SIGN_INS_PER_MINUTE)
  @NoTwin('the API takes the code or key together with the password: POST /api/v1/sessions')
  async code(@SentFields() sent: Sent, @Req() request: FastifyRequest): Promise<PageAnswer | SeeOther> {
    const next = localPath(textOf(sent['next']));
    const sealed = textOf(sent['_sealed']) || null;
    const waiting = textOf(sent['_waiting']);
    const person = await this.second.whoWaits(waiting);
    if (!person)
      return show(
        'sign-in/sign-in',
        presentSignIn(signInForm.blank(), next ?? null, { sealed, late: true, button: this.provider.button }),
        422,
      );
    try {
      const given = textOf(sent['response'])
        ? { code: null, key: keyForm.read(sent).response }
        : codeForm.read(sent);
      return await this.begin(await this.second.take(person, given, request), { next, sealed }, request);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const form = refusedCode(sent, error, this.clock.now());
      const status = error.status === 401 ? 422 : error.status;
      const kept = { next: next ?? null, sealed, waiting };
      return show('sign-in/code', presentCode(form, await this.second.ways(person.id), kept), status);
    }
  }

  /** Starts the session, and leads to what the person wanted; past the second factor where they need one and have none. */
  private async begin(
    person: AuthenticatedUser,
    { next, sealed }: { next: Path | undefined; sealed: string | null },
    request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    await this.signIn.open(request, person);
    if (sealed !== null) return this.typedBefore(sealed, person, next, request);
    await this.sessions.introduce(request);
    return seeOther(
      personOf(request)?.secondFactorDue == null ? (next ?? paths.myWork()) : paths.secondFactor(next),
    );
  }

  /** Gives back what was typed when the session ended, to the person who typed it. */
  private async typedBefore(
    sealed: string,
    person: Pick<AuthenticatedUser, 'id' | 'name'>,
    next: Path | undefined,
    request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    const kept = openForm(sealed, this.clock.now(), this.config);
    if (!kept) return seeOther(next ?? paths.myWork());
    await this.sessions.introduce(request);
    return kept.person === person.id
      ? show('unsaved', unsavedPage(kept, next))
      : show('unsaved-of-another', unsavedOfAnother(person.name));
  }

  @Post('sign-out')
  @SignedIn()
  @Twin('DELETE /api/v1/sessions/current')
  async leave(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeeOther | Elsewhere> {
    const idToken = await this.signIn.close(request, reply, actor);
    const url = idToken === null ? undefined : await this.provider.leaving(idToken);
    return url === undefined ? seeOther(paths.signedOut()) : new Elsewhere(url);
  }

  @Get('signed-out')
  @Public()
  signedOut(): PageAnswer {
    return show('sign-in/signed-out', signedOutPage);
  }
}
