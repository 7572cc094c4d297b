import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdentityModule } from '../identity/index.js';
import { ContributionsController } from './contributions.controller.js';
import { ContributionsQueries } from './contributions.queries.js';
import { ContributionsService } from './contributions.service.js';
import { DraftSaver } from './draft-saver.js';
import { Envelope } from './envelope.entity.js';
import { EnvelopeAuthor, ReopenedPart, ReturnContent, ReturnNote, WorkflowEvent } from './history.entity.js';
import { Sections } from './section.js';
import { Steps } from './steps.js';
import { validateTransitions } from './transitions.js';
import { WorkflowService } from './workflow.service.js';

/** Global, because every section room registers itself here and every draft is saved here. */
@Global()
@Module({
  imports: [
    IdentityModule,
    TypeOrmModule.forFeature([
      Envelope,
      EnvelopeAuthor,
      ReopenedPart,
      ReturnContent,
      ReturnNote,
      WorkflowEvent,
    ]),
  ],
  controllers: [ContributionsController],
  providers: [WorkflowService, Sections, Steps, DraftSaver, ContributionsQueries, ContributionsService],
  exports: [WorkflowService, Sections, Steps, DraftSaver, ContributionsQueries, ContributionsService],
})
export class WorkflowModule implements OnModuleInit {
  onModuleInit(): void {
    validateTransitions();
  }
}
