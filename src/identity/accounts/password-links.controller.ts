import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Public } from '../access/policy.js';
import { RateLimit } from '../access/rate-limit.js';
import { forgottenPassword, newPassword } from './password-links.input.js';
import { PasswordsService } from './passwords.service.js';

@ApiTags('Sign-in')
@Controller('api/v1/password-links')
export class PasswordLinksController {
  constructor(private readonly service: PasswordsService) {}

  @Post()
  @Public()
  @RateLimit('password-link', 10)
  @HttpCode(204)
  @ApiOperation({ summary: 'Ask for a link to choose a new password; the answer tells nothing' })
  @ApiNoContentResponse({ description: 'Mailed, if there is such an account' })
  async ask(
    @Body({ schema: forgottenPassword }) { email }: z.infer<typeof forgottenPassword>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.service.forgotten(email, request.id);
  }

  @Post('use')
  @Public()
  @RateLimit('password-link-use', 30)
  @HttpCode(204)
  @ApiOperation({ summary: 'Choose one’s password with a link; every session and token of the account ends' })
  @ApiNoContentResponse({ description: 'The password is set' })
  async use(
    @Body({ schema: newPassword }) { token, password }: z.infer<typeof newPassword>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.service.use(token, password, request);
  }
}
