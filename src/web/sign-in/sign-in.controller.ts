import { Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Public, SignedIn, SignInService, type Actor } from '../../identity/index.js';
import { Clock, Problem } from '../../platform/index.js';
import {
  localPath,
  NoTwin,
  Page,
  paths,
  personOf,
  seeOther,
  SentFields,
  show,
  textOf,
  Twin,
  type PageAnswer,
  type Sent,
  type SeeOther,
} from '../shell/index.js';
import { signInForm } from './sign-in.form.js';
import { presentSignIn, refusedSignIn, signedOutPage } from './sign-in.presenter.js';

const query = z.object({
  next: z.string().optional().catch(undefined),
  ended: z.string().optional().catch(undefined),
});

@Page()
export class SignInPageController {
  constructor(
    private readonly signIn: SignInService,
    private readonly clock: Clock,
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
      presentSignIn(signInForm.blank(), localPath(next) ?? null, ended !== undefined),
    );
  }

  @Post('sign-in')
  @Public()
  @NoTwin('the API takes e-mail and password as JSON, with the same service: POST /api/v1/sessions')
  async enter(@SentFields() sent: Sent, @Req() request: FastifyRequest): Promise<PageAnswer | SeeOther> {
    const next = localPath(textOf(sent['next']));
    try {
      const { email, password } = signInForm.read(sent);
      const person = await this.signIn.authenticate(email, password, request.ip, request.id);
      await this.signIn.open(request, person);
      return seeOther(next ?? paths.myWork());
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const form =
        error.status === 422 ? signInForm.refused(sent, error) : refusedSignIn(sent, error, this.clock.now());
      const status = error.status === 401 ? 422 : error.status;
      return show('sign-in/sign-in', presentSignIn(form, next ?? null), status);
    }
  }

  @Post('sign-out')
  @SignedIn()
  @Twin('DELETE /api/v1/sessions/current')
  async leave(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeeOther> {
    await this.signIn.close(request, reply, actor);
    return seeOther(paths.signedOut());
  }

  @Get('signed-out')
  @Public()
  signedOut(): PageAnswer {
    return show('sign-in/signed-out', signedOutPage);
  }
}
