import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../../identity/index.js';
import { VersionsQueries } from '../versions/versions.queries.js';
import { publishInput, takeDownInput } from './published.input.js';
import { publicationState, PublishedQueries, type PublicationState } from './published.queries.js';
import { PublishedService } from './published.service.js';

const id = z.uuid();

@ApiTags('Sealed versions')
@Controller('api/v1/versions/:id')
export class PublishedController {
  constructor(
    private readonly versions: VersionsQueries,
    private readonly published: PublishedQueries,
    private readonly service: PublishedService,
  ) {}

  @Get('published')
  @Policy('version.read')
  @ApiOperation({ summary: 'Read whether the public edition of a version is on the public page' })
  @ApiOkResponse({ standardSchema: publicationState })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) versionId: string,
  ): Promise<PublicationState> {
    await this.versions.get(actor, versionId);
    return this.published.state(versionId);
  }

  @Post('publish')
  @HttpCode(200)
  @Policy('version.publish')
  @ApiOperation({ summary: 'Put the public edition of a version on the public page' })
  @ApiOkResponse({ standardSchema: publicationState })
  async publish(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) versionId: string,
    @Body({ schema: publishInput }) body: z.infer<typeof publishInput>,
  ): Promise<PublicationState> {
    await this.service.publish(actor, versionId, body);
    return this.published.state(versionId);
  }

  @Post('take-down')
  @HttpCode(200)
  @Policy('version.publish')
  @ApiOperation({ summary: 'Take a public edition down from the public page, with the reason' })
  @ApiOkResponse({ standardSchema: publicationState })
  async takeDown(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) versionId: string,
    @Body({ schema: takeDownInput }) body: z.infer<typeof takeDownInput>,
  ): Promise<PublicationState> {
    await this.service.takeDown(actor, versionId, body.reason);
    return this.published.state(versionId);
  }
}
