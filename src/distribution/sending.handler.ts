import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { systemActor } from '../identity/index.js';
import {
  Config,
  Database,
  Logger,
  LostClaim,
  MailTransport,
  PermanentFailure,
  StorageError,
  WorkHandlers,
  type WorkContext,
} from '../platform/index.js';
import type { LedgerStep } from './delivery-groups.js';
import { DeliveryLedger, type DeliveryRow } from './delivery-ledger.js';
import { eventOf, nextState } from './delivery.rules.js';
import { deliverySend } from './distribution.work.js';
import type { NewLink } from './links/link.rules.js';
import { Carriers } from './ways/carriers.js';
import { REPEATABLE, type Outcome, type Parcel } from './ways/carrier.js';

/** Deliveries under way at once in one worker: as many as the mail transport has connections, and some that are written down meanwhile. */
const CONCURRENCY = 8;
/** A worker that stops lets a conversation with the other side end; one that takes longer than this is cut. */
const GRACE_MS = 10_000;

/**
 * Hands deliveries over, each in its way. It commits `sending` once the other side waits for the content and before a byte of it leaves,
 * and the outcome afterwards. A crash before that mark leaves the delivery as it was, and it is sent again. A crash after it leaves
 * `sending`. Nobody can know then whether it arrived: it becomes `uncertain` and is not sent again without a person's decision.
 */
@Injectable()
export class SendingHandler implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly handlers: WorkHandlers,
    private readonly config: Config,
    private readonly logger: Logger,
    private readonly database: Database,
    private readonly ledger: DeliveryLedger,
    private readonly carriers: Carriers,
    private readonly transport: MailTransport,
  ) {}

  onModuleInit(): void {
    this.handlers.register(
      deliverySend,
      ({ deliveryId, round }, context) => this.send(deliveryId, round, context),
      CONCURRENCY,
      true,
    );
  }

  onApplicationShutdown(): Promise<void> {
    return this.transport.close();
  }

  private async send(deliveryId: string, round: number, context: WorkContext): Promise<void> {
    const delivery = await this.ledger.find(deliveryId);
    if (!delivery) throw new PermanentFailure(`There is no delivery ${deliveryId}.`);
    if (delivery.round === round && delivery.state === 'sending') return this.abandoned(delivery, context);
    // The delivery has ended, or a person has asked for another attempt since: there is nothing left to do.
    if (delivery.round !== round || nextState(delivery.state, 'begun') === undefined)
      return this.database.write((tx) => context.complete(tx));
    return this.carry(delivery, context);
  }

  /** A worker began to hand it over, and never said what became of it. */
  private async abandoned(delivery: DeliveryRow, context: WorkContext): Promise<void> {
    if (!REPEATABLE[delivery.way] || this.lastTry(context)) return this.end(delivery, ABANDONED, context);
    const step: LedgerStep = { ...ABANDONED, event: 'unsure', reason: `${ABANDONED.reason} ${AGAIN}` };
    const version = await this.database.write((tx) => this.ledger.record(tx, delivery, step, by(context)));
    if (version === undefined) throw new LostClaim(context.claim);
    return this.carry({ ...delivery, state: 'deferred', version }, context);
  }

  private async carry(delivery: DeliveryRow, context: WorkContext): Promise<void> {
    let parcel;
    try {
      parcel = await this.carriers.of[delivery.way].pack(delivery);
    } catch (error) {
      return this.notSent(delivery, this.fault(error, context), context, error);
    }
    if ('tooLarge' in parcel)
      return this.carryAsLink(delivery, { reason: parcel.tooLarge, code: 'too-large' }, context);
    const { link } = parcel;
    let reached = delivery;
    const outcome = await this.converse(parcel, context.signal, async () => {
      reached = await this.begin(delivery, link, context);
    });
    if (outcome.kind === 'rejected' && outcome.tooLarge === true && delivery.way === 'attachment') {
      const { reason, response, code } = outcome;
      const words = `The mail server does not take an e-mail of this size (${reason}). It goes with a link in place of the file.`;
      const asked = reached.state !== 'sending';
      return this.carryAsLink(reached, { reason: words, response, code, asked }, context);
    }
    await this.ended(reached, outcome, context);
  }

  /** Nothing has left: the same delivery goes once more, at once and without the file. */
  private async carryAsLink(
    delivery: DeliveryRow,
    why: Omit<LedgerStep, 'event' | 'way'>,
    context: WorkContext,
  ): Promise<void> {
    await context.renewLease();
    const version = await this.database.write((tx) =>
      this.ledger.record(tx, delivery, { ...why, event: 'too_large', way: 'link' }, by(context)),
    );
    if (version === undefined) throw new LostClaim(context.claim);
    return this.carry({ ...delivery, way: 'link', state: 'queued', version }, context);
  }

  /** Commits that the content is about to leave, with the address that it holds. */
  private async begin(
    delivery: DeliveryRow,
    link: NewLink | null,
    context: WorkContext,
  ): Promise<DeliveryRow> {
    const version = await this.ledger.groups.take(delivery, { event: 'begun', reason: null }, context, {
      link,
    });
    if (version === undefined) throw new LostClaim(context.claim);
    return { ...delivery, state: 'sending', version };
  }

  private async converse(
    parcel: Parcel,
    signal: AbortSignal,
    beforeContent: () => Promise<void>,
  ): Promise<Outcome> {
    const patience = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const stop = () => {
      timer = setTimeout(() => {
        patience.abort(signal.reason);
      }, GRACE_MS);
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    try {
      return await parcel.hand({ signal: patience.signal, beforeContent });
    } finally {
      signal.removeEventListener('abort', stop);
      clearTimeout(timer);
    }
  }

  private ended(delivery: DeliveryRow, outcome: Outcome, context: WorkContext): Promise<void> {
    const event = eventOf(outcome, this.lastTry(context), REPEATABLE[delivery.way]);
    switch (outcome.kind) {
      case 'accepted':
        return this.end(delivery, { event, reason: null, response: outcome.response }, context);
      case 'uncertain':
        return this.notSent(
          delivery,
          {
            event,
            reason: event === 'unsure' ? `${outcome.reason} ${AGAIN}` : outcome.reason,
            code: 'no-answer',
          },
          context,
        );
      case 'rejected':
        return this.notSent(
          delivery,
          {
            event,
            reason: outcome.reason,
            response: outcome.response,
            code: outcome.code,
            asked: delivery.state !== 'sending',
          },
          context,
        );
    }
  }

  /** Ends the work, or, when it was only put off, gives it back to be tried again. */
  private async notSent(
    delivery: DeliveryRow,
    step: LedgerStep,
    context: WorkContext,
    cause?: unknown,
  ): Promise<void> {
    if (step.event !== 'postponed' && step.event !== 'unsure') return this.end(delivery, step, context);
    const version = await this.database.write((tx) => this.ledger.record(tx, delivery, step, by(context)));
    if (version === undefined) throw new LostClaim(context.claim);
    throw new Error(`Not sent this time (${step.code ?? 'unknown'}).`, { cause });
  }

  private async end(delivery: DeliveryRow, step: LedgerStep, context: WorkContext): Promise<void> {
    const version = await this.ledger.groups.take(delivery, step, context, { ends: true });
    if (version === undefined) throw new LostClaim(context.claim);
    if (step.event !== 'accepted')
      this.logger.error(
        {
          deliveryId: delivery.id,
          event: step.event,
          code: step.code,
          correlationId: context.claim.correlationId,
        },
        'a delivery needs attention',
      );
  }

  /** What went wrong before the other side was spoken to: nothing is out for certain. */
  private fault(error: unknown, context: WorkContext): LedgerStep {
    if (error instanceof StorageError && error.code !== 'unavailable')
      return { event: 'undeliverable', reason: error.message, code: `pdf-${error.code}` };
    return {
      event: this.lastTry(context) ? 'exhausted' : 'postponed',
      reason:
        error instanceof StorageError
          ? 'The stored PDF could not be read: the store is out of reach.'
          : 'The message could not be made; the log says more.',
      code: error instanceof StorageError ? `pdf-${error.code}` : 'internal',
    };
  }

  /** The outbox gives up after this many, so the delivery has to say so now. */
  private lastTry(context: WorkContext): boolean {
    return context.claim.attempt >= this.config.WORK_MAX_ATTEMPTS;
  }
}

/** Of a way whose other side takes it once. */
const AGAIN = 'It is tried again: whoever has it already takes it once.';

const ABANDONED = {
  event: 'abandoned',
  reason: 'The worker stopped while it handed the papers over: they may or may not have been sent.',
  code: 'worker-stopped',
} as const satisfies LedgerStep;

const by = (context: WorkContext) => systemActor(context.claim.correlationId);
