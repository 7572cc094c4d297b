import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContributionsController } from './contributions.controller.js';
import { Contributions } from './contributions.queries.js';
import { ContributionService } from './contributions.service.js';
import { DraftSaver } from './draft-save.js';
import { Envelope } from './envelope.entity.js';
import { EnvelopeAuthor, WorkflowEvent } from './history.entity.js';
import { Sections } from './section.js';
import { Steps } from './steps.js';
import { validateTransitions } from './transitions.js';
import { Workflow } from './workflow.service.js';

/** Global, because every section room registers itself here and every draft is saved here. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([Envelope, EnvelopeAuthor, WorkflowEvent])],
  controllers: [ContributionsController],
  providers: [Workflow, Sections, Steps, DraftSaver, Contributions, ContributionService],
  exports: [Workflow, Sections, Steps, DraftSaver, Contributions],
})
export class WorkflowModule implements OnModuleInit {
  onModuleInit(): void {
    validateTransitions();
  }
}
