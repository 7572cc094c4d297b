import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import puppeteer, { type Browser, type HTTPRequest } from 'puppeteer-core';
import { resolveChromium } from '../../src/document/rendering/rendering.js';
import { answerQuestions } from '../../src/sample/index.js';
import { enduranceIt, rounds } from '../support/endurance.js';
import { eventually } from '../support/eventually.js';
import { SampleMonth } from '../support/sample-month.js';
import { step } from '../support/step.js';
import { Tab } from '../support/tab.js';

/*
 * People at work in a real browser, on the sample in the middle of its month. One server, one worker and one browser for all of it; every
 * story also runs alone.
 */
let month: SampleMonth;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'journeys-'));
  const chromium = await resolveChromium({ varDir: folder, installed: [] });
  [month, browser] = await Promise.all([
    SampleMonth.open(),
    puppeteer.launch({
      executablePath: chromium.path,
      args: ['--no-sandbox', '--disable-gpu'],
      headless: 'shell',
      ...(chromium.env === undefined ? {} : { env: chromium.env }),
    }),
  ]);
}, 300_000);

afterAll(async () => {
  await browser.close();
  await month.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A browser of their own for a person, signed in. */
async function signedIn(
  key: string,
  options: { scripts?: boolean; width?: number; keyboard?: boolean } = {},
): Promise<Tab> {
  const tab = await Tab.open(await browser.createBrowserContext(), month.test.origin, options);
  await tab.signIn({ email: month.users.person(key).email, password: month.users.passwordOf(key) });
  expect(tab.path).toBe('/my-work');
  return tab;
}

const role = (name: Parameters<typeof month.users.keyOf>[0]): string => month.users.keyOf(name);

describe('a crawl from My work over every link', () => {
  /** What belongs to one address, without the ids; parts by what they are about. */
  async function patterns(): Promise<(path: string) => string> {
    const kinds = new Map((await month.parts()).map(({ id, section }) => [id, section]));
    const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|[0-9a-f]{32,64}/g;
    return (path) => {
      const { pathname, searchParams } = new URL(path, month.test.origin);
      const query = [...new Set(searchParams.keys())].sort().join('&');
      return `${pathname.replace(id, (one) => kinds.get(one) ?? ':id')}?${query}`;
    };
  }

  // What stands in .app-code is meant as a program has it: details of the audit trail, errors of background work.
  const LOOK = `((page) => { const wordsOf = (main) => {
    const copy = main?.cloneNode(true);
    for (const one of copy?.querySelectorAll('.app-code') ?? []) one.remove();
    return copy?.textContent ?? '';
  }; return {
    title: page.title,
    language: page.documentElement.lang,
    headings: [...page.querySelectorAll('h1')].map((one) => one.textContent.trim()),
    isDocument: page.querySelector('.app-header') === null,
    missing: ['header', 'main', 'footer', 'a.govuk-skip-link[href="#main-content"]'].filter((one) => page.querySelectorAll(one).length !== 1),
    codes: [...new Set(wordsOf(page.querySelector('main')).match(/\\b[a-z]+(_[a-z]+)+\\b|\\b20\\d\\d-\\d\\d-\\d\\d\\b/g) ?? [])],
    links: [...page.querySelectorAll('a[href]')].filter((one) => !one.hasAttribute('download')).map((one) => one.getAttribute('href')),
  }; })`;
  interface Look {
    title: string;
    language: string;
    headings: string[];
    /** A report as it is printed, which has no navigation of ours. */
    isDocument: boolean;
    /** Landmarks of which there is not exactly one. */
    missing: string[];
    /** Codes and dates as programs write them. */
    codes: string[];
    links: string[];
  }

  function wrongWith({ title, language, headings, isDocument, missing, codes }: Look): string[] {
    const wrong = codes.map((code) => `it prints the code ${code}`);
    if (language !== 'en-GB') wrong.push(`its language is “${language}”`);
    if (headings.length !== 1) wrong.push(`it has ${headings.length} first headings`);
    if (isDocument) return wrong;
    if (!title.includes(headings[0] ?? '?') || !title.endsWith(' – Highlight reports'))
      wrong.push(`its title is “${title}”`);
    return [...wrong, ...missing.map((one) => `it has not one ${one}`)];
  }

  /** What only a browser tells of the page that a tab stands on: errors of scripts, what the policy refuses, and a phone's width. */
  async function wrongInBrowser(tab: Tab): Promise<string[]> {
    const wrong = [...(await tab.violations()), ...tab.faults.splice(0)];
    const isPage = await tab.ask<boolean>(`document.querySelector('.app-header') !== null`);
    const by = await tab.ask<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    return isPage && by > 0 ? [...wrong, `it scrolls sideways by ${by} px`] : wrong;
  }

  /** Of a report as it is printed: its own policy allows them, that of the page which takes it apart does not. */
  const STYLES = /<style[\s\S]*?<\/style>/g;
  const FILE = /\.(pdf|csv|html)$|\/pack$|\/export$|\/archive\/file$|\/evidence$|^\/api\//;

  /** Every page is read for every person; in the browser it is looked at once, by the first who comes there. */
  async function crawl(
    tab: Tab,
    who: string,
    seenInBrowser: Set<string>,
    patternOf: (path: string) => string,
  ): Promise<{ seen: number; wrong: string[] }> {
    const seen = new Set<string>();
    const queue = ['/my-work', '/account'];
    const wrong: string[] = [];
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      const pattern = patternOf(path);
      if (seen.has(pattern)) continue;
      seen.add(pattern);
      const say = (what: string): void => void wrong.push(`${who}, ${path}: ${what}`);
      const { status, look } = await tab.ask<{ status: number; look: Look | null }>(
        `fetch(${JSON.stringify(path)}).then(async (answer) => ({ status: answer.status, look: ${String(FILE.test(new URL(path, month.test.origin).pathname))}
          ? null : ${LOOK}(new DOMParser().parseFromString((await answer.text()).replace(${String(STYLES)}, ''), 'text/html')) }))`,
      );
      if (status >= 400) say(`it is answered with ${status}`);
      if (look === null) continue;
      wrongWith(look).forEach(say);
      if (!seenInBrowser.has(pattern)) {
        seenInBrowser.add(pattern);
        await tab.goto(path);
        (await wrongInBrowser(tab)).forEach(say);
        // A report's own policy lets nothing be fetched.
        if (look.isDocument) await tab.goto('/account');
      }
      for (const link of look.links) {
        const { origin, pathname, search } = new URL(link, `${month.test.origin}${path}`);
        if (origin === month.test.origin) queue.push(`${pathname}${search}`);
      }
    }
    return { seen: seen.size, wrong };
  }

  enduranceIt(
    'finds no page that is broken or too wide for a phone, for anybody',
    async () => {
      await month.settled();
      const patternOf = await patterns();
      const people = [
        role('auditor'),
        role('reviewer'),
        'workforce-lead', // an owner, for whom somebody stands in
        ...(['sro', 'clerk', 'analyst', 'reader', 'admin'] as const).map(role),
        'complaints-manager', // without a role
      ];
      const least = 20 * people.length;
      const seenInBrowser = new Set<string>();
      const found: { seen: number; wrong: string[] }[] = [];
      const work = async (): Promise<void> => {
        for (let key = people.shift(); key !== undefined; key = people.shift()) {
          const tab = await signedIn(key, { width: 320 });
          found.push(await crawl(tab, month.users.label(key), seenInBrowser, patternOf));
          await tab.page.browserContext().close();
        }
      };
      await Promise.all([work(), work(), work()]);
      expect(found.flatMap(({ wrong }) => wrong)).toEqual([]);
      // Fewer would say that links were not found.
      expect(found.reduce((sum, { seen }) => sum + seen, 0)).toBeGreaterThan(least);
    },
    600_000,
  );
});

/** A theme that is a draft of this person's. */
async function themeOf(owner: string): Promise<{ id: string; owner: string }> {
  const id = month.users.id(owner);
  const found = (await month.parts()).find(
    (one) => one.section === 'theme' && one.status === 'draft' && one.ownerId === id,
  );
  if (!found) throw new Error(`No theme of ${owner} is a draft.`);
  return { id: found.id, owner };
}

describe('autosave', () => {
  const LINE = '#saved';
  let part: { id: string; owner: string };
  let page: string;
  let tab: Tab;
  let text = '';

  /** Typed at the end, and the field left, which saves at once. */
  const type = async (words: string, where = tab): Promise<void> => {
    await typeAndStay(words, where);
    await where.page.keyboard.press('Tab');
  };
  const typeAndStay = async (words: string, where = tab): Promise<void> => {
    await where.ask(
      `{ const field = document.getElementById('narrative'); field.focus(); field.setSelectionRange(field.value.length, field.value.length); }`,
    );
    await where.page.keyboard.sendCharacter(words);
    text = await where.ask(`document.getElementById('narrative').value`);
  };
  const saved = async (): Promise<{ version: number; narrative: string }> => {
    const [row] = await month.test.sql<{ version: number; narrative: string }>(
      `select e.version, t.overview_narrative as narrative from envelope e join theme_content t on t.contribution_id = e.id where e.id = $1`,
      [part.id],
    );
    return row ?? { version: 0, narrative: '' };
  };
  const endSessions = () =>
    month.test.sql('delete from session where user_id = $1', [month.users.id(part.owner)]);

  it('says in words what is not saved, and loses nothing of what was typed', async () => {
    part = await themeOf('workforce-lead');
    page = `/contributions/${part.id}/overview`;
    tab = await signedIn(part.owner);
    await tab.goto(page);

    await step('a slow network: it says that it waits, and then that it is saved', async () => {
      const held: HTTPRequest[] = [];
      await tab.page.setRequestInterception(true);
      const hold = (request: HTTPRequest): void => {
        if (request.method() === 'POST') held.push(request);
        else void request.continue();
      };
      tab.page.on('request', hold);
      await type(' Slowly.');
      await tab.says('Not saved yet: the connection is slow.', LINE);
      expect(held).toHaveLength(1);
      await type(' And more, meanwhile.');
      await held[0]?.continue();
      await tab.says('Saved today at', LINE);
      expect(held).toHaveLength(1); // one at a time
      await tab.page.waitForRequest((request) => request.method() === 'POST', { timeout: 20_000 });
      tab.page.off('request', hold);
      await held[1]?.continue();
      await tab.page.setRequestInterception(false);
      await eventually('the rest is saved', async () => (await saved()).narrative === text);
    });

    await step('without a network: it says so, and saves when the network is back', async () => {
      await tab.page.setOfflineMode(true);
      await type(' In a tunnel.');
      await tab.says('Not saved: there is no connection.', LINE);
      await tab.page.click('main button[type=submit]');
      expect([tab.path, await tab.ask(`document.getElementById('narrative').value`)]).toEqual([page, text]);
      expect((await saved()).narrative).not.toBe(text);
      await tab.page.setOfflineMode(false);
      await tab.says('Saved today at', LINE);
      expect((await saved()).narrative).toBe(text);
    });

    await step('an answer that got lost makes nobody conflict with themselves', async () => {
      await tab.page.setRequestInterception(true);
      let lost = 0;
      const lose = (request: HTTPRequest): void => {
        if (request.method() !== 'POST' || lost > 0) {
          void request.continue();
          return;
        }
        lost += 1;
        void Promise.all([tab.page.browserContext().cookies(), request.fetchPostData()])
          .then(([cookies, body]) =>
            fetch(request.url(), {
              method: 'POST',
              body: body ?? '',
              headers: {
                ...request.headers(),
                'sec-fetch-site': 'same-origin',
                cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
              },
            }),
          )
          .then(() => request.abort('connectionreset'));
      };
      tab.page.on('request', lose);
      await type(' Once.');
      await tab.says('Not saved: there is no connection.', LINE);
      expect((await saved()).narrative).toBe(text);
      await type(' And on.');
      await tab.says('Saved today at', LINE);
      expect((await saved()).narrative).toBe(text);
      tab.page.off('request', lose);
      await tab.page.setRequestInterception(false);
    });

    await step('pressed twice it is saved once', async () => {
      // On a page that is new: for a second after a press, a button takes no other.
      await tab.goto(page);
      const before = (await saved()).version;
      await typeAndStay(' Twice.');
      await Promise.all([
        tab.page.waitForNavigation(),
        tab.page.click('main .govuk-button', { count: 2, delay: 5 }),
      ]);
      expect([await tab.heading(), await saved()]).toEqual([
        expect.stringContaining('Theme'),
        { version: before + 1, narrative: text },
      ]);
    });

    await step('Back to the page of the form, with what was typed', async () => {
      await tab.page.goBack({ waitUntil: 'domcontentloaded' });
      expect(await tab.ask(`document.getElementById('narrative').value`)).toBe(text);
      await tab.goto(page);
      expect(await tab.words()).not.toContain('was not saved');
    });

    await step('two tabs on one text: both texts, and what should be kept', async () => {
      const other = await Tab.open(tab.page.browserContext(), month.test.origin);
      await other.goto(page);
      await type(' Of the first tab.');
      await eventually('the first tab is saved', async () => (await saved()).narrative === text);
      const first = text;
      await type(' Of the second tab.', other);
      await other.says('Not saved: somebody else changed this. Press Save to see both texts.', LINE);
      await other.press(/^Save$/);
      expect(await other.heading()).toBe('You changed this in another window');
      expect(await other.words()).toMatch(
        /In this window.*Of the .*second.* tab\..*In the other window.*Of the .*first.* tab\./s,
      );
      const third = "document.getElementById('narrative').value";
      const copy = async (words: RegExp): Promise<void> => {
        const button = await other.element('main button', words);
        await button.evaluate((one) => {
          (one as unknown as { click(): void }).click();
        });
      };
      await copy(/^Copy what the other window says$/);
      expect([
        await other.ask(third),
        await other.ask(`document.querySelector('[name="_keep.narrative"]:checked').value`),
      ]).toEqual([first, 'other']);
      await other.fill({ narrative: 'Written here.' });
      await copy(/^Copy what this window says$/);
      expect(await other.ask(third)).toMatch(/^Written here\.\n\n.* Of the second tab\.$/s);
      await other.fill({ narrative: `${first} Of the second tab.` });
      await other.press(/^Save what I chose$/);
      expect((await saved()).narrative).toBe(`${first} Of the second tab.`);
      await other.page.close();
      await tab.goto(page);
    });

    await step('signed out while typing: the same person saves it after signing in', async () => {
      await endSessions();
      await type(' After a long call.');
      await tab.says('Not saved: you are signed out.', LINE);
      const typed = text;
      await tab.press(/^Save$/);
      expect(await tab.words()).toContain('You were signed out while you were typing.');
      await signInHere(tab, part.owner);
      expect(await tab.heading()).toBe('Nothing was saved while you were signed out');
      await tab.press(/^Save what I typed$/);
      expect((await saved()).narrative).toBe(typed);
    });

    await step('somebody else at the same screen is shown nothing of it', async () => {
      await tab.goto(page);
      await endSessions();
      await type(' Only for my eyes.');
      await tab.says('Not saved: you are signed out.', LINE);
      await tab.press(/^Save$/);
      await signInHere(tab, role('reviewer'));
      expect(await tab.heading()).toBe('Somebody else was typing here');
      expect(await tab.ask('document.documentElement.outerHTML')).not.toContain('Only for my eyes');
      await tab.goto(`${page}?change=1`);
      const shown = await tab.ask(
        `document.documentElement.outerHTML + (document.getElementById('narrative')?.value ?? '')`,
      );
      expect(shown).not.toContain('Only for my eyes');
      expect(shown).not.toContain('was not saved');
      expect((await saved()).narrative).not.toContain('Only for my eyes');
    });

    await step(
      'somebody else signs in in another tab: the page says who, and sends nothing as them',
      async () => {
        await signOut(tab);
        await tab.goto(page);
        await signInHere(tab, part.owner);
        const before = await saved();
        const theirs = await Tab.open(tab.page.browserContext(), month.test.origin);
        await theirs.goto('/my-work');
        await signOut(theirs);
        await theirs.goto('/sign-in');
        await signInHere(theirs, role('reviewer'));
        await tab.page.bringToFront();
        await tab.says('is signed in now', '.app-dialog');
        await tab.page.keyboard.press('Escape');
        await type(' Still mine.');
        await tab.page.waitForSelector('.app-dialog[open]');
        await tab.says('It is not saved, and it is not sent under the name of', '.app-dialog');
        expect(await saved()).toEqual(before);
        await theirs.page.close();
      },
    );

    expect(tab.faults).toEqual([]);
    await tab.page.browserContext().close();
  }, 180_000);
});

const signOut = (tab: Tab) =>
  Promise.all([tab.page.waitForNavigation(), tab.page.click('.app-account button')]);

async function signInHere(tab: Tab, key: string): Promise<void> {
  await tab.fill({ email: month.users.person(key).email, password: month.users.passwordOf(key) });
  await tab.press(/^Sign in$/);
}

/** What has the focus: the id, or the class, of the element. */
const focus = (tab: Tab): Promise<string> =>
  tab.ask(`document.activeElement.id || document.activeElement.className`);

describe('by keyboard alone', () => {
  it('signs in, writes and submits a theme', async () => {
    const tab = await Tab.open(await browser.createBrowserContext(), month.test.origin);
    const { keyboard } = tab.page;
    const writer = month.users.person('head-of-qa');

    await step('the first Tab leads past the navigation', async () => {
      await tab.goto('/sign-in');
      await tab.tabTo(/^Skip to main content$/);
      await keyboard.press('Enter');
      expect(await focus(tab)).toBe('main-content');
    });

    await step('a refusal takes the focus to what is wrong, and from there to the field', async () => {
      await tab.tabTo(/^E-mail/);
      await keyboard.type(writer.email);
      await tab.tabTo(/^Password$/);
      await keyboard.type('not this one');
      await tab.key('Enter');
      expect(await focus(tab)).toContain('govuk-error-summary');
      await tab.tabTo(/./);
      await keyboard.press('Enter');
      expect(await focus(tab)).toBe('password');
      await keyboard.type(month.users.passwordOf('head-of-qa'));
      await tab.key('Enter');
      expect(await tab.heading()).toBe('My work');
    });

    await step('from My work to the text, and back with it', async () => {
      await tab.tabTo(/^Write Theme 4/);
      await tab.key('Enter');
      await tab.tabTo(/^Overview/);
      await tab.key('Enter');
      await tab.tabTo(/^How is the theme going\?/);
      await keyboard.down('Control');
      await keyboard.press('End');
      await keyboard.up('Control');
      await keyboard.type(' Audits begin in February.');
      await tab.tabTo(/^Not rated$/); // the one that is chosen, and the last
      await keyboard.press('ArrowDown');
      await tab.tabTo(/^Save$/);
      await tab.key('Enter');
      expect(await tab.heading()).toMatch(/^Theme 4/);
      expect(await tab.words()).toContain('Saved.');
    });

    await step('checked and submitted', async () => {
      await tab.tabTo(/^Check and submit$/);
      await tab.key('Enter');
      await tab.tabTo(/^Submit to the reviewer$/);
      await tab.key('Space');
      expect(await tab.words()).toContain('with the reviewer');
    });
    expect(tab.faults).toEqual([]);
    await tab.page.browserContext().close();
  }, 120_000);

  it('fills in figures', async () => {
    const tab = await signedIn(role('analyst'));
    const { keyboard } = tab.page;
    await tab.tabTo(/^Write Placement stability/);
    await tab.key('Enter');
    await tab.tabTo(/^Figures/);
    await tab.key('Enter');
    await tab.tabTo(/Jan 20/);
    const first = await focus(tab);
    await keyboard.type('12,5');
    await keyboard.press('Enter'); // to the next row, and not to another page
    const second = await focus(tab);
    expect([second === first, second.endsWith('m2020-01')]).toEqual([false, true]);
    await keyboard.type('57.1%');
    await tab.tabTo(/^Check before recording$/);
    await tab.key('Enter');
    expect(await focus(tab)).toContain('govuk-error-summary');
    await tab.tabTo(/./);
    await keyboard.press('Enter');
    expect(await focus(tab)).toBe(first);
    await keyboard.down('Control');
    await keyboard.press('a');
    await keyboard.up('Control');
    await keyboard.type('12.5%');
    await tab.tabTo(/^Check before recording$/);
    await tab.key('Enter');
    expect(await tab.heading()).toContain('2 figures');
    await tab.tabTo(/^Record 2 figures$/);
    await tab.key('Enter');
    expect(await tab.words()).toContain('2 figures are recorded.');
    expect(tab.faults).toEqual([]);
    await tab.page.browserContext().close();
  }, 120_000);

  it('scores a risk in the matrix', async () => {
    const tab = await signedIn(role('sro'));
    const { keyboard } = tab.page;
    await tab.tabTo(/^Write Risks and issues/);
    await tab.key('Enter');
    await tab.tabTo(/^Register/);
    await tab.key('Enter');
    await tab.tabTo(/^Change risk 8/);
    await tab.key('Enter');
    await tab.tabTo(/^The council’s matrix$/);
    await keyboard.press('Enter');
    await tab.tabTo(/^Probability 5, impact 1/);
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowRight');
    await keyboard.press('Space');
    expect(await tab.ask(`document.getElementById('score').textContent`)).toMatch(
      /^Probability 4, impact 2: 8/,
    );
    await tab.tabTo(/^Save$/);
    await tab.key('Enter');
    expect(await tab.words()).toContain('4 × 2 = 8');
    expect(tab.faults).toEqual([]);
    await tab.page.browserContext().close();
  }, 120_000);
});

describe('without a script', () => {
  const scripts = false;

  it('writes a theme with a conflict, a risk and figures', async () => {
    const { id } = await themeOf('workforce-lead');
    const page = `/contributions/${id}/overview`;

    await step('two people write the same text: both texts, and what is kept', async () => {
      const [mine, other] = [
        await signedIn('workforce-lead', { scripts }),
        await signedIn('head-of-qa', { scripts }),
      ];
      await mine.goto(page);
      await other.goto(page);
      const text = await mine.ask(`document.getElementById('narrative').value`);
      await mine.fill({ narrative: `${text} First.` });
      await mine.press(/^Save$/);
      expect(await mine.words()).toContain('Saved.');
      await other.fill({ narrative: `${text} Second.` });
      await other.press(/^Save$/);
      expect(await other.heading()).toBe('Somebody else changed this while you were writing');
      expect(await other.words()).toMatch(/Yours .*\[added: Second\. \] Theirs .*\[added: First\. \]/s);
      await other.press(/^Save what I chose$/);
      expect(await other.words()).toContain('Choose what should be kept');
      await other.choose('_keep.narrative', 'theirs');
      await other.press(/^Save what I chose$/);
      expect(await other.words()).toContain('Saved.');
      await mine.page.browserContext().close();
      await other.page.browserContext().close();
    });

    await step('a risk: refused with what is missing, then saved', async () => {
      const tab = await signedIn(role('sro'), { scripts });
      await tab.follow(/^Write Risks and issues/);
      await tab.follow(/^Register/);
      await tab.follow(/^Add a risk/);
      await tab.fill({ event: '' });
      await tab.choose('probability', '4');
      await tab.choose('impact', '2');
      await tab.press(/^Save$/);
      expect(await tab.ask('document.title')).toMatch(/^Error: /);
      expect(await tab.words()).toContain('Say what may happen');
      await tab.fill({ event: 'a report goes to the wrong meeting' });
      await tab.choose('kind', 'risk');
      await tab.fill({ 'raised-month': '1', 'raised-year': '2020' });
      await tab.press(/^Save$/);
      expect(await tab.words()).toContain('4 × 2 = 8');
      await tab.page.browserContext().close();
    });

    await step('figures: typed, checked, recorded', async () => {
      const tab = await signedIn(role('analyst'), { scripts });
      await tab.follow(/^Write Placement stability/);
      await tab.follow(/^Figures/);
      const third = await tab.ask(`[...document.querySelectorAll('input[name$="m2020-01"]')].at(-1).id`);
      await tab.fill({ [third]: '31.4%' });
      await tab.press(/^Check before recording$/);
      await tab.press(/^Record 1 figure$/);
      expect(await tab.words()).toContain('1 figure is recorded.');
      await tab.page.browserContext().close();
    });
  }, 120_000);
});

/** From the report on My work to the page that asks for the password. */
async function toApproval(tab: Tab): Promise<void> {
  await tab.goto('/my-work');
  await tab.follow(/report$/i);
  expect(await tab.words()).toContain('This report is with you');
  await tab.follow(/^Go on to approve$/);
}

const asksPassword = (tab: Tab): Promise<boolean> =>
  tab.ask<boolean>(`document.getElementById('password') !== null`);

it('a month as eight people by keyboard alone, from half way to a corrected version', async () => {
  const tabs = new Map<string, Tab>();
  const as = async (key: string): Promise<Tab> => {
    const known = tabs.get(key) ?? (await signedIn(key, { keyboard: true }));
    tabs.set(key, known);
    await known.goto('/my-work');
    return known;
  };
  const submit = async (tab: Tab): Promise<void> => {
    await tab.follow(/^Check and submit$/);
    await tab.press(/^Submit to the reviewer$/);
    expect(await tab.words()).toContain('with the reviewer');
  };
  const has = (tab: Tab, words: RegExp): Promise<boolean> =>
    tab.ask<boolean>(
      `[...document.querySelectorAll('main a')].some((one) => ${String(words)}.test(one.textContent.trim()) && one.checkVisibility())`,
    );
  const manager = role('reviewer');

  await step('each owner writes what is missing and submits it', async () => {
    for (const key of ['workforce-lead', 'head-of-qa', role('analyst'), role('sro')])
      for (const tab = await as(key); await has(tab, /^(Write|Correct) /); await tab.goto('/my-work')) {
        await tab.follow(/^(Write|Correct) /);
        if (await has(tab, /^Overview/)) {
          await tab.follow(/^Overview/);
          const text = await tab.ask(`document.getElementById('narrative').value`);
          await tab.fill({ narrative: `${text} Next month the posts are filled.` });
          const rated = await tab.ask(`document.querySelector('input[name="rag"]:checked')?.value ?? ''`);
          if (rated === '') await tab.choose('rag', 'AMBER');
          await tab.press(/^Save$/);
        }
        await submit(tab);
      }
  });

  await step('the programme manager gives one back, and gets it again', async () => {
    const tab = await as(manager);
    await tab.follow(/^Review Theme 3/);
    await tab.choose('decision', 'return');
    await tab.press(/^Decide$/);
    expect(await tab.ask('document.title')).toMatch(/^Error: /);
    expect(await focus(tab)).toContain('govuk-error-summary');
    await tab.fill({ comment: 'Say when the posts are filled.' });
    await tab.press(/^Decide$/);
    const owner = await as('workforce-lead');
    await owner.follow(/^Correct Theme 3/);
    expect(await owner.words()).toContain('Say when the posts are filled.');
    await submit(owner);
  });

  await step('the programme manager approves them, the unchanged ones together', async () => {
    const tab = await as(manager);
    await tab.follow(/^Approve them together/);
    await tab.chooseAll('parts');
    await tab.press(/^Approve them$/);
    for (let left = 0; left < 20; left++) {
      await tab.goto('/my-work');
      if (!(await has(tab, /^Review /))) break;
      await tab.follow(/^Review /);
      await tab.choose('decision', 'approve');
      await tab.press(/^Decide$/);
    }
    const parts = await month.parts();
    expect(parts.filter(({ status }) => status !== 'approved')).toEqual([]);
  });

  await step('and answers questions and sends the report', async () => {
    const tab = await as(manager);
    await tab.follow(/^Go on with the report/);
    const report = tab.path;
    await tab.goto(`${report}/text`);
    await tab.fill({ summary: 'One is done. Two, e.g. the audit, is done. Three. Four.' });
    await tab.says('4 sentences: 1 more than the 3 that fit', 'main .govuk-error-message');
    await tab.says('4 sentences: 1 more than the 3 that fit', 'main [role="status"]:not(:empty)');
    await tab.fill({ summary: 'One is done. Two, e.g. the audit, is done.' });
    await tab.says('2 of at most 3 sentences', 'main .app-count.govuk-hint');
    await tab.goto(report);
    await tab.follow(/^Answer/);
    await tab.follow(/^Answer/);
    for (let left = rounds({ usual: 2, endurance: 40 }), onward = true; onward; left--) {
      await tab.fill({ reason: 'It is known and so intended.' });
      await tab.choose('print', 'true');
      onward =
        left > 1 && (await tab.ask<boolean>(`document.querySelector('main button[name="_then"]') !== null`));
      await tab.press(onward ? /^Answer, and go on/ : /^Answer$/);
    }
    // The others by the API: each is the same page.
    await answerQuestions(await month.users.as(manager), `/api/v1${report}`);
    await tab.goto(report);
    // This one is really printed on trial.
    await month.test.sql('alter table trial_print disable trigger trials_pass');
    await tab.follow(/^Send to the SRO$/);
    await tab.press(/^Send/);
    expect(await tab.words()).toContain('The report is with the SRO.');
  });

  await step('what will be printed can be looked at before it is approved', async () => {
    const tab = await as(role('sro'));
    await tab.follow(/report$/i);
    await tab.goto(`${tab.path}/trial`);
    for (let asked = 0; asked < 60 && !(await has(tab, /PDF/)); asked++) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await tab.goto(tab.path);
    }
    expect(await tab.words()).toMatch(/The public edition \(PDF, \d+ pages, /);
    for (const edition of ['public', 'exempt'])
      expect(
        await tab.ask(
          `fetch('${tab.path}/${edition}.pdf').then((got) => got.text()).then((text) => text.slice(0, 5))`,
        ),
      ).toBe('%PDF-');
    await month.test.sql('alter table trial_print enable trigger trials_pass');
  });

  let version = '';
  await step('the SRO reads it and approves it with her password', async () => {
    const tab = await as(role('sro'));
    await toApproval(tab);
    await tab.fill({ password: 'not this one' });
    await tab.press(/^Approve and seal$/);
    expect(await focus(tab)).toContain('govuk-error-summary');
    expect(await tab.words()).toContain('This is not your password');
    month.worker.child.kill('SIGSTOP');
    await tab.fill({ password: month.users.passwordOf(role('sro')) });
    await tab.press(/^Approve and seal$/);
    expect(await tab.words()).toContain('Sealed as version 1');
  });

  await step('she sees the files being made, and what became of them, without doing anything', async () => {
    const tab = await as(role('sro'));
    await tab.follow(/^Read it January 2020/);
    version = tab.path;
    expect(await tab.ask('document.querySelector(\'[data-module="live"]\') !== null')).toBe(true);
    expect(await has(tab, /PDF/)).toBe(false);
    month.worker.child.kill('SIGCONT');
    await tab.page.waitForFunction(
      `document.querySelector('main').innerText.includes('Public edition: printed and checked.')`,
      { timeout: 90_000 },
    );
    await tab.page.waitForFunction(
      `document.querySelector('a[href$="/files/public.pdf"]') !== null && document.querySelector('[data-module="live"]') === null`,
      { timeout: 90_000 },
    );
    expect(await tab.ask<number>(`fetch('${version}/files/public.pdf').then(({ status }) => status)`)).toBe(
      200,
    );
  });

  await step('the clerk sees where it went, and publishes it', async () => {
    await month.settled();
    const tab = await as(role('clerk'));
    await tab.goto(version);
    expect(await tab.words()).toContain('accepted by the mail server');
    await tab.follow(/^Publish it$/);
    await tab.press(/^Publish it$/);
    const anybody = await Tab.open(await browser.createBrowserContext(), month.test.origin, { width: 320 });
    await anybody.goto('/published');
    await anybody.follow(/January 2020/);
    expect(await anybody.words()).toContain('PDF');
    await anybody.page.browserContext().close();
  });

  await step('a correction makes a second version, which replaces the first', async () => {
    // Its files are made as the first ones were.
    await month.worker.signal('SIGKILL');
    const tab = await as(manager);
    await tab.goto(version);
    await tab.follow(/^Start a correction$/);
    await tab.fill({ reason: 'A figure seemed wrong.' });
    await tab.press(/^Start the correction$/);
    await tab.follow(/^Withdraw the correction$/);
    await tab.fill({ comment: 'It was right.' });
    await tab.press(/^Withdraw the correction$/);
    expect(await tab.words()).toContain('Version 1 of the January 2020 report stays in force.');
    await tab.goto(version);
    expect(await tab.words()).toContain('This version is in force');
    await tab.follow(/^Start a correction$/);
    await tab.fill({ reason: 'A figure was wrong.' });
    await tab.press(/^Start the correction$/);
    const report = new URL(tab.page.url()).pathname;
    await tab.goto(report);
    expect(await tab.words()).toContain('Nothing is corrected yet');
    await month.changeWords(new URL(tab.page.url()).pathname.replace('/reports/', ''));
    await tab.goto(report);
    await tab.follow(/^Send to the SRO$/);
    await tab.press(/^Send/);
    await answerQuestions(await month.users.as(manager), `/api/v1${report}`);
    const sro = await as(role('sro'));
    await toApproval(sro);
    if (await asksPassword(sro)) await sro.fill({ password: month.users.passwordOf(role('sro')) });
    await sro.press(/^Approve and seal$/);
    expect(await sro.words()).toContain('Sealed as version 2');
    await sro.goto(version);
    expect(await sro.words()).toMatch(/replaced by version 2/i);
  });

  for (const [key, tab] of tabs) {
    expect([key, ...tab.faults]).toEqual([key]);
    await tab.page.browserContext().close();
  }
}, 300_000);

it('the SRO approves by keyboard alone, and without a script; the clerk reads the ledger without one', async () => {
  const password = month.users.passwordOf(role('sro'));
  await step('by keyboard', async () => {
    const report = await month.withTheSro();
    const tab = await signedIn(role('sro'));
    await tab.goto(`/reports/${report}`);
    await tab.tabTo(/^Go on to approve$/);
    await tab.key('Enter');
    await tab.tabTo(/^Approve and seal$/);
    await tab.key('Enter');
    expect(await focus(tab)).toContain('govuk-error-summary');
    await tab.tabTo(/./);
    await tab.page.keyboard.press('Enter');
    expect(await focus(tab)).toBe('password');
    await tab.page.keyboard.type(password);
    await tab.tabTo(/^Approve and seal$/);
    await tab.key('Enter');
    expect(await tab.words()).toMatch(/Sealed as version \d/);
    expect(tab.faults).toEqual([]);
    await tab.page.browserContext().close();
  });
  await step('without a script', async () => {
    const report = await month.withTheSro();
    const tab = await signedIn(role('sro'), { scripts: false });
    await tab.goto(`/reports/${report}`);
    await tab.follow(/^Go on to approve$/);
    await tab.fill({ password });
    await tab.press(/^Approve and seal$/);
    expect(await tab.words()).toMatch(/Sealed as version \d/);
    await tab.follow(/^Go to version \d+ and its files$/);
    expect(await tab.words()).toContain('Check again');
    await tab.page.browserContext().close();
  });
  await step('the ledger', async () => {
    const tab = await signedIn(role('clerk'), { scripts: false });
    await tab.goto('/versions');
    await tab.follow(/December 2019/);
    await tab.follow(/^Look at the papers/);
    expect(await tab.words()).toContain('Accepted by the mail server');
    await tab.page.browserContext().close();
  });
}, 300_000);
