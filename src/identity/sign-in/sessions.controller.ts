import { Body, Controller, Delete, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { conflict } from '../../platform/index.js';
import type { Actor } from '../access/actor.js';
import { CurrentActor, Public, SignedIn } from '../access/policy.js';
import { RateLimit } from '../access/rate-limit.js';
import { SIGN_INS_PER_MINUTE } from './sign-in.limits.js';
import { keyOptions } from '../security-keys/key-options.js';
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
    @Body({ schema: signInBody }) { code, key }: z.infer<typeof signInBody>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof signedIn>> {
    const person = request.authenticatedUser;
    if (!person) throw new Error('BUG: SignInGuard let a request pass that it did not authenticate');
    const csrfToken = await this.signIn.open(request, await this.second.take(person, { code, key }, request));
    void reply.header('Cache-Control', 'no-store');
    const { id, email, name, jobTitle } = person;
    return { user: { id, email, name, jobTitle }, csrfToken };
  }

  @Post('key-options')
  @Public()
  @HttpCode(200)
  @RateLimit('sign-in', SIGN_INS_PER_MINUTE)
  @UseGuards(SignInGuard)
  @ApiOperation({ summary: 'What a browser asks the security keys of the person, after e-mail and password' })
  @ApiOkResponse({ standardSchema: keyOptions })
  async askKey(
    // Its guard has read it.
    @Body({ schema: signInBody }) _body: z.infer<typeof signInBody>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof keyOptions>> {
    const person = request.authenticatedUser;
    if (!person) throw new Error('BUG: SignInGuard let a request pass that it did not authenticate');
    const { key } = await this.second.ways(person.id);
    if (key === null) throw conflict('no-security-key', 'There is no security key on this account.');
    void reply.header('Cache-Control', 'no-store');
    return { ...key };
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
