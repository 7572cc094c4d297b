import type { BrowserContext, CDPSession, Page } from 'puppeteer-core';
import type { Deadline } from './deadline.js';
import {
  DESKTOP,
  lookAt,
  pageChecker,
  PHONE,
  quickLook,
  type PageFindings,
  type QuickFindings,
  type WholeFindings,
} from './page-check.js';
import { RenderError } from './render-error.js';

export interface PrintedPage {
  /** As Chromium wrote it. Not checked here beyond its first bytes. */
  bytes: Buffer;
  /** Requests that the document tried to make and that were stopped at the last layer but one. */
  blockedRequests: number;
  /** Parsing and the loading of fonts. */
  contentMs: number;
  printMs: number;
}

/** Also with page scripts off, this may run: it is ours. Every declared face is loaded, or a first print may be blank. */
const LOAD_FONTS = `Promise.all([...document.fonts].map((face) => face.load())).then((faces) => faces.length)`;

/**
 * Documents that were left stay in memory until Chromium collects them, which some versions put off (measured: 15 MB a
 * report, to 800 MB after 50). Collecting takes about 15 ms; after every fifth report it keeps the page flat at next to no cost.
 */
const COLLECT_EVERY = 5;

/** Empty when nothing of a document is left; else what is. */
const LEFTOVERS = `(() => {
  const left = [];
  const expect = (what, is) => { if (!is) left.push(what); };
  expect('address', location.href === 'about:blank');
  expect('origin', origin === 'null');
  expect('elements', document.documentElement.outerHTML === '<html><head></head><body></body></html>');
  expect('title', document.title === '');
  expect('language', document.documentElement.lang === '');
  expect('fonts', document.fonts.size === 0);
  expect('style sheets', document.styleSheets.length === 0 && document.adoptedStyleSheets.length === 0);
  expect('frames', window.length === 0);
  try { if (document.cookie) left.push('cookies'); } catch { /* an opaque origin has none */ }
  try { if (localStorage.length + sessionStorage.length) left.push('storage'); } catch { /* nor storage */ }
  return left;
})()`;

/**
 * One tab in a context of its own, kept for many reports: page scripts off, every request stopped, blank between reports.
 * Speaks to the page in the three messages of the quick form; puppeteer's own watching of the network is switched off at launch.
 */
export class KeptPage {
  /** Prints and checks begun here. */
  printed = 0;
  private blocked = 0;
  private readonly gone: Promise<never>;
  private onGone: (reason: RenderError) => void = () => undefined;

  private constructor(
    private readonly context: BrowserContext,
    page: Page,
    private readonly session: CDPSession,
    private frameId: string,
  ) {
    this.gone = new Promise<never>((_resolve, reject) => {
      this.onGone = reject;
    });
    this.gone.catch(() => undefined); // may happen between prints
    page.on('error', () => {
      this.onGone(new RenderError('page-died', 'The page crashed.'));
    });
    page.on('close', () => {
      this.onGone(new RenderError('page-died', 'The page was closed.'));
    });
    session.on('Fetch.requestPaused', ({ requestId }) => {
      this.blocked += 1;
      // Aborted, not blocked: a stopped navigation then leaves the document where it is.
      session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' }).catch(() => undefined); // the page is gone
    });
  }

  static async open(context: BrowserContext): Promise<KeptPage> {
    const page = await context.newPage();
    const session = await page.createCDPSession();
    const [{ frameTree }] = await Promise.all([
      session.send('Page.getFrameTree'),
      session.send('Emulation.setScriptExecutionDisabled', { value: true }),
      session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
    ]);
    return new KeptPage(context, page, session, frameTree.frame.id);
  }

  /** @throws RenderError, or whatever the protocol says when the browser has gone away. */
  async print(html: string, deadline: Deadline): Promise<PrintedPage> {
    const start = performance.now();
    await this.load(html, deadline);
    const printing = performance.now();
    const { data } = await deadline.race(
      this.session.send('Page.printToPDF', {
        printBackground: true,
        preferCSSPageSize: true,
        generateTaggedPDF: true,
        generateDocumentOutline: true,
        transferMode: 'ReturnAsBase64',
      }),
      this.gone,
    );
    const bytes = Buffer.from(data, 'base64');
    return {
      bytes,
      blockedRequests: this.blocked,
      contentMs: printing - start,
      printMs: performance.now() - printing,
    };
  }

  /**
   * Looks at the document as a page, in a world of its own beside the page's: names of the one are not seen in the other. Quickly; and
   * where that leaves a doubt wholly, phone-wide and desktop-wide.
   * @throws RenderError, or whatever the protocol says when the browser has gone away.
   */
  async check(
    html: string,
    deadline: Deadline,
  ): Promise<{ quick: QuickFindings; whole: WholeFindings | null }> {
    // What is sent is done in order; the window answers only with its next frame.
    const [, contextId] = await Promise.all([this.resize(PHONE, deadline), this.open(html, deadline)]);
    const quick = (await this.evaluate(quickLook(), contextId, deadline)) as QuickFindings;
    const whole = quick.doubts.length > 0 ? await this.lookWholly(html, deadline) : null;
    await deadline.race(this.session.send('Emulation.clearDeviceMetricsOverride'), this.gone);
    return { quick, whole };
  }

  private async lookWholly(html: string, deadline: Deadline): Promise<WholeFindings> {
    const contextId = await this.open(html, deadline);
    const phone = await this.evaluate(lookAt('phone'), contextId, deadline);
    await this.resize(DESKTOP, deadline);
    const desktop = await this.evaluate(lookAt('desktop'), contextId, deadline);
    return { phone: phone as PageFindings, desktop: desktop as PageFindings };
  }

  /** @returns the world in which the document can be asked. */
  private async open(html: string, deadline: Deadline): Promise<number> {
    await this.load(html, deadline);
    const { executionContextId } = await deadline.race(
      this.session.send('Page.createIsolatedWorld', { frameId: this.frameId, worldName: 'check' }),
      this.gone,
    );
    await this.evaluate(`${pageChecker()};0`, executionContextId, deadline);
    return executionContextId;
  }

  private async resize(size: { width: number; height: number }, deadline: Deadline): Promise<void> {
    const metrics = { ...size, deviceScaleFactor: 1, mobile: false };
    await deadline.race(this.session.send('Emulation.setDeviceMetricsOverride', metrics), this.gone);
  }

  /** @throws RenderError `check-failed` when what is evaluated throws. */
  private async evaluate(expression: string, contextId: number, deadline: Deadline): Promise<unknown> {
    const { result, exceptionDetails } = await deadline.race(
      this.session.send('Runtime.evaluate', {
        expression,
        contextId,
        awaitPromise: true,
        returnByValue: true,
      }),
      this.gone,
    );
    if (exceptionDetails)
      throw new RenderError(
        'check-failed',
        `The page could not be checked: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`,
      );
    return result.value;
  }

  private async load(html: string, deadline: Deadline): Promise<void> {
    this.printed += 1;
    this.blocked = 0;
    // Sent together and answered in order: the fonts' promise is made after the document is in.
    const content = this.session.send('Page.setDocumentContent', { frameId: this.frameId, html });
    const fonts = this.session.send('Runtime.evaluate', {
      expression: LOAD_FONTS,
      awaitPromise: true,
      returnByValue: true,
    });
    await deadline.race(Promise.all([content, fonts]), this.gone);
    const { exceptionDetails } = await fonts;
    if (exceptionDetails) throw new RenderError('fonts-not-loaded', 'A font of the report did not load.');
  }

  /**
   * Goes to a new blank document: the old one's policy, styles and fonts stay with the old one. Then proves it.
   * @throws RenderError `page-not-clean`, or as print.
   */
  async reset(deadline: Deadline): Promise<void> {
    const { frameId } = await deadline.race(
      this.session.send('Page.navigate', { url: 'about:blank' }),
      this.gone,
    );
    this.frameId = frameId;
    const { result, exceptionDetails } = await deadline.race(
      this.session.send('Runtime.evaluate', { expression: LEFTOVERS, returnByValue: true }),
      this.gone,
    );
    const left: unknown = exceptionDetails ? 'it could not be looked at' : result.value;
    if (!Array.isArray(left) || left.length > 0) {
      throw new RenderError('page-not-clean', `The page was not blank after a report: ${String(left)}.`);
    }
    if (this.printed % COLLECT_EVERY === 0) {
      await deadline.race(this.session.send('HeapProfiler.collectGarbage'), this.gone);
    }
  }

  /** Ends the tab and its context; a browser that has gone away has done so already. */
  async close(): Promise<void> {
    await this.context.close().catch(() => undefined);
  }
}
