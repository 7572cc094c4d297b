import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CurrentActor, Heavy, Policy, type Actor } from '../../identity/index.js';
import { notFound } from '../../platform/index.js';
import { RetentionService, sweptKey, type SweptKey } from '../../retention/index.js';
import {
  Page,
  paths,
  seeOther,
  SentFields,
  show,
  StepUps,
  submit,
  textOf,
  Twin,
  type FormView,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { confirmForm } from './retention.form.js';
import { presentDryRun, presentRetention } from './retention.presenter.js';

/** How long everything is kept; and what a sweep would take away, before it does. */
@Page('admin/retention')
export class RetentionPagesController {
  constructor(
    private readonly service: RetentionService,
    private readonly stepUps: StepUps,
  ) {}

  @Get()
  @Policy('retention.read')
  async page(@CurrentActor() actor: Actor): Promise<PageAnswer> {
    return show('retention/classes', presentRetention(await this.service.classes(actor)));
  }

  @Get(':key')
  @Heavy('pack')
  @Policy('retention.read')
  dryRun(
    @CurrentActor() actor: Actor,
    @Param('key', { schema: sweptKey }) key: SweptKey,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    return this.view(actor, request, key, confirmForm.blank());
  }

  @Post(':key/sweep')
  @Policy('retention.manage')
  @Twin('POST /api/v1/retention/:key/sweep')
  sweep(
    @CurrentActor() actor: Actor,
    @Param('key', { schema: sweptKey }) key: SweptKey,
    @SentFields() sent: Sent,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      confirmForm,
      sent,
      async ({ password }) => {
        const confirmation = await this.stepUps.give(actor, request, password);
        const { count } = await this.service.sweepBy(actor, key, textOf(sent['sha256']), confirmation);
        return seeOther(paths.retentionClass(key), `${count} ${count === 1 ? 'row is' : 'rows are'} gone.`);
      },
      (form) => this.view(actor, request, key, form),
    );
  }

  private async view(
    actor: Actor,
    request: FastifyRequest,
    key: SweptKey,
    form: FormView,
  ): Promise<PageAnswer> {
    const [classes, run, stepUp] = await Promise.all([
      this.service.classes(actor),
      this.service.dryRun(actor, key),
      this.stepUps.of(actor, request, paths.retentionClass(key)),
    ]);
    const one = classes.find((found) => found.key === key);
    if (!one) throw notFound('class of data');
    return show(
      'retention/dry-run',
      presentDryRun(one, run, { form, stepUp }, actor.can('retention.manage', null)),
    );
  }
}
