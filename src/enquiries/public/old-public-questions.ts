import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, Logger, recurring, WorkHandlers } from '../../platform/index.js';
import { PublicQuestionsService } from './public-questions.service.js';

/** Time to delete who asked by the public form, as they were told. */
export const oldPublicQuestionsDue = recurring({
  name: 'old-public-questions.due',
  rule: { every: 'hours', hours: 6 },
  missed: 'latest',
});

@Injectable()
export class OldPublicQuestions implements OnModuleInit {
  constructor(
    private readonly handlers: WorkHandlers,
    private readonly database: Database,
    private readonly questions: PublicQuestionsService,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.handlers.register(oldPublicQuestionsDue, (_, context) =>
      this.database.write(async (tx) => {
        await context.complete(tx);
        const forgotten = await this.questions.forget(tx);
        this.logger.info({ forgotten }, 'deleted who asked by the public form');
      }),
    );
  }
}
