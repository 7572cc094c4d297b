import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder, type Brand } from '../../platform/index.js';

export interface AssetFile {
  type: string;
  bytes: Buffer;
  br: Buffer | undefined;
  gz: Buffer | undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  woff2: 'font/woff2',
  svg: 'image/svg+xml; charset=utf-8',
  png: 'image/png',
};

const folder = join(projectFolder(), 'public');

interface Manifest {
  files: Readonly<Record<string, string>>;
}

/** @throws Error that says how to make the files. */
function readManifest(): Manifest {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) throw new Error(`${file} is missing. Make it with: npm run assets`);
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
}

const { files } = readManifest();

/** @param name as in scripts/assets.mjs, such as `app.css`. @returns its address. */
export function assetAddress(name: string): string {
  const file = files[name];
  if (file === undefined) throw new Error(`scripts/assets.mjs makes no “${name}”.`);
  return `/assets/${file}`;
}

/** Everything that scripts/assets.mjs made, by file name. Read once: it is about 400 KB. */
export function builtFiles(): ReadonlyMap<string, AssetFile> {
  const names = new Set(readdirSync(folder));
  const read = (name: string): Buffer | undefined =>
    names.has(name) ? readFileSync(join(folder, name)) : undefined;
  const found = new Map<string, AssetFile>();
  for (const name of names) {
    const type = TYPES[name.split('.').at(-1) ?? ''];
    if (type === undefined) continue;
    found.set(name, {
      type,
      bytes: readFileSync(join(folder, name)),
      br: read(`${name}.br`),
      gz: read(`${name}.gz`),
    });
  }
  return found;
}

export interface BrandFiles {
  /** Addresses. */
  style: string;
  logo: string | null;
  files: ReadonlyMap<string, AssetFile>;
}

const made = new WeakMap<Brand, BrandFiles>();

/** The council's own look: a style sheet that sets the accent, and its logo, each named by its content. */
export function brandFiles(brand: Brand): BrandFiles {
  const files = made.get(brand) ?? makeBrandFiles(brand);
  made.set(brand, files);
  return files;
}

function makeBrandFiles({ accent, logo }: Brand): BrandFiles {
  const style = `:root{--accent:${accent};--govuk-brand-colour:${accent};--govuk-link-colour:${accent}}`;
  const files = new Map<string, AssetFile>();
  const add = (stem: string, ending: string, bytes: Buffer): string => {
    const name = `${stem}-${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}.${ending}`;
    files.set(name, { type: TYPES[ending] ?? '', bytes, br: undefined, gz: undefined });
    return `/assets/${name}`;
  };
  return {
    style: add('brand', 'css', Buffer.from(style)),
    logo:
      logo === null
        ? null
        : add('logo', logo.type === 'image/png' ? 'png' : 'svg', Buffer.from(logo.base64, 'base64')),
    files,
  };
}
