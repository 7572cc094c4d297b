import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/index.js';
import { presentReport, renderReportHtml, type Printing } from '../../document/index.js';
import type { Edition } from '../../disclosure/index.js';
import { Renderer } from '../../document/worker.js';

/** An edition in both of its forms, each of which passed every check. */
export interface PrintedEdition {
  page: string;
  rulesPassed: number;
  pdf: Awaited<ReturnType<Renderer['render']>>;
}

/** Prints an edition, for good and on trial alike. */
@Injectable()
export class EditionPrinter {
  constructor(
    private readonly config: Config,
    private readonly renderer: Renderer,
  ) {}

  /** @throws RenderError when one of the forms fails a check, or could not be made. */
  async print(
    edition: Edition,
    against: Omit<Printing, 'verifyAt'>,
    signal: AbortSignal,
  ): Promise<PrintedEdition> {
    const view = presentReport(edition, { ...against, verifyAt: this.verifyAt });
    const page = renderReportHtml(view, 'page', this.config.brand);
    const { rulesPassed } = await this.renderer.checkPage(page, { signal });
    const pdf = await this.renderer.render(renderReportHtml(view, 'pdf', this.config.brand), { signal });
    return { page, rulesPassed, pdf };
  }

  /** Where this deployment answers for its reports; no part of what is sealed. */
  private get verifyAt(): string {
    return `${this.config.PUBLIC_URL.replace(/\/+$/, '')}/verify`;
  }
}
