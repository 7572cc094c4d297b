import { Body, Controller, Header, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { conflict } from '../../platform/index.js';
import type { Actor } from '../access/actor.js';
import { CurrentActor, SignedIn } from '../access/policy.js';
import { keyOptions } from '../security-keys/key-options.js';
import { keyAssertion } from '../security-keys/security-keys.input.js';
import { confirmingPassword, ConfirmationsService } from './confirmations.service.js';

const confirming = z.strictObject({
  password: confirmingPassword,
  key: keyAssertion.nullable().default(null).describe('In place of the password.'),
});

const confirmed = z
  .object({ until: z.string().describe('Until when nothing is asked again in this session.') })
  .meta({ id: 'Confirmed' });

/** That the person sits in front of their session, before what asks for it. */
@ApiTags('Own account')
@Controller('api/v1/me/confirmation')
@SignedIn()
export class ConfirmationsController {
  constructor(private readonly confirmations: ConfirmationsService) {}

  @Post('key-options')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'What a browser asks one’s security keys, to confirm with one of them' })
  @ApiOkResponse({ standardSchema: keyOptions })
  async ask(@CurrentActor() actor: Actor): Promise<z.infer<typeof keyOptions>> {
    const options = await this.confirmations.askKey(actor);
    if (options === null) throw conflict('no-security-key', 'There is no security key on this account.');
    return { ...options };
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm with the password or a security key; it counts for five minutes' })
  @ApiOkResponse({ standardSchema: confirmed })
  async give(
    @CurrentActor() actor: Actor,
    @Body({ schema: confirming }) { password, key }: z.output<typeof confirming>,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof confirmed>> {
    await (key === null
      ? this.confirmations.give(actor, request, password)
      : this.confirmations.giveKey(actor, request, key));
    const until = await this.confirmations.lastsUntil(request);
    return { until: (until ?? new Date(0)).toISOString() };
  }
}
