import { Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { FIELD_TERMS } from '../../document/index.js';
import { DEVICE_DAYS, Public } from '../../identity/index.js';
import { Config, notFound } from '../../platform/index.js';
import { ReportSettingsService } from '../../reporting/index.js';
import { Frames, Page, personOf, show, type PageAnswer } from '../shell/index.js';
import {
  presentAccessibility,
  presentHelp,
  presentPrivacy,
  presentTopic,
  TOPIC_NAMES,
  type HelpFacts,
} from './help.presenter.js';

const topicName = z.enum(TOPIC_NAMES);

/** For everybody, before and after signing in. What it says is drawn from what the product works by. */
@Page()
@Public()
export class HelpController {
  constructor(
    private readonly frames: Frames,
    private readonly settings: ReportSettingsService,
    private readonly config: Config,
  ) {}

  @Get('help')
  help(): PageAnswer {
    return show('help/topic', presentHelp());
  }

  @Get('help/:topic')
  async topic(@Param('topic') name: string, @Req() request: FastifyRequest): Promise<PageAnswer> {
    const topic = topicName.safeParse(name).data;
    if (topic === undefined) throw notFound('page');
    const programme = topic === 'glossary' ? await this.programmeOf(request) : null;
    return show('help/topic', presentTopic(topic, { programme, terms: FIELD_TERMS }));
  }

  @Get('accessibility')
  accessibility(): PageAnswer {
    return show('help/topic', presentAccessibility());
  }

  @Get('privacy')
  privacy(): PageAnswer {
    const { SESSION_IDLE_MINUTES, SESSION_ABSOLUTE_HOURS } = this.config;
    return show(
      'help/topic',
      presentPrivacy({
        idleMinutes: SESSION_IDLE_MINUTES,
        hours: SESSION_ABSOLUTE_HOURS,
        deviceDays: DEVICE_DAYS,
      }),
    );
  }

  /** With its own terms, where the reader may see them. */
  private async programmeOf(request: FastifyRequest): Promise<HelpFacts['programme']> {
    const [actor, programme] = [personOf(request), await this.frames.programmeOf(request)];
    if (!actor || !programme || !actor.can('report.read', programme.id)) return null;
    const { glossary } = await this.settings.settings(actor, programme.id);
    return { name: programme.name, terms: glossary };
  }
}
