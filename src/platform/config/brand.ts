import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';

/** How a council's documents look, besides their own style sheet. */
export interface Brand {
  /** `#0d4a63`: lines and headings, and what stands behind white letters. */
  accent: string;
  /** Read once at the start; null where the council gave none. */
  logo: { type: 'image/png' | 'image/svg+xml'; base64: string } | null;
}

export const USUAL_BRAND: Brand = { accent: '#0d4a63', logo: null };

/** WCAG 2.2, 1.4.3: text of an ordinary size. The accent is both, letters on white and what white letters stand on. */
const LEAST_CONTRAST = 4.5;
/** A logo is inlined in every document, so that a large one would be in each of them. */
const MOST_LOGO_BYTES = 200 * 1024;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** What may stand before the root: byte order mark, XML declaration, comments, document type. */
const SVG = /^\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*|<!doctype\s+svg[^>[]*>\s*)*<svg[\s>]/i;

export const accentSetting = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, { message: 'must be written as #rrggbb', abort: true })
  .refine(
    (colour) => contrastWithWhite(colour) >= LEAST_CONTRAST,
    `must have a contrast of at least ${LEAST_CONTRAST}:1 with white`,
  )
  .default(USUAL_BRAND.accent);

/** From the path of a PNG or SVG file to what is inlined. An SVG is only ever shown as an image, so that nothing in it runs. */
export const logoSetting = z.string().transform((path, context) => {
  const read = readLogo(path);
  if (typeof read !== 'string') return read;
  context.addIssue({ code: 'custom', message: read });
  return z.NEVER;
});

/** @returns the logo, or why it cannot be used. */
function readLogo(path: string): NonNullable<Brand['logo']> | string {
  try {
    if (statSync(path).size > MOST_LOGO_BYTES) return 'names a file of more than 200 KB';
    const bytes = readFileSync(path);
    const type = typeOf(bytes);
    return type === null
      ? 'names a file that is neither PNG nor SVG'
      : { type, base64: bytes.toString('base64') };
  } catch {
    return 'names a file that cannot be read';
  }
}

/** By what is in it: the file's name may say anything. */
function typeOf(bytes: Buffer): NonNullable<Brand['logo']>['type'] | null {
  if (bytes.subarray(0, PNG.length).equals(PNG)) return 'image/png';
  return SVG.test(bytes.toString('utf8')) ? 'image/svg+xml' : null;
}

/** WCAG 2.2, contrast ratio. @param colour `#rrggbb`. @returns 1 to 21. */
export function contrastWithWhite(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
