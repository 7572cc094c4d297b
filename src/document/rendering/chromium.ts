import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { unpackBundledChromium } from './bundled-chromium.js';
import { RenderError } from './render-error.js';

const run = promisify(execFile);

/** Before this one, tags and outline of the PDF depended on the kind of headless mode. */
const OLDEST_MAJOR = 128;
const PROBE_MS = 15_000;

export type ChromiumKind = 'headless-shell' | 'chrome';

export interface Chromium {
  path: string;
  source: 'configured' | 'installed' | 'bundled';
  /** The headless shell prints in two thirds of the time and memory of the whole browser. */
  kind: ChromiumKind;
  /** As the program says it, such as `Chromium 143.0.7499.0`; `unknown` where it does not tell (Windows). */
  version: string;
  /** All of the environment that the browser gets: none of our own settings. Undefined on Windows, which needs its own. */
  env: Record<string, string> | undefined;
  /** Folder for the browsers' profiles, below the var folder. */
  profiles: string;
}

export interface Candidate {
  path: string;
  kind: ChromiumKind;
}

export interface ChromiumSearch {
  /** Used or refused, never passed over. */
  executablePath?: string | undefined;
  /** Where the bundled Chromium is unpacked and profiles live. */
  varDir: string;
  /** Where to look for an installed one, best first; the platform's usual places unless given. */
  installed?: readonly Candidate[];
}

/**
 * Finds the browser to print with: the configured one, else an installed headless shell, else an installed Chromium or
 * Chrome, else (64-bit Intel Linux only) the one from the package registry, unpacked below the var folder.
 *
 * @throws RenderError `no-browser` with a sentence that says what to do.
 */
export async function resolveChromium(search: ChromiumSearch): Promise<Chromium> {
  const folder = join(search.varDir, 'chromium');
  const place = { folder, profiles: join(folder, 'profiles') };
  await mkdir(place.profiles, { recursive: true });
  if (search.executablePath) return configured(search.executablePath, place);

  for (const candidate of search.installed ?? (await usualPlaces())) {
    if (!existsSync(candidate.path)) continue;
    const env = environment(place.folder);
    const version = await probe(candidate.path, env).catch(() => undefined); // present but broken: the next may do
    if (version !== undefined && isRecent(version)) {
      return { ...candidate, source: 'installed', version, env, profiles: place.profiles };
    }
  }
  return bundled(place);
}

interface Place {
  folder: string;
  profiles: string;
}

async function configured(path: string, { folder, profiles }: Place): Promise<Chromium> {
  if (!existsSync(path)) {
    throw new RenderError('no-browser', `PUPPETEER_EXECUTABLE_PATH names ${path}, which does not exist.`);
  }
  const env = environment(folder);
  const version = await probe(path, env).catch((error: unknown) => {
    throw new RenderError('no-browser', `PUPPETEER_EXECUTABLE_PATH names ${path}, which does not start.`, {
      cause: error,
    });
  });
  if (!isRecent(version)) {
    throw new RenderError('no-browser', `${path} is ${version}; version ${OLDEST_MAJOR} or later is needed.`);
  }
  return { path, source: 'configured', kind: kindOf(path), version, env, profiles };
}

async function bundled({ folder, profiles }: Place): Promise<Chromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new RenderError(
      'no-browser',
      `No Chrome or Chromium was found, and none is bundled for ${process.platform} ${process.arch}. ` +
        'Install Google Chrome or Chromium, or name one in PUPPETEER_EXECUTABLE_PATH.',
    );
  }
  const { path, libraries, fontconfig } = await unpackBundledChromium(folder);
  const found = { path, source: 'bundled', kind: 'headless-shell', profiles } as const;
  const env = environment(folder);
  if (!existsSync('/etc/fonts/fonts.conf')) env['FONTCONFIG_FILE'] = fontconfig;
  try {
    return { ...found, version: await probe(path, env), env };
  } catch {
    // Most often the system has no NSS libraries; the package brings them.
  }
  env['LD_LIBRARY_PATH'] = libraries;
  try {
    return { ...found, version: await probe(path, env), env };
  } catch (error) {
    throw new RenderError(
      'no-browser',
      `No Chrome or Chromium is installed, and the bundled one (${path}) does not start on this system. ` +
        'Install chromium-headless-shell or chromium, or name one in PUPPETEER_EXECUTABLE_PATH.',
      { cause: error },
    );
  }
}

/** Nothing of ours: a browser that is taken over finds no database address in its environment. */
function environment(home: string): Record<string, string> {
  return { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: home, LANG: 'C.UTF-8' };
}

async function probe(path: string, env: Record<string, string>): Promise<string> {
  if (process.platform === 'win32') return 'unknown'; // there --version opens a window
  const { stdout } = await run(path, ['--version'], { env, timeout: PROBE_MS, killSignal: 'SIGKILL' });
  const version = /[\w ]*?\s*\d+\.\d+\.\d+\.\d+/.exec(stdout)?.[0].trim();
  if (version === undefined) throw new Error(`${path} does not tell its version`);
  return version;
}

function isRecent(version: string): boolean {
  const major = /(\d+)\.\d+\.\d+\.\d+/.exec(version)?.[1];
  return major === undefined || Number(major) >= OLDEST_MAJOR;
}

function kindOf(path: string): ChromiumKind {
  return /headless[-_]shell/.test(basename(path)) ? 'headless-shell' : 'chrome';
}

/** The programs themselves before the scripts that wrap them: a script is one more process to end. */
async function usualPlaces(): Promise<Candidate[]> {
  const chrome = (path: string): Candidate => ({ path, kind: 'chrome' });
  const shell = (path: string): Candidate => ({ path, kind: 'headless-shell' });
  const downloaded = (await downloadedShells()).map(shell);
  if (process.platform === 'darwin') {
    return [
      ...downloaded,
      ...['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) =>
        chrome(`/Applications/${name}.app/Contents/MacOS/${name}`),
      ),
    ];
  }
  if (process.platform === 'win32') {
    const folders = ['C:\\Program Files', 'C:\\Program Files (x86)', join(homedir(), 'AppData', 'Local')];
    const names = ['Google\\Chrome', 'Chromium'];
    return [
      ...downloaded,
      ...folders.flatMap((folder) =>
        names.map((name) => chrome(`${folder}\\${name}\\Application\\chrome.exe`)),
      ),
      ...folders.map((folder) => chrome(`${folder}\\Microsoft\\Edge\\Application\\msedge.exe`)),
    ];
  }
  return [
    ...[
      '/usr/lib/chromium/chromium-headless-shell', // Debian
      '/usr/lib64/chromium-browser/headless_shell', // Fedora
      '/usr/bin/chromium-headless-shell',
      '/usr/bin/chrome-headless-shell',
      '/usr/local/bin/chrome-headless-shell',
      '/opt/chrome-headless-shell/chrome-headless-shell',
    ].map(shell),
    ...downloaded,
    ...[
      '/usr/lib/chromium/chromium',
      '/usr/lib64/chromium-browser/chromium-browser',
      '/opt/google/chrome/chrome',
      '/usr/bin/google-chrome-stable',
      '/usr/bin/chromium', // not chromium-browser: on Ubuntu that is the snap, which may not read our profile folder
    ].map(chrome),
  ];
}

/** What `npx @puppeteer/browsers install chrome-headless-shell` left in its cache, newest first. */
async function downloadedShells(): Promise<string[]> {
  const cache = join(homedir(), '.cache', 'puppeteer', 'chrome-headless-shell');
  const versions = await readdir(cache).catch(() => []); // usually there is none
  const major = (name: string): number => Number(/-(\d+)\./.exec(name)?.[1] ?? 0);
  const name = process.platform === 'win32' ? 'chrome-headless-shell.exe' : 'chrome-headless-shell';
  const inside = await Promise.all(
    versions
      .sort((a, b) => major(b) - major(a))
      .map(async (version) =>
        (await readdir(join(cache, version)).catch(() => [])).map((folder) =>
          join(cache, version, folder, name),
        ),
      ),
  );
  return inside.flat();
}
