import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { forbidden } from '../../platform/index.js';
import { actorOf } from '../access/policy.js';
import { STEP_UPS } from '../access/step-up.js';
import { ConfirmationsService } from './confirmations.service.js';

/** Runs last: who may, and on some routes whether they have just shown that it is them. */
@Injectable()
export class StepUpGuard implements CanActivate {
  constructor(private readonly confirmations: ConfirmationsService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const actor = actorOf(request);
    if (!actor || STEP_UPS[`${method} ${request.routeOptions.url ?? ''}`] !== 'before') return true;
    if (actor.via === 'token')
      throw forbidden(
        'This has to be confirmed by the person themselves. An API token cannot do it.',
        'password-needed',
      );
    if ((await this.confirmations.lastsUntil(request)) !== null) return true;
    throw forbidden(
      'Show first that it is you, with your password or a security key: POST /api/v1/me/confirmation.',
      'confirmation-needed',
    );
  }
}
