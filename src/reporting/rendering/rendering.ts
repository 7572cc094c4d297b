/** What the rest of reporting may use of rendering. Nothing else imports puppeteer. */
export { resolveChromium, type Chromium, type ChromiumKind, type ChromiumSearch } from './chromium.js';
export { inspectPdf, type PdfFacts, type PdfFont } from './pdf-check.js';
export { RenderError, type RenderErrorCode } from './render-error.js';
export {
  Renderer,
  type RenderedPdf,
  type RendererHealth,
  type RendererOptions,
  type RenderOptions,
} from './renderer.js';
