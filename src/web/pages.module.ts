import { Module } from '@nestjs/common';
import { ReportingModule } from '../reporting/index.js';
import { FrontController } from './front/front.controller.js';
import { PublicationPageController } from './publication/publication.controller.js';
import { VerifyController } from './verify/verify.controller.js';

/** The pages for people. */
@Module({
  imports: [ReportingModule],
  controllers: [FrontController, PublicationPageController, VerifyController],
})
export class PagesModule {}
