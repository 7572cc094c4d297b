import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { SignedIn } from './identity/index.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** The OpenAPI document of the running application, as JSON; made at the first call. */
    apiDescription(): string;
  }
}

/** The running application's own description, for the programs that call it. */
@ApiTags('Description')
@Controller('api/v1')
export class DescriptionController {
  @Get('openapi.json')
  @SignedIn()
  @ApiOperation({ summary: 'Read this description' })
  @ApiOkResponse({
    description: 'OpenAPI 3.0',
    content: { 'application/json': { schema: { type: 'object', additionalProperties: true } } },
  })
  @Header('Content-Type', 'application/json; charset=utf-8')
  read(@Req() request: FastifyRequest): string {
    return request.server.apiDescription();
  }
}
