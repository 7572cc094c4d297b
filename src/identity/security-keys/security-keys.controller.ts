import { Body, Controller, Header, HttpCode, Param, Post, Req } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import type { Actor } from '../access/actor.js';
import { CurrentActor, SignedIn } from '../access/policy.js';
import { factorPassword } from '../second-factor/second-factor.input.js';
import { keyOptions } from './key-options.js';
import { newKey } from './security-keys.input.js';
import { SecurityKeysService } from './security-keys.service.js';

const keyAdded = z
  .object({
    recoveryCodes: z
      .array(z.string())
      .nullable()
      .describe('Where it is the first factor: each counts once. Shown here and never again.'),
  })
  .meta({ id: 'SecurityKeyAdded' });

@ApiTags('Own account')
@Controller('api/v1/me/second-factor/keys')
@SignedIn()
export class SecurityKeysController {
  constructor(private readonly keys: SecurityKeysService) {}

  @Post('options')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Begin to add a security key, with the password once more' })
  @ApiOkResponse({ standardSchema: keyOptions })
  begin(
    @CurrentActor() actor: Actor,
    @Body({ schema: factorPassword }) { password }: z.infer<typeof factorPassword>,
    @Req() request: FastifyRequest,
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    return this.keys.begin(actor, password, request);
  }

  @Post()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Finish with what the browser answered; every other session ends' })
  @ApiCreatedResponse({ standardSchema: keyAdded })
  async finish(
    @CurrentActor() actor: Actor,
    @Body({ schema: newKey }) body: z.output<typeof newKey>,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof keyAdded>> {
    return { recoveryCodes: await this.keys.finish(actor, body, request) };
  }

  @Post(':id/remove')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a security key, with the password once more; every other session ends' })
  @ApiNoContentResponse({ description: 'Removed' })
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: factorPassword }) { password }: z.infer<typeof factorPassword>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.keys.remove(actor, id, password, request);
  }
}
