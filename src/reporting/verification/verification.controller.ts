import { Body, Controller, Get, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { RateLimit, Public } from '../../identity/index.js';
import { hashFile, TakesFile } from '../../platform/index.js';
import { VERIFICATION_LIMITS } from './verification-limits.js';
import { verification, VerificationQueries, type Verification } from './verification.queries.js';

const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/i, 'Give the 64 hexadecimal characters of a SHA-256.')
  .transform((text) => text.toLowerCase());

/**
 * Checking a copy, for everybody. "We do not know it" is an answer with a meaning, so it is a 200 as well: a 404 would look the same
 * as a mistyped address, and nobody should hold a report for forged because of one.
 */
@ApiTags('Verification')
@Controller('api/v1/verification')
@Public()
@RateLimit('verification', VERIFICATION_LIMITS.perMinute)
export class VerificationController {
  constructor(private readonly verifications: VerificationQueries) {}

  @Get(':sha256')
  @ApiOperation({ summary: 'Check a hash: which approved version is it, and is it in force' })
  @ApiOkResponse({ standardSchema: verification })
  ofHash(@Param('sha256', { schema: hash }) sha256: string): Promise<Verification> {
    return this.verifications.of(sha256);
  }

  /** The bytes are hashed as they arrive and kept nowhere. */
  @Post()
  @HttpCode(200)
  @TakesFile(VERIFICATION_LIMITS.fileBytes)
  @ApiOperation({ summary: 'Check a file by its bytes; nothing of it is kept' })
  @ApiConsumes('application/pdf', 'text/html', 'text/csv', 'application/json', 'application/octet-stream')
  @ApiBody({ required: true, schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ standardSchema: verification })
  async ofFile(
    @Body() body: AsyncIterable<Buffer>,
    @Headers('content-type') contentType: string,
  ): Promise<Verification> {
    return this.verifications.of((await hashFile(body, contentType)).sha256);
  }
}
