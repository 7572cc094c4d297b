import { Get, Post } from '@nestjs/common';
import { CurrentActor, SignedIn, type Actor } from '../../identity/index.js';
import { NoticesQueries, NoticesService } from '../../notices/index.js';
import {
  Page,
  paths,
  seeOther,
  SentFields,
  sentVersion,
  show,
  submit,
  Twin,
  type FormView,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { ownNoticesForm } from './notices.form.js';
import { ownNoticesHead } from './notices.view.js';

/** Which mails about work somebody gets, and when. */
@Page('account/notices')
export class OwnNoticesPageController {
  constructor(
    private readonly notices: NoticesQueries,
    private readonly service: NoticesService,
  ) {}

  @Get()
  @SignedIn()
  async page(@CurrentActor() actor: Actor): Promise<PageAnswer> {
    const choice = await this.notices.choice(actor);
    return view(ownNoticesForm.filled(choice), choice.version);
  }

  @Post()
  @SignedIn()
  @Twin('PUT /api/v1/me/notices')
  change(@CurrentActor() actor: Actor, @SentFields() sent: Sent): Promise<PageAnswer | SeeOther> {
    const version = sentVersion(sent);
    return submit(
      ownNoticesForm,
      sent,
      async (body) => {
        await this.service.choose(actor, version, body);
        return seeOther(paths.account(), 'Your choice of e-mails was kept.');
      },
      (form) => view(form, version),
    );
  }
}

const view = (form: FormView, version: number): PageAnswer<'account/notices'> =>
  show('account/notices', { head: ownNoticesHead, form, version });
