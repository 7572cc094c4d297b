import { Module, type DynamicModule } from '@nestjs/common';
import type { Config, Logger } from './platform/index.js';
import { RoomsModule } from './rooms.module.js';
import { PagesModule } from './web/index.js';
import { DescriptionController } from './web.description.js';

/** The web process: the rooms with their API, the pages, and the API's description. */
@Module({})
export class WebModule {
  static forRoot(config: Config, logger: Logger): DynamicModule {
    return {
      module: WebModule,
      imports: [RoomsModule.forRoot(config, logger), PagesModule],
      controllers: [DescriptionController],
    };
  }
}
