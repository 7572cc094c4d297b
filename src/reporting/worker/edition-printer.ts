import { Injectable } from '@nestjs/common';
import { Config, placeOf, unprintable } from '../../platform/index.js';
import { presentReport, renderReportHtml, type Printing } from '../../document/index.js';
import type { Edition } from '../../disclosure/index.js';
import { textsOf } from '../../snapshot/index.js';
import { Renderer, RenderError } from '../../document/worker.js';

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
    refuseUnprintable(edition);
    const view = presentReport(edition, { ...against, verifyAt: this.verifyAt });
    const page = renderReportHtml(view, 'page', this.config.brand);
    // Side by side: while a page is looked at, the other is printed and packed. What is wrong with the page is told first.
    const checking = this.renderer.checkPage(page, { signal });
    const printing = this.renderer.render(renderReportHtml(view, 'pdf', this.config.brand), { signal });
    printing.catch(() => undefined); // told below, unless the page is refused
    const { rulesPassed } = await checking;
    return { page, rulesPassed, pdf: await printing };
  }

  /** Where this deployment answers for its reports; no part of what is sealed. */
  private get verifyAt(): string {
    return `${this.config.PUBLIC_URL.replace(/\/+$/, '')}/verify`;
  }
}

const SHOWN = 5;

/**
 * What no shipped font has would be printed as a box, or by a font of the machine. Texts from before that was told on saving may hold it.
 * @throws RenderError `missing-characters` with the first places.
 */
function refuseUnprintable(edition: Edition): void {
  const found = textsOf(edition.snapshot).flatMap(({ location, text }) =>
    unprintable(text).map((character) => `${location.label}: ${placeOf(character, text)}`),
  );
  if (found.length === 0) return;
  const more = found.length > SHOWN ? `, and ${found.length - SHOWN} more` : '';
  throw new RenderError('missing-characters', `${found.slice(0, SHOWN).join('; ')}${more}.`);
}
