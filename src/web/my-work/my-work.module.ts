import { Module } from '@nestjs/common';
import { ShellModule } from '../shell/index.js';
import { MyWorkController } from './my-work.controller.js';
import { TASK_SOURCES } from './my-work.tasks.js';

@Module({
  imports: [ShellModule],
  controllers: [MyWorkController],
  // A source is an injectable class; it is named here once, as in `inject: [ReviewTasks]`.
  providers: [{ provide: TASK_SOURCES, useFactory: (...sources: unknown[]) => sources, inject: [] }],
})
export class MyWorkModule {}
