import { Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  BEGUN_SECONDS,
  CurrentActor,
  ExternalIdentitiesService,
  GroupRolesService,
  ProviderClient,
  Public,
  RateLimit,
  SecondStepService,
  SIGN_INS_PER_MINUTE,
  SignedIn,
  SignInService,
  type Actor,
  type Aim,
} from '../../identity/index.js';
import { Clock, Config, Problem } from '../../platform/index.js';
import {
  Elsewhere,
  localPath,
  NoTwin,
  Page,
  paths,
  personOf,
  seeOther,
  SentFields,
  show,
  textOf,
  type PageAnswer,
  type Path,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { linkForm } from './sign-in.form.js';
import { presentLinkIdentity, presentProviderFailed, refusedLink } from './sign-in.presenter.js';

const query = z.object({ next: z.string().optional().catch(undefined) });

/** To the council's identity provider and back. */
@Page('sign-in')
export class ProviderPagesController {
  constructor(
    private readonly provider: ProviderClient,
    private readonly identities: ExternalIdentitiesService,
    private readonly signIn: SignInService,
    private readonly second: SecondStepService,
    private readonly groups: GroupRolesService,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** A link and no form, because browsers follow no form to another site. Another site cannot begin it. */
  @Get('provider')
  @Public()
  @RateLimit('provider', SIGN_INS_PER_MINUTE)
  begin(
    @Query({ schema: query }) { next }: z.infer<typeof query>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PageAnswer | SeeOther | Elsewhere> {
    return this.leave('sign-in', localPath(next), request, reply);
  }

  @Get('provider/confirm')
  @SignedIn()
  async confirm(
    @CurrentActor() actor: Actor,
    @Query({ schema: query }) { next }: z.infer<typeof query>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PageAnswer | SeeOther | Elsewhere> {
    const path = localPath(next);
    if (!actor.byProvider) return seeOther(path ?? paths.account());
    return this.leave('confirm', path, request, reply);
  }

  @Get('provider/callback')
  @Public()
  @RateLimit('provider', SIGN_INS_PER_MINUTE)
  async back(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PageAnswer | SeeOther> {
    const { name, ...options } = this.cookie();
    const kept = request.cookies[name];
    // It counts once, whatever becomes of it.
    void reply.clearCookie(name, options);
    let next: Path | undefined;
    try {
      const { vouched, aim, next: wanted } = await this.provider.finish(kept, searchOf(request.url));
      next = localPath(wanted);
      if (aim === 'confirm') {
        const actor = personOf(request);
        if (!actor) return seeOther(paths.signIn(next));
        await this.identities.confirm(actor, vouched, request);
        return seeOther(next ?? paths.account());
      }
      const person = await this.identities.personOf(vouched, request);
      if (!person) {
        const identity = this.identities.hold(vouched);
        return show('sign-in/link-identity', presentLinkIdentity(linkForm.blank(), next ?? null, identity));
      }
      await this.groups.follow(person, vouched, request.id);
      await this.signIn.open(request, person, vouched.idToken);
      return seeOther(next ?? paths.myWork());
    } catch (error) {
      return failed(error, next);
    }
  }

  @Post('link')
  @Public()
  @RateLimit('sign-in', SIGN_INS_PER_MINUTE)
  @NoTwin('it takes what the identity provider sent the browser back with')
  async link(@SentFields() sent: Sent, @Req() request: FastifyRequest): Promise<PageAnswer | SeeOther> {
    const next = localPath(textOf(sent['next']));
    const identity = textOf(sent['_identity']);
    const vouched = this.identities.held(identity);
    if (!vouched) return show('sign-in/provider-failed', presentProviderFailed(LATE, next ?? null), 422);
    try {
      const { email, password, code } = linkForm.read(sent);
      const known = await this.signIn.authenticate(email, password, request, 'link');
      const person = await this.second.take(known, { code }, request);
      await this.identities.link(person, vouched, request.id);
      await this.groups.follow(person, vouched, request.id);
      await this.signIn.open(request, person, vouched.idToken);
      return seeOther(next ?? paths.myWork(), 'Your council account signs you in from now on.');
    } catch (error) {
      if (!(error instanceof Problem) || error.code === 'provider-refused') return failed(error, next);
      const form = refusedLink(sent, error, this.clock.now());
      const status = error.status === 401 ? 422 : error.status;
      return show('sign-in/link-identity', presentLinkIdentity(form, next ?? null, identity), status);
    }
  }

  private async leave(
    aim: Aim,
    next: Path | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<PageAnswer | SeeOther | Elsewhere> {
    if (request.headers['sec-fetch-site'] === 'cross-site') return seeOther(paths.signIn(next));
    try {
      const { url, kept } = await this.provider.begin(aim, next ?? null);
      const { name, ...options } = this.cookie();
      void reply.setCookie(name, kept, { ...options, maxAge: BEGUN_SECONDS });
      return new Elsewhere(url);
    } catch (error) {
      return failed(error, next);
    }
  }

  /** `__Host-` binds the cookie to this host and to HTTPS. `Lax`: the provider sends the browser back from its own site. */
  private cookie() {
    const secure = this.config.PUBLIC_URL.startsWith('https:');
    const name = secure ? '__Host-provider' : 'provider';
    return { name, path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  }
}

const LATE = 'It took more than a quarter of an hour. Begin once more.';

const searchOf = (url: string): string => (url.includes('?') ? url.slice(url.indexOf('?')) : '');

/** @throws what is no refusal. */
function failed(error: unknown, next: Path | undefined): PageAnswer {
  if (!(error instanceof Problem) || error.status === 404) throw error;
  return show('sign-in/provider-failed', presentProviderFailed(error.message, next ?? null), error.status);
}
