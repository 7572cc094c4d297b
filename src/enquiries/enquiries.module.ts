import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CommitteesModule } from '../committees/index.js';
import { IdentityModule } from '../identity/index.js';
import { AnswersService } from './answers.service.js';
import { CarriedQueries } from './carried.queries.js';
import { EnquiriesController } from './enquiries.controller.js';
import { EnquiriesQueries } from './enquiries.queries.js';
import { EnquiriesService } from './enquiries.service.js';
import { EnquiryTasksQueries } from './enquiry-tasks.queries.js';
import { Enquiry, EnquiryAnswer, EnquiryPrinting, EnquirySettingRow } from './enquiry.entity.js';
import { OldPublicQuestions } from './public/old-public-questions.js';
import { PublicFormRow, PublicQuestionRow } from './public/public-question.entity.js';
import { PublicFormController, PublicQuestionsController } from './public/public-questions.controller.js';
import { PublicQuestionsQueries } from './public/public-questions.queries.js';
import { PublicQuestionsService } from './public/public-questions.service.js';

/** Questions of members, until a report has printed their answers. */
@Module({
  imports: [
    TypeOrmModule.forFeature([
      Enquiry,
      EnquiryAnswer,
      EnquiryPrinting,
      EnquirySettingRow,
      PublicFormRow,
      PublicQuestionRow,
    ]),
    CommitteesModule,
    IdentityModule,
  ],
  controllers: [EnquiriesController, PublicFormController, PublicQuestionsController],
  providers: [
    AnswersService,
    CarriedQueries,
    EnquiriesQueries,
    EnquiriesService,
    EnquiryTasksQueries,
    PublicQuestionsQueries,
    PublicQuestionsService,
  ],
  exports: [
    AnswersService,
    CarriedQueries,
    EnquiriesQueries,
    EnquiriesService,
    EnquiryTasksQueries,
    PublicQuestionsQueries,
    PublicQuestionsService,
  ],
})
export class EnquiriesModule {}

/** The worker's part: deletes who asked by the public form, as they were told. */
@Module({ imports: [EnquiriesModule], providers: [OldPublicQuestions] })
export class EnquiriesWorkerModule {}
