import { Module } from '@nestjs/common';
import { CommitteesModule } from '../../committees/index.js';
import { EnquiriesModule } from '../../enquiries/index.js';
import { IdentityModule } from '../../identity/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ShellModule } from '../shell/index.js';
import { AskController } from './ask.controller.js';
import {
  PublicQuestionPageController,
  PublicQuestionsPageController,
} from './public-questions.controller.js';

@Module({
  imports: [CommitteesModule, EnquiriesModule, IdentityModule, ProgrammesModule, ShellModule],
  controllers: [AskController, PublicQuestionsPageController, PublicQuestionPageController],
})
export class AskPagesModule {}
