/** What the rest of reporting may use of rendering. Nothing else imports puppeteer. */
export { resolveChromium, type Chromium, type ChromiumKind, type ChromiumSearch } from './chromium.js';
export { inspectPdf, type PdfFacts, type PdfFont } from './pdf-check.js';
export { RenderError, type RenderErrorCode } from './render-error.js';
export { Renderer } from './renderer.js';
export type {
  CheckedPage,
  RenderedPdf,
  RendererHealth,
  RendererOptions,
  RenderOptions,
} from './renderer-types.js';
