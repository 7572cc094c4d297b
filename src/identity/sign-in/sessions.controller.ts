import { Body, Controller, Delete, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Actor } from '../access/actor.js';
import { CurrentActor, Public, SignedIn } from '../access/policy.js';
import { RateLimit } from '../access/rate-limit.js';
import { SIGN_INS_PER_MINUTE } from './sign-in.limits.js';
import { signInBody, SignInGuard } from './sign-in.guard.js';
import { SecondStepService } from '../second-factor/second-step.service.js';
import { SignInService } from './sign-in.service.js';

const signedIn = z.object({
  user: z.object({ id: z.uuid(), email: z.string(), name: z.string(), jobTitle: z.string() }),
  /** To be repeated as X-CSRF-Token with every write of this session. */
  csrfToken: z.string(),
});

@ApiTags('Sign-in')
@Controller('api/v1/sessions')
export class SessionsController {
  constructor(
    private readonly signIn: SignInService,
    private readonly second: SecondStepService,
  ) {}

  @Post()
  @Public()
  @RateLimit('sign-in', SIGN_INS_PER_MINUTE)
  @UseGuards(SignInGuard)
  @ApiOperation({
    summary: 'Sign in with e-mail and password, and a code where the person has a second factor',
  })
  @ApiCreatedResponse({ standardSchema: signedIn, description: 'Signed in; the session is in the cookie' })
  async create(
    @Body({ schema: signInBody }) { code }: z.infer<typeof signInBody>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof signedIn>> {
    const person = request.authenticatedUser;
    if (!person) throw new Error('BUG: SignInGuard let a request pass that it did not authenticate');
    const csrfToken = await this.signIn.open(request, await this.second.take(person, code, request));
    void reply.header('Cache-Control', 'no-store');
    const { id, email, name, jobTitle } = person;
    return { user: { id, email, name, jobTitle }, csrfToken };
  }

  @Delete('current')
  @SignedIn()
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out' })
  @ApiNoContentResponse({ description: 'Signed out' })
  async end(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.signIn.close(request, reply, actor);
  }
}
