import { createHash } from 'node:crypto';
import { Body, Controller, Headers, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Public, RateLimit, systemActor } from '../../identity/index.js';
import {
  Clock,
  Config,
  conflict,
  Database,
  fileBytes,
  invalid,
  notFound,
  parseJson,
  Problem,
  said,
  schemaIssues,
  TakesFile,
  type StatusReport,
} from '../../platform/index.js';
import { DeliveryNoticesService } from './delivery-notices.service.js';
import { verifySignature } from './relay-signature.rules.js';

const BODY_LIMIT = 16 * 1024;
/** From one address: a relay that reports of five hundred recipients, and no more. */
const PER_MINUTE = 1200;

const EVENTS = {
  delivered: 'delivered',
  bounced: 'bounced',
  deferred: 'delayed',
} as const satisfies Record<string, StatusReport['says']>;

/** What a relay reports of one mail. */
export const relayEvent = z
  .strictObject({
    messageId: z
      .string()
      .max(300)
      .regex(/^<?[^<>\s@]+@[^<>\s@]+>?$/, 'The Message-ID of the mail is needed.')
      .describe('Of the mail, with or without its angles.'),
    recipient: z.string().max(320).describe('The address that it is about.'),
    event: z.enum(['delivered', 'bounced', 'deferred']),
    time: z.iso.datetime({ offset: true }).describe('When it happened.'),
    diagnostic: z.string().max(2000).optional().describe('What the mail server said.'),
  })
  .meta({ id: 'RelayEvent', description: 'What a mail relay reports of one mail.' });
export type RelayEvent = z.infer<typeof relayEvent>;

/** For the description: the body is taken as bytes, so Nest does not see its schema. */
const BODY = z.toJSONSchema(relayEvent, { target: 'openapi-3.0', io: 'input' }) as ApiBodySchema;
type ApiBodySchema = NonNullable<Extract<Parameters<typeof ApiBody>[0], { schema: unknown }>['schema']>;

/** Where a mail relay reports what became of mails, signed with a secret of the installation. Off where there is no secret. */
@ApiTags('Deliveries')
@Controller('api/v1/delivery-events')
export class RelayController {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly database: Database,
    private readonly notices: DeliveryNoticesService,
  ) {}

  /**
   * The body is read as bytes, because bytes are what is signed.
   * @throws Problem 404 where it is off · 401 without a valid signature · 409 for an id that was taken before · 422.
   */
  @Post()
  @HttpCode(200)
  @Public()
  @RateLimit('delivery-events', PER_MINUTE)
  @TakesFile(BODY_LIMIT, ['application/json'])
  @ApiOperation({
    summary: 'Report what became of a mail; for a mail relay, signed as Standard Webhooks has it',
  })
  @ApiConsumes('application/json')
  @ApiHeader({ name: 'webhook-id', required: true })
  @ApiHeader({ name: 'webhook-timestamp', required: true })
  @ApiHeader({ name: 'webhook-signature', required: true })
  @ApiBody({ required: true, schema: BODY })
  @ApiOkResponse({ standardSchema: z.object({ taken: z.boolean() }) })
  async take(
    @Body() body: AsyncIterable<Buffer>,
    @Headers('content-type') contentType: string,
    @Headers('webhook-id') id: string | undefined,
    @Headers('webhook-timestamp') timestamp: string | undefined,
    @Headers('webhook-signature') signature: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<{ taken: boolean }> {
    const secret = this.config.DELIVERY_HOOK_SECRET;
    if (secret === undefined) throw notFound('address');
    const bytes = await fileBytes(body, contentType);
    const signed = verifySignature(secret, { id, timestamp, signature }, bytes, this.clock.now());
    if ('refused' in signed) throw new Problem({ code: 'not-signed', status: 401, detail: signed.refused });
    const event = eventIn(bytes);
    const key = createHash('sha256').update(signed.id).digest('hex');
    const taken = await this.database.write((tx) =>
      this.notices.take(tx, noticeOf(event, key), systemActor(request.id)),
    );
    if (taken === 'again') throw conflict('replayed', 'A message with this webhook-id was taken before.');
    // Whether it is one of ours is all that somebody learns who holds the secret.
    return { taken: taken === 'taken' };
  }
}

function eventIn(bytes: Buffer): RelayEvent {
  const read = relayEvent.safeParse(parseJson(bytes.toString('utf8')));
  if (!read.success) throw invalid(schemaIssues(read.error.issues));
  return read.data;
}

const noticeOf = ({ messageId, recipient, event, time, diagnostic }: RelayEvent, key: string) => ({
  source: 'relay' as const,
  key,
  messageIds: [`<${messageId.replace(/^<|>$/g, '')}>`],
  reports: [
    {
      says: EVENTS[event],
      recipients: [recipient.trim()],
      status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(diagnostic ?? '')?.[0] ?? null,
      diagnostic: diagnostic === undefined ? null : said(diagnostic),
    },
  ],
  at: new Date(time),
});
