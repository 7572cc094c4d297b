import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import puppeteer, { type Browser, type LaunchOptions } from 'puppeteer-core';
import type { Chromium } from './chromium.js';
import { within, type Deadline } from './deadline.js';
import { KeptPage } from './kept-page.js';
import { isRunning, killTree, processTree } from './process-tree.js';
import { RenderError } from './render-error.js';

/** Longest wait for a browser to start, or for a tab to open. */
const START_MS = 30_000;
/** Longest wait for puppeteer to notice that a killed browser has ended. */
const KILLED_MS = 5_000;

/**
 * The outer layers against fetching, all on at once because each alone leaks (prefetch and preconnect pass interception,
 * WebRTC passes the proxy): a dead proxy for everything, no name resolves, no UDP outside of the proxy, nothing in the background.
 * The real wall is a network namespace without a way out; see the deployment's runbook.
 */
const FLAGS = [
  '--proxy-server=http://127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-quic',
  '--dns-prefetch-disable',
  '--no-pings',
  '--no-default-browser-check',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-webgl',
  '--disable-file-system',
  '--font-render-hinting=none',
  '--disable-features=BackForwardCache', // a left page must be gone, not kept
];

export interface BrowserOptions {
  chromium: Chromium;
  /** False: start without Chromium's sandbox where it cannot start (as root, or without user namespaces). */
  sandbox: boolean;
}

/** One running Chromium, spoken to over a pipe: when this process ends, however it ends, so does the browser. */
export class KeptBrowser {
  /** Pages that are blank and free. */
  readonly idle: KeptPage[] = [];
  /** Renders in it just now. */
  busy = 0;
  /** Takes no more renders, and is ended when the last one has left. */
  retired = false;

  private constructor(
    private readonly browser: Browser,
    readonly pid: number,
    readonly version: string,
    readonly sandboxed: boolean,
    private readonly profile: string,
  ) {}

  /** @throws RenderError `no-sandbox` or `no-browser`. */
  static async launch(options: BrowserOptions): Promise<KeptBrowser> {
    if (process.getuid?.() === 0) {
      if (options.sandbox) {
        throw new RenderError(
          'no-sandbox',
          'The worker runs as root, where Chromium cannot start its sandbox. Run it as another user; ' +
            'outside production RENDER_ALLOW_NO_SANDBOX=true lets it run without.',
        );
      }
      return start(options, false);
    }
    try {
      return await start(options, true);
    } catch (error) {
      if (!(error instanceof RenderError && error.code === 'no-sandbox' && !options.sandbox)) throw error;
      return start(options, false);
    }
  }

  /** Only for `launch`. */
  static of(
    browser: Browser,
    pid: number,
    version: string,
    sandboxed: boolean,
    profile: string,
  ): KeptBrowser {
    return new KeptBrowser(browser, pid, version, sandboxed, profile);
  }

  get connected(): boolean {
    return this.browser.connected;
  }

  onDeath(tell: () => void): void {
    this.browser.once('disconnected', tell);
  }

  /** A free page, opened when there is none. The caller gives it back to `idle`, or closes it. */
  async take(deadline: Deadline): Promise<KeptPage> {
    return this.idle.pop() ?? (await deadline.race(this.open()));
  }

  async open(): Promise<KeptPage> {
    return within(START_MS, async () => KeptPage.open(await this.browser.createBrowserContext()));
  }

  /** Memory of all its processes together; pages that they share count several times. 0 where it cannot be told. */
  async rssBytes(): Promise<number> {
    return (await processTree(this.pid)).rssBytes;
  }

  /** Asks it to end, and ends what is still there after `graceMs`: by the pids that descend from it. */
  async close(graceMs: number): Promise<void> {
    this.retired = true;
    const { pids } = await processTree(this.pid); // once the browser is gone nobody knows whose its children were
    await within(Math.max(graceMs, 1), () => this.browser.close()).catch(() => undefined);
    await this.kill(pids);
  }

  /** Ends it without asking. @param known pids of its tree while it still was one. */
  async kill(known: number[] = []): Promise<void> {
    this.retired = true;
    await killTree(this.pid);
    for (const pid of known) if (await isRunning(pid)) await killTree(pid);
    await within(KILLED_MS, () => this.browser.close()).catch(() => undefined); // forgets its listeners; the process is gone
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}

/** How every browser is started; the benchmark starts its references in the same way. */
export function launchOptions(chromium: Chromium, sandbox: boolean): LaunchOptions {
  return {
    executablePath: chromium.path,
    headless: chromium.kind === 'headless-shell' ? 'shell' : true,
    pipe: true,
    args: [...FLAGS, ...(sandbox ? [] : ['--no-sandbox'])],
    // Otherwise a variable of puppeteer's own could switch the sandbox off behind our back.
    ...(sandbox ? { ignoreDefaultArgs: ['--no-sandbox'] } : {}),
    ...(chromium.env ? { env: chromium.env } : {}),
    defaultViewport: null,
    networkEnabled: false,
    issuesEnabled: false,
    handleSIGINT: false, // the worker drains first
    handleSIGTERM: false,
    handleSIGHUP: false,
    protocolTimeout: 0, // every call has a deadline here
  };
}

async function start({ chromium }: BrowserOptions, sandbox: boolean): Promise<KeptBrowser> {
  await removeAbandonedProfiles(chromium.profiles);
  const profile = join(chromium.profiles, `${process.pid}-${randomUUID()}`);
  await mkdir(profile, { recursive: true, mode: 0o700 });
  const abort = new AbortController();
  try {
    return await within(START_MS, async () => {
      const browser = await puppeteer.launch({
        ...launchOptions(chromium, sandbox),
        userDataDir: profile,
        signal: abort.signal,
      });
      const pid = browser.process()?.pid;
      if (pid === undefined) throw new Error('the browser has no process');
      const kept = KeptBrowser.of(browser, pid, await browser.version(), sandbox, profile);
      kept.idle.push(await kept.open());
      const [first] = await browser.defaultBrowserContext().pages();
      await first?.close(); // the tab it opened by itself is only memory
      return kept;
    });
  } catch (error) {
    abort.abort();
    await rm(profile, { recursive: true, force: true });
    throw asStartError(error, chromium);
  }
}

function asStartError(error: unknown, chromium: Chromium): RenderError {
  const message = error instanceof Error ? error.message : String(error);
  if (/No usable sandbox|running as root without --no-sandbox|setuid sandbox/i.test(message)) {
    return new RenderError(
      'no-sandbox',
      'Chromium cannot start its sandbox here: allow unprivileged user namespaces for it, or outside production set RENDER_ALLOW_NO_SANDBOX=true.',
      { cause: error },
    );
  }
  return new RenderError('no-browser', `${chromium.path} did not start.`, { cause: error });
}

/** Profiles of workers that were killed. A pid that is used again only keeps its folder a while longer. */
async function removeAbandonedProfiles(profiles: string): Promise<void> {
  for (const name of await readdir(profiles)) {
    const owner = Number.parseInt(name, 10);
    if (owner === process.pid || (await isRunning(owner))) continue;
    await rm(join(profiles, name), { recursive: true, force: true });
  }
}
