import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contrastWithWhite } from './brand.js';
import { ConfigError, loadConfig } from './config.js';

const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('and the rest of it')]);
const SVG = '<?xml version="1.0"?>\n<!-- made by hand -->\n<svg xmlns="http://www.w3.org/2000/svg"/>';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'brand-test-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const load = (env: NodeJS.ProcessEnv) => loadConfig({ DATABASE_URL: 'postgres://x', ...env });
/** What the start says when it refuses. */
function refusal(env: NodeJS.ProcessEnv): string {
  try {
    load(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  return 'not refused';
}
function logo(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

describe('the accent colour', () => {
  it.each([
    ['#ffffff', 1],
    ['#000000', 21],
    ['#777777', 4.48],
    ['#767676', 4.54],
  ])('%s has the contrast with white that WCAG gives it', (colour, ratio) => {
    expect(contrastWithWhite(colour)).toBeCloseTo(ratio, 2);
  });

  it('is ours unless the council sets its own', () => {
    expect(load({}).brand).toEqual({ accent: '#0d4a63', logo: null });
    expect(load({ BRAND_ACCENT: '' }).brand.accent).toBe('#0d4a63');
    expect(load({ BRAND_ACCENT: '#6A1B4D' }).brand.accent).toBe('#6A1B4D');
  });

  it('is refused where white letters on it could not be read, and where it is no colour', () => {
    expect(load({ BRAND_ACCENT: '#767676' }).brand.accent).toBe('#767676');
    expect(refusal({ BRAND_ACCENT: '#777777' })).toContain(
      'BRAND_ACCENT: must have a contrast of at least 4.5:1 with white',
    );
    for (const colour of ['red', '#fff', '#12345g', '#000000;}'])
      expect(refusal({ BRAND_ACCENT: colour })).toBe(
        'The configuration is not valid:\n  BRAND_ACCENT: must be written as #rrggbb',
      );
  });
});

describe('the logo', () => {
  it.each([
    ['a PNG', PNG, 'image/png'],
    ['an SVG', SVG, 'image/svg+xml'],
    ['an SVG that begins at once', '<svg></svg>', 'image/svg+xml'],
    [
      'an SVG with a document type',
      '\ufeff<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">\n<svg>',
      'image/svg+xml',
    ],
  ])('is read from %s, whatever its name', (_, content, type) => {
    expect(load({ BRAND_LOGO: logo('logo', content) }).brand.logo).toEqual({
      type,
      base64: Buffer.from(content).toString('base64'),
    });
  });

  it('is refused when it is missing, too large, or of another type; its path is not repeated', () => {
    const said = (path: string) => refusal({ BRAND_LOGO: path }).split('\n').at(-1);
    expect(said(join(folder, 'nowhere.png'))).toBe('  BRAND_LOGO: names a file that cannot be read');
    expect(said(folder)).toMatch(/BRAND_LOGO: names a file that/);
    expect(said(logo('page.svg', '<html><svg></svg></html>'))).toBe(
      '  BRAND_LOGO: names a file that is neither PNG nor SVG',
    );
    expect(said(logo('photo.png', Buffer.from('ffd8ffe0', 'hex')))).toContain('neither PNG nor SVG');
    const large = Buffer.concat([PNG, Buffer.alloc(200 * 1024)]);
    expect(said(logo('large.png', large))).toBe('  BRAND_LOGO: names a file of more than 200 KB');
    expect(load({ BRAND_LOGO: logo('just.png', large.subarray(0, 200 * 1024)) }).brand.logo?.type).toBe(
      'image/png',
    );
  });
});
