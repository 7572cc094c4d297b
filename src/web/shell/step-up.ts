import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ConfirmationsService, type Actor, type Confirmation } from '../../identity/index.js';
import { Clock } from '../../platform/index.js';
import { paths, type Path } from './paths.js';
import type { StepUp } from './step-up.view.js';
import { instantWords } from './words.js';

/** What a page that confirms says of it: the password, a security key, or the identity provider of the session. */
@Injectable()
export class StepUps {
  constructor(
    private readonly confirmations: ConfirmationsService,
    private readonly clock: Clock,
  ) {}

  /** @param here the page that asks; whoever shows it elsewhere comes back to it. */
  async of(actor: Actor, request: FastifyRequest, here: Path): Promise<StepUp> {
    const { until, hasKey } = await this.confirmations.standing(actor, request);
    return {
      confirmed: until && instantWords(until.toISOString(), this.clock.now()),
      elsewhere: actor.byProvider
        ? { text: 'Confirm with your council account', href: paths.confirmWithProvider(here) }
        : hasKey
          ? { text: 'Confirm with your security key', href: paths.confirm(here) }
          : null,
    };
  }

  /** @see ConfirmationsService.give */
  give(actor: Actor, request: FastifyRequest, password: string | null): Promise<Confirmation> {
    return this.confirmations.give(actor, request, password);
  }
}
