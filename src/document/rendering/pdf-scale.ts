import type { PDFDocument } from 'pdf-lib';
import { readContent } from './pdf-content.js';
import { RenderError } from './render-error.js';

/** The first enlargement in a page: from CSS pixels to the 300 dots an inch in which Chromium draws. */
const SCALE = /^(\d*\.?\d+) 0 0 \1 \S+ \S+ cm$/m;
const DOTS_PER_PIXEL = 300 / 96;
const TOLERANCE = 0.99;

/**
 * What is wider than the page makes Chromium print the whole document smaller, down to two thirds, without a word. Nobody reads 11 pt at 7.
 * @throws RenderError `scaled-down`. A browser that draws in another way is not caught.
 */
export function refuseScaledDown(pdf: PDFDocument): void {
  for (const [index, page] of pdf.getPages().entries()) {
    const scale = Number(SCALE.exec(readContent(page))?.[1] ?? DOTS_PER_PIXEL);
    if (scale < DOTS_PER_PIXEL * TOLERANCE)
      throw new RenderError(
        'scaled-down',
        `Page ${index + 1} is printed at ${Math.round((100 * scale) / DOTS_PER_PIXEL)}% of its size.`,
      );
  }
}

const LONG = 30;
const SHOWN = 60;

/**
 * Where to look when something is wider than the page.
 * @param html of our own template. @returns a sentence, or nothing when no word is long. Pure.
 */
export function longestWordIn(html: string): string {
  const text = html
    .replace(/<style[\s\S]*?<\/style>|<[^>]+>/gu, ' ')
    .replaceAll(/&(?:amp|lt|gt|quot|#39);/gu, '·');
  let longest = '';
  for (const [word] of text.matchAll(/\S+/gu)) if (word.length > longest.length) longest = word;
  if (longest.length < LONG) return '';
  return `The longest word is “${longest.slice(0, SHOWN)}${longest.length > SHOWN ? '…' : ''}”, of ${longest.length} letters.`;
}
