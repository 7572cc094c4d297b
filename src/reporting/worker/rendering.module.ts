import { Injectable, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Config, counted, Health, Logger } from '../../platform/index.js';
import { RenderEffects, RenderHandler } from './render.handler.js';
import { Renderer, resolveChromium } from '../../document/worker.js';
import { EditionPrinter } from './edition-printer.js';
import { TrialHandler } from './trial.handler.js';
import { VersionsModule } from '../reporting.module.js';
import { UnnamedFiles } from './unnamed-files.js';

/** Starts the browser with the worker and ends it with the worker. */
@Injectable()
class RendererLife implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly renderer: Renderer,
    private readonly health: Health,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.renderer.start();
    this.health.add('browser', () => {
      const { browser, kind, source, rendersDone, running } = this.renderer.health();
      return Promise.resolve({
        name: 'browser',
        kind: 'service' as const,
        ok: running,
        detail: `${browser ?? 'none'} (${kind}, ${source}), ${counted(rendersDone, 'render')}`,
      });
    });
  }

  onApplicationShutdown(): Promise<void> {
    return this.renderer.close(5000);
  }
}

/** The worker's share of reporting; the only module that reaches the renderer. */
@Module({
  imports: [VersionsModule],
  providers: [
    {
      provide: Renderer,
      inject: [Config, Logger],
      useFactory: async (config: Config, logger: Logger) =>
        new Renderer({
          chromium: await resolveChromium({
            executablePath: config.PUPPETEER_EXECUTABLE_PATH,
            varDir: config.varDir,
          }),
          pages: config.RENDER_PAGES,
          recycleAfter: 25,
          deadlineMs: config.RENDER_DEADLINE_MS,
          sandbox: !config.RENDER_ALLOW_NO_SANDBOX,
          maxHtmlBytes: 2 * 1024 * 1024,
          logger,
        }),
    },
    RendererLife,
    EditionPrinter,
    RenderEffects,
    RenderHandler,
    TrialHandler,
    UnnamedFiles,
  ],
})
export class RenderingModule {}
