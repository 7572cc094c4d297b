import { Get, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PasswordsService, Public, RateLimit } from '../../identity/index.js';
import { Problem } from '../../platform/index.js';
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
import { forgottenPasswordForm, newPasswordForm } from './password-link.form.js';
import {
  forgottenHead,
  linkAskedPage,
  linkOverPage,
  newPasswordHead,
  passwordChosenPage,
} from './password-link.view.js';

const query = z.object({ token: z.string().max(100).catch('') });

/** The address of the page holds the link's token: no other address may learn it, not even one of ours. */
const NO_TOKEN_IN_REFERRER = { 'Referrer-Policy': 'strict-origin' };

/** How people choose a password: with a link, which they may also ask for themselves. */
@Page()
export class PasswordLinkPagesController {
  constructor(private readonly passwords: PasswordsService) {}

  @Get('forgotten-password')
  @Public()
  askPage(): PageAnswer {
    return show('sign-in/forgotten-password', { head: forgottenHead, form: forgottenPasswordForm.blank() });
  }

  @Post('forgotten-password')
  @Public()
  @RateLimit('password-link', 10)
  @Twin('POST /api/v1/password-links')
  ask(@SentFields() sent: Sent, @Req() request: FastifyRequest): Promise<PageAnswer | SeeOther> {
    return submit(
      forgottenPasswordForm,
      sent,
      async ({ email }) => {
        await this.passwords.forgotten(email, request.id);
        return seeOther(paths.linkAsked());
      },
      (form) => show('sign-in/forgotten-password', { head: forgottenHead, form }),
    );
  }

  @Get('forgotten-password/sent')
  @Public()
  asked(): PageAnswer {
    return show('sign-in/link-asked', linkAskedPage);
  }

  @Get('password/new')
  @Public()
  async choosePage(@Query({ schema: query }) { token }: z.infer<typeof query>): Promise<PageAnswer> {
    return this.view(token, newPasswordForm.blank({ token }));
  }

  @Post('password/new')
  @Public()
  @RateLimit('password-link-use', 30)
  @Twin('POST /api/v1/password-links/use')
  async choose(@SentFields() sent: Sent, @Req() request: FastifyRequest): Promise<PageAnswer | SeeOther> {
    try {
      return await submit(
        newPasswordForm,
        sent,
        async ({ token, password }) => {
          await this.passwords.use(token, password, request);
          return seeOther(paths.passwordChosen());
        },
        (form) => this.view(textOf(sent['token']), form),
      );
    } catch (error) {
      if (error instanceof Problem && error.status === 410)
        return show('sign-in/link-over', linkOverPage, 410);
      throw error;
    }
  }

  @Get('password/chosen')
  @Public()
  chosen(): PageAnswer {
    return show('sign-in/password-chosen', passwordChosenPage);
  }

  private async view(token: string, form: FormView): Promise<PageAnswer> {
    const account = await this.passwords.accountOf(token);
    if (!account) return show('sign-in/link-over', linkOverPage, 410, NO_TOKEN_IN_REFERRER);
    const { email } = account;
    return show(
      'sign-in/new-password',
      { head: newPasswordHead(email), form, email },
      200,
      NO_TOKEN_IN_REFERRER,
    );
  }
}
