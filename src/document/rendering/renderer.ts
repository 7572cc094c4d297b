import { Deadline, within } from './deadline.js';
import { countPageNumbers } from './contents-pages.js';
import { headingsOf } from './pdf-outline.js';
import { checkHtml } from './html-gate.js';
import { KeptBrowser } from './kept-browser.js';
import type { KeptPage } from './kept-page.js';
import { refuseInaccessible } from './page-check.js';
import { PdfCompressor } from './pdf-compress.js';
import { longestWordIn } from './pdf-scale.js';
import { countDrawings } from './pdf-tags.js';
import { RenderError, type RenderErrorCode } from './render-error.js';
import type {
  CheckedPage,
  RenderedPdf,
  RendererHealth,
  RendererOptions,
  RenderOptions,
} from './renderer-types.js';

/** Something done with a kept page that holds nothing else. */
type Visit<T> = (page: KeptPage, deadline: Deadline) => Promise<T>;

/** Worth one more try in a new browser. */
const RETRIED: readonly RenderErrorCode[] = ['timeout', 'page-died', 'browser-died', 'page-not-clean'];
const CHECK_MEMORY_EVERY = 10;
const KILL_AFTER_MS = 5_000;

/**
 * Prints reports: one browser, a few kept pages, each blank and proven so between two reports. A page or browser that dies
 * or does not answer in time is replaced, and the report tried once more.
 */
export class Renderer {
  private readonly compressor: PdfCompressor;
  private readonly recycleAfter: number;
  private readonly maxHtmlBytes: number;
  private readonly maxRssBytes: number;
  private browser: KeptBrowser | undefined;
  private launching: Promise<KeptBrowser> | undefined;
  private readonly browsers = new Set<KeptBrowser>();
  /** Renders and the tidying after them. */
  private readonly running = new Set<Promise<unknown>>();
  private free: number;
  private readonly queue: (() => void)[] = [];
  private closing = false;
  private done = 0;
  private retried = 0;
  private failed = 0;
  private started = 0;
  private pagesReplaced = 0;
  private tidied = 0;
  private canLaunch = false;
  private rssBytes = 0;

  constructor(private readonly options: RendererOptions) {
    this.compressor = new PdfCompressor(options.deadlineMs);
    this.recycleAfter = options.recycleAfter ?? 25;
    this.maxHtmlBytes = options.maxHtmlBytes ?? 2 * 1024 * 1024;
    this.maxRssBytes = options.maxRssBytes ?? 1.5 * 1024 ** 3;
    this.free = options.pages;
  }

  /** Starts the browser with all its pages. @throws RenderError `no-browser` or `no-sandbox`. */
  async start(): Promise<void> {
    this.compressor.start();
    const browser = await this.current();
    while (browser.idle.length < this.options.pages) browser.idle.push(await browser.open());
    const { path, kind, source } = this.options.chromium;
    this.options.logger.info(
      { version: browser.version, kind, source, path, pid: browser.pid, sandboxed: browser.sandboxed },
      'renderer ready',
    );
  }

  /**
   * @param html brings its own policy, fonts, language and title; nothing is added to it.
   * @throws RenderError only.
   */
  async render(html: string, options: RenderOptions = {}): Promise<RenderedPdf> {
    return this.tracked(this.renderWhole(html, options));
  }

  /**
   * Holds the page form of a report against the accessibility rules, in one of the pages that print.
   * @param html visible on screen, or there is nothing to look at.
   * @throws RenderError only; `inaccessible-html` names what is wrong.
   */
  async checkPage(html: string, { signal }: Pick<RenderOptions, 'signal'> = {}): Promise<CheckedPage> {
    return this.tracked(
      this.counted(async () => {
        checkHtml(html, this.maxHtmlBytes);
        await this.permit(signal);
        const start = performance.now();
        const { quick, whole } = await this.visitTwice(
          (page, deadline) => page.check(html, deadline),
          signal,
        );
        const rulesPassed = whole ? refuseInaccessible(whole) : quick.passed;
        return { rulesPassed, doubts: quick.doubts, milliseconds: performance.now() - start };
      }),
    );
  }

  private async renderWhole(html: string, { signal, compress = true }: RenderOptions): Promise<RenderedPdf> {
    const start = performance.now();
    return this.counted(async () => {
      const { language } = checkHtml(html, this.maxHtmlBytes);
      await this.permit(signal);
      const waited = performance.now() - start;
      const printed = await this.visitTwice((page, deadline) => page.print(html, deadline), signal);
      const finishing = performance.now();
      const { bytes, facts, pages } = await this.compressor
        .finish(new Uint8Array(printed.bytes), {
          pageNumbers: countPageNumbers(html),
          headings: headingsOf(html),
          drawings: countDrawings(html),
          compress,
        })
        .catch((error: unknown) => {
          throw withPlace(error, html);
        });
      if (facts.language !== language) {
        throw new RenderError(
          'no-language',
          `The PDF says ${facts.language ?? 'nothing'} for the language ${language}.`,
        );
      }
      const end = performance.now();
      this.done += 1;
      return {
        bytes,
        printedBytes: printed.bytes.length,
        pageCount: facts.pageCount,
        fonts: facts.fonts.map((font) => font.name),
        tagged: true,
        title: facts.title ?? '',
        language,
        outlineEntries: facts.outlineEntries,
        pages,
        blockedRequests: printed.blockedRequests,
        timings: {
          waited,
          content: printed.contentMs,
          print: printed.printMs,
          finished: end - finishing,
          total: end - start,
        },
      };
    });
  }

  private async counted<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.failed += 1;
      throw error;
    }
  }

  health(): RendererHealth {
    const { path, kind, source } = this.options.chromium;
    const browser = this.browser?.connected ? this.browser : undefined;
    return {
      running: this.canLaunch && !this.closing,
      ...(browser ? { browser: browser.version, pid: browser.pid, sandboxed: browser.sandboxed } : {}),
      path,
      kind,
      source,
      rendersDone: this.done,
      rendersRetried: this.retried,
      rendersFailed: this.failed,
      browsersStarted: this.started,
      pagesReplaced: this.pagesReplaced,
      waiting: this.queue.length,
      rssBytes: this.rssBytes,
    };
  }

  /** Takes no more, waits for what is being rendered, and ends every browser: by force when the time is over. */
  async close(deadlineMs = 10_000): Promise<void> {
    this.closing = true;
    for (const next of this.queue.splice(0)) next();
    const end = performance.now() + deadlineMs;
    await within(deadlineMs, async () => {
      while (this.running.size > 0) await Promise.allSettled(this.running); // a render leaves its tidying behind
    }).catch(() => undefined); // then by force
    await this.launching?.catch(() => undefined);
    const grace = Math.max(0, Math.min(KILL_AFTER_MS, end - performance.now()));
    await Promise.all([...this.browsers].map((browser) => browser.close(grace)));
    await this.compressor.close();
  }

  /** Waits for one of the places at the pages. */
  private async permit(signal?: AbortSignal): Promise<void> {
    if (this.free > 0) this.free -= 1;
    else {
      await new Promise<void>((resolve, reject) => {
        const next = (): void => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        };
        const onAbort = (): void => {
          this.queue.splice(this.queue.indexOf(next), 1);
          reject(new RenderError('cancelled', 'The render was cancelled while it waited.'));
        };
        if (signal?.aborted) return onAbort();
        signal?.addEventListener('abort', onAbort, { once: true });
        this.queue.push(next);
      });
    }
    if (this.closing) throw new RenderError('closed', 'The renderer is shutting down.');
  }

  private leave(): void {
    const next = this.queue.shift();
    if (next) next();
    else this.free += 1;
  }

  /** Holds a place from here on, until the page is tidy again. */
  private async visitTwice<T>(visit: Visit<T>, signal?: AbortSignal): Promise<T> {
    try {
      return await this.visit(visit, signal);
    } catch (error) {
      if (!(error instanceof RenderError && RETRIED.includes(error.code)) || this.closing) {
        this.leave();
        throw error;
      }
      this.retried += 1;
      this.options.logger.warn(
        { code: error.code, reason: error.message },
        'render failed, trying once more',
      );
    }
    try {
      return await this.visit(visit, signal);
    } catch (error) {
      this.leave();
      throw error;
    }
  }

  /** On success the place is left when the page is tidy; on failure it is still held. */
  private async visit<T>(visit: Visit<T>, signal?: AbortSignal): Promise<T> {
    const deadline = new Deadline(this.options.deadlineMs, signal);
    let browser: KeptBrowser | undefined;
    let page: KeptPage | undefined;
    try {
      browser = await deadline.race(this.current());
      browser.busy += 1;
      page = await browser.take(deadline);
      const result = await visit(page, deadline);
      void this.tracked(this.giveBack(browser, page));
      return result;
    } catch (caught) {
      const error = asRenderError(caught, browser);
      if (browser) {
        void page?.close();
        browser.busy -= 1;
        // A page that only refused its fonts is dropped; whatever hung or died takes its browser along.
        if (RETRIED.includes(error.code)) this.retire(browser, error.code);
        else void this.endIfRetired(browser);
      }
      throw error;
    } finally {
      deadline.end();
    }
  }

  /** The page is made blank, or replaced, while the caller already has the bytes. */
  private async giveBack(browser: KeptBrowser, page: KeptPage): Promise<void> {
    try {
      await within(this.options.deadlineMs, async (deadline) => {
        if (page.printed >= this.recycleAfter) {
          const fresh = await deadline.race(browser.open()); // opened before the old one is closed
          browser.idle.push(fresh);
          this.pagesReplaced += 1;
          void page.close();
        } else {
          await page.reset(deadline);
          browser.idle.push(page);
        }
        if (this.tidied++ % CHECK_MEMORY_EVERY === 0) {
          this.rssBytes = await browser.rssBytes();
          if (this.rssBytes > this.maxRssBytes) this.retire(browser, 'memory');
        }
      });
    } catch (error) {
      this.retire(browser, asRenderError(error, browser).code);
      void page.close();
    }
    browser.busy -= 1;
    void this.endIfRetired(browser);
    this.leave();
  }

  private async current(): Promise<KeptBrowser> {
    if (this.browser?.connected && !this.browser.retired) return this.browser;
    this.launching ??= this.launch().finally(() => {
      this.launching = undefined;
    });
    return this.launching;
  }

  private async launch(): Promise<KeptBrowser> {
    const { chromium, sandbox, logger } = this.options;
    const browser = await KeptBrowser.launch({ chromium, sandbox }).catch((error: unknown) => {
      this.canLaunch = false;
      throw error;
    });
    this.canLaunch = true;
    this.started += 1;
    if (!browser.sandboxed) logger.warn({ pid: browser.pid }, 'Chromium runs without its sandbox');
    this.browsers.add(browser);
    this.browser = browser;
    browser.onDeath(() => {
      if (!browser.retired) this.retire(browser, 'browser-died');
    });
    return browser;
  }

  private retire(browser: KeptBrowser, reason: RenderErrorCode | 'memory'): void {
    if (!browser.retired) this.options.logger.warn({ pid: browser.pid, reason }, 'browser replaced');
    browser.retired = true;
    void this.endIfRetired(browser);
  }

  /** Others may still print in it: each has its own deadline. */
  private async endIfRetired(browser: KeptBrowser): Promise<void> {
    if (!browser.retired || !this.browsers.has(browser) || (browser.busy > 0 && browser.connected)) return;
    this.browsers.delete(browser);
    await this.tracked(browser.kill()).catch((error: unknown) => {
      this.options.logger.error({ pid: browser.pid, error }, 'a browser could not be ended');
    });
  }

  private async tracked<T>(work: Promise<T>): Promise<T> {
    this.running.add(work);
    try {
      return await work;
    } finally {
      this.running.delete(work);
    }
  }
}

/** The PDF does not say what made it too wide; the document may. */
function withPlace(error: unknown, html: string): unknown {
  if (!(error instanceof RenderError && error.code === 'scaled-down')) return error;
  return new RenderError(error.code, `${error.message} ${longestWordIn(html)}`.trim(), { cause: error });
}

/** What the protocol throws when a page or the browser has gone away has no code; where it happened tells. */
function asRenderError(error: unknown, browser: KeptBrowser | undefined): RenderError {
  if (error instanceof RenderError) {
    return error.code === 'page-died' && browser && !browser.connected
      ? new RenderError('browser-died', 'The browser went away.', { cause: error })
      : error;
  }
  const code = browser && !browser.connected ? 'browser-died' : 'page-died';
  const message = code === 'browser-died' ? 'The browser went away.' : 'The page went away.';
  return new RenderError(code, message, { cause: error });
}
