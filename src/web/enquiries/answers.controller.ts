import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { AnswersService, EnquiriesQueries } from '../../enquiries/index.js';
import { CurrentActor, Policy, type Actor } from '../../identity/index.js';
import { Clock } from '../../platform/index.js';
import {
  Page,
  paths,
  seeOther,
  SentFields,
  sentVersion,
  show,
  submit,
  Twin,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { answerForm, returnForm } from './enquiries.form.js';
import { presentAnswer, presentEnquiry, presentReason, printedIn } from './enquiries.presenter.js';

const id = z.uuid();

/** A question, its answers, and what can be done with them now. */
@Page('enquiries/:id')
export class EnquiryPageController {
  constructor(
    private readonly enquiries: EnquiriesQueries,
    private readonly service: AnswersService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('enquiry.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) enquiryId: string,
  ): Promise<PageAnswer> {
    const one = await this.enquiries.get(actor, enquiryId);
    const may = {
      record: actor.can('enquiry.record', one.programmeId),
      version: actor.can('version.read', one.programmeId),
      meeting: actor.can('committee.read', one.programmeId),
    };
    return show('enquiries/enquiry', presentEnquiry(one, may, this.clock.now(), this.clock.today()));
  }

  @Get('answer')
  @Policy('enquiry.answer')
  async form(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) enquiryId: string,
  ): Promise<PageAnswer> {
    const one = await this.enquiries.get(actor, enquiryId);
    const open = one.answers.find(({ status }) => status !== 'approved') ?? one.answers.at(-1);
    const form =
      open === undefined
        ? answerForm.blank()
        : answerForm.filled({
            text: open.text,
            correctionReason: open.status === 'approved' ? null : open.correctionReason,
          });
    return show('enquiries/answer', presentAnswer(form, one, one.version));
  }

  @Post('answer')
  @Policy('enquiry.answer')
  @Twin('PUT /api/v1/enquiries/:id/answer')
  async write(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) enquiryId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const one = await this.enquiries.get(actor, enquiryId);
    const version = sentVersion(sent);
    return submit(
      answerForm,
      sent,
      async (body) => {
        await this.service.write(actor, { id: enquiryId, version }, body);
        return seeOther(paths.enquiry(enquiryId), 'The answer is saved. Submit it when it is ready.');
      },
      (form) => show('enquiries/answer', presentAnswer(form, one, version)),
    );
  }

  @Post('submit')
  @Policy('enquiry.answer')
  @Twin('POST /api/v1/enquiries/:id/submit')
  async submitted(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) enquiryId: string,
    @SentFields() sent: Sent,
  ): Promise<SeeOther> {
    await this.service.submit(actor, { id: enquiryId, version: sentVersion(sent) });
    return seeOther(paths.enquiry(enquiryId), 'The answer is submitted. Somebody else approves it.');
  }

  @Get('return')
  @Policy('enquiry.approve')
  async askToReturn(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) enquiryId: string,
  ): Promise<PageAnswer> {
    const one = await this.enquiries.get(actor, enquiryId);
    return show('enquiries/reason', presentReason(returnForm.blank(), one, one.version, 'return'));
  }

  @Post('return')
  @Policy('enquiry.approve')
  @Twin('POST /api/v1/enquiries/:id/return')
  async giveBack(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) enquiryId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const one = await this.enquiries.get(actor, enquiryId);
    const version = sentVersion(sent);
    return submit(
      returnForm,
      sent,
      async ({ reason }) => {
        await this.service.return(actor, { id: enquiryId, version }, reason);
        return seeOther(paths.enquiry(enquiryId), 'The answer was given back.');
      },
      (form) => show('enquiries/reason', presentReason(form, one, version, 'return')),
    );
  }

  @Post('approve')
  @Policy('enquiry.approve')
  @Twin('POST /api/v1/enquiries/:id/approve')
  async approve(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) enquiryId: string,
    @SentFields() sent: Sent,
  ): Promise<SeeOther> {
    const enquiry = await this.service.approve(actor, {
      id: enquiryId,
      version: sentVersion(sent),
    });
    return seeOther(paths.enquiry(enquiryId), `The answer is approved. ${printedIn(enquiry, 'it')}`);
  }
}
