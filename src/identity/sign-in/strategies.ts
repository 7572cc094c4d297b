import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy as CustomStrategy } from 'passport-custom';
import { Strategy as BearerStrategy } from 'passport-http-bearer';
import { Strategy as LocalStrategy } from 'passport-local';
import type { ActorFacts } from '../access/actor.js';
import { AuthenticationQueries } from './authentication.queries.js';
import { SignInService, type AuthenticatedUser } from './sign-in.service.js';

/*
 * passport keeps its strategies for the whole process: of two applications in one process the later one's count, so both
 * must use the same database. Only tests ever have two.
 */

/** The format of an API token. Its prefix lets people and secret scanners find it in a leaked file. */
export const TOKEN_SHAPE = /^hr_[A-Za-z0-9_-]{43}$/;

export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** `Authorization: Bearer hr_…`. */
@Injectable()
export class TokenStrategy extends PassportStrategy(BearerStrategy, 'bearer') {
  constructor(private readonly authentication: AuthenticationQueries) {
    super();
  }

  /** Reads the header only: the package would also read `access_token` from the body and from the URL, which is logged. */
  override authenticate(request: Pick<FastifyRequest, 'headers'>): void {
    super.authenticate({ headers: request.headers } as never);
  }

  async validate(token: string): Promise<ActorFacts | false> {
    if (!TOKEN_SHAPE.test(token)) return false;
    return (await this.authentication.byToken(tokenHash(token))) ?? false;
  }
}

/** The session that the cookie names. A request with an Authorization header is never authenticated by its cookie. */
@Injectable()
export class SessionStrategy extends PassportStrategy(CustomStrategy, 'web-session') {
  // eslint-disable-next-line @typescript-eslint/require-await -- the session was read when the request came in
  async validate(request: FastifyRequest): Promise<ActorFacts | false> {
    if (request.headers.authorization !== undefined) return false;
    return request.session.facts ?? false;
  }
}

/** E-mail address and password; used at sign-in only. */
@Injectable()
export class PasswordStrategy extends PassportStrategy(LocalStrategy, 'local') {
  constructor(private readonly signIn: SignInService) {
    super({ usernameField: 'email', passwordField: 'password', passReqToCallback: true, session: false });
  }

  validate(request: FastifyRequest, email: string, password: string): Promise<AuthenticatedUser> {
    return this.signIn.authenticate(email, password, request);
  }
}
