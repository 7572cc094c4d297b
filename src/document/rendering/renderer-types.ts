import type { Logger } from '../../platform/index.js';
import type { Chromium, ChromiumKind } from './chromium.js';

export interface RendererOptions {
  chromium: Chromium;
  /** Reports printed at once; as many as cores is the measured best. */
  pages: number;
  /** A page is replaced after so many reports; some Chromiums grow without it. */
  recycleAfter?: number;
  /** For one attempt, from a free page to the printed bytes or to what the check found. */
  deadlineMs: number;
  /** False lets Chromium run without its sandbox where that cannot start, as for root. Always true in production. */
  sandbox: boolean;
  maxHtmlBytes?: number;
  /** The browser is replaced when all its processes together hold more. */
  maxRssBytes?: number;
  logger: Pick<Logger, 'info' | 'warn' | 'error'>;
}

export interface RenderOptions {
  /** Ends the wait or the render early, with `cancelled`. */
  signal?: AbortSignal;
  /** False leaves out the packing: for a preview, never for what is stored. */
  compress?: boolean;
}

export interface RenderedPdf {
  /** To be hashed, stored and sent as they are. */
  bytes: Buffer;
  /** Size before the packing. */
  printedBytes: number;
  pageCount: number;
  /** PostScript names, without subset prefixes. */
  fonts: string[];
  tagged: true;
  title: string;
  /** BCP 47. */
  language: string;
  outlineEntries: number;
  /** On which page each heading of the contents stands, by its id in the document. */
  pages: Record<string, number>;
  /** What the document tried to fetch; anything above 0 is a fault of the template. */
  blockedRequests: number;
  /** In milliseconds. `waited` for a free page; `content` is parsing and fonts; `finished` is the numbers of the contents, the checks and the packing. */
  timings: { waited: number; content: number; print: number; finished: number; total: number };
}

export interface CheckedPage {
  /** Rules of axe-core that found something to judge, and nothing wrong. */
  rulesPassed: number;
  /** Why the quick look was not enough: names of rules and of what is not plain. None of our own reports should have any. */
  doubts: string[];
  /** From a free page to the verdict. */
  milliseconds: number;
}

export interface RendererHealth {
  /** Started, not closing, and the last attempt to start a browser succeeded. */
  running: boolean;
  /** As the running browser says it; absent between a death and the next report, which starts a new one. */
  browser?: string;
  pid?: number;
  sandboxed?: boolean;
  path: string;
  kind: ChromiumKind;
  source: Chromium['source'];
  rendersDone: number;
  rendersRetried: number;
  /** Checks of pages included, and those that found something. */
  rendersFailed: number;
  browsersStarted: number;
  pagesReplaced: number;
  /** Renders that wait for a page. */
  waiting: number;
  /** All processes of the browser, as measured every tenth render; pages that they share count several times. */
  rssBytes: number;
}
