import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  CurrentActor,
  Heavy,
  PeopleQueries,
  Policy,
  requirePermission,
  type Actor,
} from '../../identity/index.js';
import { PartFiguresQueries } from '../../performance/index.js';
import { Clock } from '../../platform/index.js';
import { PartsQueries } from '../../programmes/index.js';
import { ChallengesService } from '../../reporting/index.js';
import { ContributionsQueries, ContributionsService } from '../../workflow/index.js';
import {
  inWords,
  KnownPages,
  Page,
  paths,
  personLabel,
  seeOther,
  SentFields,
  show,
  submit,
  textOf,
  Twin,
  type FormView,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { Deciders } from './deciders.js';
import { reportCameBack } from './part.words.js';
import { commentForm, ownerForm } from './steps.form.js';
import {
  presentHistory,
  presentOwner,
  presentReopen,
  presentSubmit,
  tookAlready,
} from './steps.presenter.js';

const id = z.uuid();
const versionOf = (sent: Sent): number => Number(textOf(sent['_version']));

@Page('contributions/:id/submit')
@Heavy('searching')
export class SubmitPartController {
  constructor(
    private readonly parts: PartsQueries,
    private readonly challenges: ChallengesService,
    private readonly service: ContributionsService,
    private readonly deciders: Deciders,
    private readonly pages: KnownPages,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('contribution.submit')
  page(@CurrentActor() actor: Actor, @Param('id', { schema: id }) partId: string): Promise<PageAnswer> {
    return this.view(actor, partId, commentForm.blank(), null);
  }

  @Post()
  @Policy('contribution.submit')
  @Twin('POST /api/v1/contributions/:id/submit')
  async submit(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const part = await this.parts.get(actor, partId);
    if (tookAlready(part.submitted, actor, this.clock.now())) return seeOther(paths.part(partId));
    return submit(
      commentForm,
      sent,
      async ({ comment }) => {
        await this.service.step(actor, partId, 'submit', versionOf(sent), comment);
        const { people } = await this.deciders.of(part, actor.userId);
        const who = people.map(personLabel);
        return seeOther(
          paths.part(partId),
          `${part.title} is with the reviewer${who.length === 0 ? '' : `: ${inWords(who)}`}. You will see it on My work if it comes back.`,
        );
      },
      (form) => this.view(actor, partId, form, versionOf(sent)),
    );
  }

  private async view(
    actor: Actor,
    partId: string,
    form: FormView,
    version: number | null,
  ): Promise<PageAnswer<'part/submit'>> {
    const [document, questions] = await Promise.all([
      this.parts.document(actor, partId),
      this.challenges.contribution(actor, partId),
    ]);
    const deciding = await this.deciders.of(document.part, actor.userId);
    return show(
      'part/submit',
      presentSubmit(document, questions, deciding, form, version ?? document.part.version, this.pages.has),
    );
  }
}

@Page('contributions/:id/history')
export class PartHistoryController {
  constructor(
    private readonly parts: PartsQueries,
    private readonly contributions: ContributionsQueries,
    private readonly figures: PartFiguresQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('contribution.read')
  async page(@CurrentActor() actor: Actor, @Param('id', { schema: id }) partId: string): Promise<PageAnswer> {
    const [part, { history }] = await Promise.all([
      this.parts.get(actor, partId),
      this.contributions.get(actor, 'contribution', partId),
    ]);
    const figures = part.section === 'measures' ? await this.figures.lastRecorded(actor, partId) : null;
    return show('part/history', presentHistory(part, history, figures, this.clock.now()));
  }
}

@Page('contributions/:id/reopen')
export class ReopenPartController {
  constructor(
    private readonly parts: PartsQueries,
    private readonly service: ContributionsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('contribution.reopen')
  page(@CurrentActor() actor: Actor, @Param('id', { schema: id }) partId: string): Promise<PageAnswer> {
    return this.view(actor, partId, commentForm.blank(), null);
  }

  @Post()
  @Policy('contribution.reopen')
  @Twin('POST /api/v1/contributions/:id/reopen')
  async reopen(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const part = await this.parts.get(actor, partId);
    if (part.status === 'draft' && tookAlready(part.returned, actor, this.clock.now()))
      return seeOther(paths.part(partId));
    return submit(
      commentForm,
      sent,
      async ({ comment }) => {
        await this.service.step(actor, partId, 'reopen', versionOf(sent), comment);
        return seeOther(
          paths.part(partId),
          [`${part.title} is a draft again.`, ...reportCameBack([part], 'reopen')].join(' '),
        );
      },
      (form) => this.view(actor, partId, form, versionOf(sent)),
    );
  }

  private async view(
    actor: Actor,
    partId: string,
    form: FormView,
    version: number | null,
  ): Promise<PageAnswer<'part/reopen'>> {
    const part = await this.parts.get(actor, partId);
    return show('part/reopen', presentReopen(part, form, version ?? part.version));
  }
}

@Page('contributions/:id/owner')
export class PartOwnerController {
  constructor(
    private readonly parts: PartsQueries,
    private readonly people: PeopleQueries,
    private readonly service: ContributionsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('contribution.assign')
  async page(@CurrentActor() actor: Actor, @Param('id', { schema: id }) partId: string): Promise<PageAnswer> {
    const { ownerId, version } = await this.parts.get(actor, partId);
    return this.view(actor, partId, ownerForm.filled({ ownerId }), version);
  }

  @Post()
  @Policy('contribution.assign')
  @Twin('PUT /api/v1/contributions/:id/owner')
  assign(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      ownerForm,
      sent,
      async ({ ownerId }) => {
        await this.service.assign(actor, partId, versionOf(sent), ownerId);
        const { title, ownerName } = await this.parts.get(actor, partId);
        return seeOther(
          paths.part(partId),
          ownerName === null
            ? `Anybody who may write parts can write ${title}.`
            : `${ownerName} writes ${title}.`,
        );
      },
      (form) => this.view(actor, partId, form, versionOf(sent)),
    );
  }

  private async view(
    actor: Actor,
    partId: string,
    form: FormView,
    version: number,
  ): Promise<PageAnswer<'part/owner'>> {
    const part = await this.parts.get(actor, partId);
    requirePermission(actor, 'contribution.assign', part.programme.id);
    return show('part/owner', presentOwner(part, await this.candidates(part.programme.id), form, version));
  }

  /** Those of the programme who may write parts. */
  private async candidates(programmeId: string) {
    const today = this.clock.today();
    const people = await this.people.candidates(programmeId, today);
    const able = await this.people.whoMay(
      'contribution.edit',
      programmeId,
      today,
      people.map((person) => person.id),
    );
    return people.filter((person) => able.has(person.id));
  }
}
