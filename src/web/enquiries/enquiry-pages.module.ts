import { Module } from '@nestjs/common';
import { CommitteesModule } from '../../committees/index.js';
import { EnquiriesModule } from '../../enquiries/index.js';
import { IdentityModule } from '../../identity/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ShellModule } from '../shell/index.js';
import { EnquiryPageController } from './answers.controller.js';
import {
  EnquiriesPageController,
  EnquiryRecordController,
  NewEnquiryController,
} from './enquiries.controller.js';

@Module({
  imports: [CommitteesModule, EnquiriesModule, IdentityModule, ProgrammesModule, ShellModule],
  controllers: [
    EnquiriesPageController,
    NewEnquiryController,
    EnquiryRecordController,
    EnquiryPageController,
  ],
})
export class EnquiryPagesModule {}
