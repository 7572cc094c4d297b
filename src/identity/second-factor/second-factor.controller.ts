import { Body, Controller, Get, Header, HttpCode, Post, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Actor } from '../access/actor.js';
import { CurrentActor, SignedIn } from '../access/policy.js';
import { factorCode, factorPassword } from './second-factor.input.js';
import { SecondFactorsService } from './second-factors.service.js';

const ownFactor = z
  .object({
    since: z
      .string()
      .nullable()
      .describe('Since when a code of an app is asked for at sign-in; null where none is asked for.'),
    keys: z
      .array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          addedAt: z.string(),
          lastUsedAt: z.string().nullable(),
        }),
      )
      .describe('Security keys and passkeys, of which one may be used in place of a code.'),
    recoveryCodesLeft: z.int().min(0),
  })
  .meta({ id: 'SecondFactor' });

const appKey = z
  .object({
    key: z.string().describe('Base32, for an authenticator app.'),
    uri: z.string().describe('The same as an address `otpauth:`, for a QR code.'),
  })
  .meta({ id: 'SecondFactorKey' });

const recoveryCodes = z
  .object({ recoveryCodes: z.array(z.string()).describe('Each counts once. Shown here and never again.') })
  .meta({ id: 'RecoveryCodes' });

@ApiTags('Own account')
@Controller('api/v1/me/second-factor')
@SignedIn()
export class SecondFactorController {
  constructor(private readonly factors: SecondFactorsService) {}

  @Get()
  @ApiOperation({ summary: 'Whether one has a second factor' })
  @ApiOkResponse({ standardSchema: ownFactor })
  own(@CurrentActor() actor: Actor): Promise<z.infer<typeof ownFactor>> {
    return this.factors.own(actor);
  }

  @Post()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Begin to set up an authenticator app, with the password once more' })
  @ApiOkResponse({ standardSchema: appKey })
  begin(
    @CurrentActor() actor: Actor,
    @Body({ schema: factorPassword }) { password }: z.infer<typeof factorPassword>,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof appKey>> {
    return this.factors.begin(actor, password, request);
  }

  @Post('confirm')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Finish with a code of the app; every other session ends' })
  @ApiOkResponse({ standardSchema: recoveryCodes })
  async confirm(
    @CurrentActor() actor: Actor,
    @Body({ schema: factorCode }) { code }: z.infer<typeof factorCode>,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof recoveryCodes>> {
    return { recoveryCodes: await this.factors.confirm(actor, code, request) };
  }

  @Post('recovery-codes')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Make new recovery codes, with the password once more; the old ones end' })
  @ApiOkResponse({ standardSchema: recoveryCodes })
  async renew(
    @CurrentActor() actor: Actor,
    @Body({ schema: factorPassword }) { password }: z.infer<typeof factorPassword>,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof recoveryCodes>> {
    return { recoveryCodes: await this.factors.renewCodes(actor, password, request) };
  }

  @Post('remove')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove one’s authenticator app, with the password once more; every other session ends',
  })
  @ApiNoContentResponse({ description: 'Removed' })
  async remove(
    @CurrentActor() actor: Actor,
    @Body({ schema: factorPassword }) { password }: z.infer<typeof factorPassword>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.factors.remove(actor, password, request);
  }
}
