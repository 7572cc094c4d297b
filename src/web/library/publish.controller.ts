import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { PublishedService, VersionsQueries, type VersionSummary } from '../../reporting/index.js';
import {
  head,
  Page,
  paths,
  seeOther,
  SentFields,
  show,
  submit,
  Twin,
  type FormView,
  type PageAnswer,
  type PageHead,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { publishForm, takeDownForm } from './publish.form.js';
import { PUBLISHED, TAKEN_DOWN } from './publish.view.js';

const id = z.uuid();

/** Puts a public edition on the public page, and takes it down. */
@Page('versions/:id')
export class PublishPageController {
  constructor(
    private readonly versions: VersionsQueries,
    private readonly service: PublishedService,
  ) {}

  @Get('publish')
  @Policy('version.publish')
  askToPublish(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) versionId: string,
  ): Promise<PageAnswer> {
    return this.publishing(actor, versionId, publishForm.blank());
  }

  @Post('publish')
  @Policy('version.publish')
  @Twin('POST /api/v1/versions/:id/publish')
  async publish(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) versionId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    await this.versions.get(actor, versionId);
    return submit(
      publishForm,
      sent,
      async (body) => {
        await this.service.publish(actor, versionId, body);
        return seeOther(
          paths.version(versionId),
          body.from === null
            ? 'The public edition is published.'
            : 'The public edition will be published on that day.',
        );
      },
      (form) => this.publishing(actor, versionId, form),
    );
  }

  @Get('take-down')
  @Policy('version.publish')
  askToTakeDown(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) versionId: string,
  ): Promise<PageAnswer> {
    return this.takingDown(actor, versionId, takeDownForm.blank());
  }

  @Post('take-down')
  @Policy('version.publish')
  @Twin('POST /api/v1/versions/:id/take-down')
  async takeDown(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) versionId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    await this.versions.get(actor, versionId);
    return submit(
      takeDownForm,
      sent,
      async ({ reason }) => {
        await this.service.takeDown(actor, versionId, reason);
        return seeOther(paths.version(versionId), 'The public edition is taken down.');
      },
      (form) => this.takingDown(actor, versionId, form),
    );
  }

  private async publishing(actor: Actor, versionId: string, form: FormView): Promise<PageAnswer> {
    const version = await this.mine(actor, versionId);
    return show('library/publish', {
      head: head(`Publish ${nameOf(version)}`, {
        ...below(version),
        lead: PUBLISHED,
      }),
      form,
      action: paths.versionStep(versionId, 'publish'),
    });
  }

  private async takingDown(actor: Actor, versionId: string, form: FormView): Promise<PageAnswer> {
    const version = await this.mine(actor, versionId);
    return show('library/take-down', {
      head: head(`Take down ${nameOf(version)}`, {
        ...below(version),
        lead: TAKEN_DOWN,
      }),
      form,
      action: paths.versionStep(versionId, 'take-down'),
    });
  }

  private async mine(actor: Actor, versionId: string): Promise<VersionSummary> {
    const version = await this.versions.get(actor, versionId);
    requirePermission(actor, 'version.publish', version.programmeId);
    return version;
  }
}

const nameOf = ({ periodLabel, version }: VersionSummary): string => `${periodLabel}, version ${version}`;

const below = (version: VersionSummary): Partial<PageHead> => ({
  programme: version.programmeName,
  back: {
    text: nameOf(version),
    href: paths.version(version.id),
  },
});
