import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CommitteesModule } from '../committees/index.js';
import { IdentityModule } from '../identity/index.js';
import { AnswersService } from './answers.service.js';
import { CarriedQueries } from './carried.queries.js';
import { EnquiriesController } from './enquiries.controller.js';
import { EnquiriesQueries } from './enquiries.queries.js';
import { EnquiriesService } from './enquiries.service.js';
import { Enquiry, EnquiryAnswer, EnquiryPrinting, EnquirySettingRow } from './enquiry.entity.js';

/** Questions of members, until a report has printed their answers. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Enquiry, EnquiryAnswer, EnquiryPrinting, EnquirySettingRow]),
    CommitteesModule,
    IdentityModule,
  ],
  controllers: [EnquiriesController],
  providers: [AnswersService, CarriedQueries, EnquiriesQueries, EnquiriesService],
  exports: [AnswersService, CarriedQueries, EnquiriesQueries, EnquiriesService],
})
export class EnquiriesModule {}
