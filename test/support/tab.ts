import { type Browser, type BrowserContext, type ElementHandle, type Page } from 'puppeteer-core';

/** In the browser's words, because tests know no document. */
const textOf = `((element) => element.textContent.replace(/\\s+/g, ' ').trim())`;
const find = (selector: string, words: RegExp): string =>
  `[...document.querySelectorAll(${JSON.stringify(selector)})].find(
    (one) => ${String(words)}.test(${textOf}(one)) && one.checkVisibility()) ?? null`;
/** The same, of what Tab stops at. */
const stopAt = (selector: string, words: RegExp): string => find(`${selector}:not([tabindex="-1"])`, words);

/** Whether what is looked for has the focus, or on which side of it that stands. */
const whereIs = (target: string): string => `(() => {
  const [target, at] = [${target}, document.activeElement];
  return target === at ? 'here' : at.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING ? 'ahead' : 'behind';
})()`;

/** Puts what the content policy refuses where {@link Tab.violations} finds it. */
const LISTEN = `document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  (window.violations ??= []).push(violatedDirective + ' refuses ' + blockedURI);
})`;

/** What has the focus, by its label or its words, and whether somebody sees that: an outline, a shadow or a colour of its own. */
const FOCUSED = `(() => {
  const element = document.activeElement;
  const labels = [...(element.labels ?? [])].map((one) => one.textContent).join(' ');
  const described = (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
  const name = (element.getAttribute('aria-label') ?? (labels || described.trim() || element.textContent)).replace(/\\s+/g, ' ').trim();
  // Radios and check boxes show it on their label.
  const seen = [element, ...(element.labels ?? [])].some((one) => [null, '::before'].some((part) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one, part);
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  }));
  const { width, height, bottom, top } = element.getBoundingClientRect();
  return { name, isSeen: seen && width > 0 && height > 0 && bottom > 0 && top < innerHeight };
})()`;

const click = (element: ElementHandle): Promise<void> =>
  element.evaluate((one) => {
    (one as unknown as { click(): void }).click();
  });

/**
 * One tab of one person's browser; what they do in it is said in the words of the page. By keyboard it is done with Tab, Enter, Space and the
 * arrows alone, and every stop of the focus is seen.
 */
export class Tab {
  /** Errors of scripts and what the content policy refused, since the tab was opened. */
  readonly faults: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly origin: string,
    private readonly keyboard: boolean,
  ) {}

  /** @param scripts whether scripts run in it. */
  static async open(
    where: Browser | BrowserContext,
    origin: string,
    { scripts = true, width = 1280, keyboard = false } = {},
  ): Promise<Tab> {
    const page = await where.newPage();
    const tab = new Tab(page, origin, keyboard);
    await page.setJavaScriptEnabled(scripts);
    await page.setViewport({ width, height: 900 });
    await page.evaluateOnNewDocument(LISTEN);
    page.on('pageerror', (error) => tab.faults.push(`script: ${String(error)}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        tab.faults.push(`console: ${message.text()}`);
    });
    page.on('response', (answer) => {
      if (answer.status() >= 500) tab.faults.push(`${answer.status()} from ${answer.url()}`);
    });
    return tab;
  }

  /** @returns the status of the answer. */
  async goto(path: string): Promise<number> {
    const answer = await this.page.goto(`${this.origin}${path}`, { waitUntil: 'domcontentloaded' });
    return answer?.status() ?? 0;
  }

  async signIn({ email, password }: { email: string; password: string }): Promise<void> {
    await this.goto('/sign-in');
    await this.fill({ email, password });
    await this.press(/^Sign in$/);
  }

  /** Path and query. */
  get path(): string {
    const { pathname, search } = new URL(this.page.url());
    return `${pathname}${search}`;
  }

  heading(): Promise<string> {
    return this.ask(`${textOf}(document.querySelector('h1'))`);
  }

  /** The visible words of the page's main part. */
  words(): Promise<string> {
    return this.ask(`document.querySelector('main').innerText.replace(/\\s+/g, ' ')`);
  }

  /** What the page's expression comes to. */
  async ask<T = string>(expression: string): Promise<T> {
    return (await this.page.evaluate(expression)) as T;
  }

  /** The first visible element whose words match. @throws Error with what the page says, when there is none. */
  async element(selector: string, words: RegExp): Promise<ElementHandle> {
    const found = (await this.page.evaluateHandle(find(selector, words))).asElement();
    if (!found)
      throw new Error(`No ${selector} says ${String(words)} at ${this.path}: ${await this.words()}`);
    return found as ElementHandle;
  }

  async follow(words: RegExp, selector = 'main a'): Promise<void> {
    const element = await this.element(selector, words);
    if (!this.keyboard) return this.leave(element);
    await this.reach(stopAt(selector, words));
    return this.key('Enter');
  }

  async press(words: RegExp): Promise<void> {
    const element = await this.element('main button', words);
    if (!this.keyboard) return this.leave(element);
    await this.reach(stopAt('main button', words));
    return this.key('Space');
  }

  /** Presses a button whose answer a script puts into the page that stands there. */
  async pressHere(words: RegExp): Promise<void> {
    const element = await this.element('main button', words);
    await click(element);
  }

  /** Fills text into fields by id, as one input each, in the place of what stands there. */
  async fill(fields: Record<string, string>): Promise<void> {
    for (const [id, text] of Object.entries(fields)) {
      if (this.keyboard) {
        await this.reach(`document.getElementById('${id}')`);
        await this.page.keyboard.down('Control');
        await this.page.keyboard.press('a');
        await this.page.keyboard.up('Control');
      } else
        await this.ask(
          `{ const field = document.getElementById('${id}'); field.focus(); field.select?.(); }`,
        );
      if (text === '') await this.page.keyboard.press('Delete');
      else await this.page.keyboard.sendCharacter(text);
    }
  }

  /** A radio or a check box of a group, by its value. */
  async choose(name: string, value: string): Promise<void> {
    const wanted = `document.querySelector('input[name="${name}"][value="${value}"]')`;
    if (!this.keyboard) return this.ask(`${wanted}.click()`).then(() => undefined);
    const isRadio = await this.ask<boolean>(`${wanted}.type === 'radio'`);
    if (!isRadio) {
      await this.reach(wanted);
      return this.page.keyboard.press('Space');
    }
    // Tab stops at the one of the group that is chosen, or else at any; the arrows go on from there.
    await this.reach(`(document.activeElement.name === '${name}' ? document.activeElement : ${wanted})`);
    await this.page.keyboard.press('Space');
    for (let presses = 0; !(await this.ask<boolean>(`${wanted}.checked`)); presses++) {
      if (presses > 20) throw new Error(`The arrows never come to “${value}” of ${name} at ${this.path}.`);
      await this.page.keyboard.press('ArrowDown');
    }
  }

  /** A radio or a check box of a group, by its label. */
  async chooseSaying(name: string, words: RegExp): Promise<void> {
    const value = await this.ask<string | undefined>(
      `[...document.querySelectorAll('input[name="${name}"]')].find(({ labels }) => ${String(words)}.test(${textOf}(labels[0])))?.value`,
    );
    if (value === undefined) throw new Error(`No choice of ${name} says ${String(words)} at ${this.path}.`);
    return this.choose(name, value);
  }

  /** Every check box of a group. */
  async chooseAll(name: string): Promise<void> {
    const values = await this.ask<string[]>(
      `[...document.querySelectorAll('input[name="${name}"]')].map(({ value }) => value)`,
    );
    for (const value of values) await this.choose(name, value);
  }

  /** An option of a list, by its words. */
  async select(id: string, words: RegExp): Promise<void> {
    const value = await this.ask<string | undefined>(
      `[...document.getElementById('${id}').options].find(({ text }) => ${String(words)}.test(text))?.value`,
    );
    if (value === undefined) throw new Error(`No option of ${id} says ${String(words)} at ${this.path}.`);
    // Not `#${id}`: ids of fields have dots.
    await this.page.select(`[id="${id}"]`, value);
  }

  /** A file of this machine, in the place of what was chosen before. */
  async chooseFile(id: string, path: string): Promise<void> {
    const field = await this.page.$(`input[type="file"][id="${id}"]`);
    if (field === null) throw new Error(`No file is asked for as ${id} at ${this.path}.`);
    await field.uploadFile(path);
  }

  /** Waits until the page says so. */
  async says(words: string, selector = 'main', timeout = 20_000): Promise<void> {
    await this.page.waitForFunction(
      `document.querySelector(${JSON.stringify(selector)})?.innerText.replace(/\\s+/g, ' ').includes(${JSON.stringify(words)})`,
      { timeout },
    );
  }

  /** Presses it, and waits for the page that it leads to. */
  private async leave(element: ElementHandle): Promise<void> {
    await Promise.all([this.page.waitForNavigation({ waitUntil: 'domcontentloaded' }), click(element)]);
  }

  /** Presses Tab, or Shift and Tab, until this element has the focus. Every stop on the way must be seen. @param target in the browser's words. */
  private async reach(target: string): Promise<void> {
    for (let presses = 0; presses < 600; presses++) {
      const where = await this.ask<'here' | 'ahead' | 'behind'>(whereIs(target));
      if (where === 'here') return;
      if (where === 'behind') await this.page.keyboard.down('Shift');
      await this.page.keyboard.press('Tab');
      if (where === 'behind') await this.page.keyboard.up('Shift');
      const { name, isSeen } = await this.ask<{ name: string; isSeen: boolean }>(FOCUSED);
      if (!isSeen) throw new Error(`The focus on “${name}” cannot be seen at ${this.path}.`);
    }
    throw new Error(`Tab never comes to ${target} at ${this.path}.`);
  }

  /** Presses Tab until what has the focus says these words. Every stop on the way must be seen. */
  async tabTo(words: RegExp): Promise<void> {
    const passed: string[] = [];
    for (let presses = 0; presses < 400; presses++) {
      await this.page.keyboard.press('Tab');
      const { name, isSeen } = await this.ask<{ name: string; isSeen: boolean }>(FOCUSED);
      if (!isSeen) throw new Error(`The focus on “${name}” cannot be seen at ${this.path}.`);
      if (words.test(name)) return;
      passed.push(name);
    }
    throw new Error(
      `Tab never comes to ${String(words)} at ${this.path}: ${passed.slice(0, 60).join(' | ')}`,
    );
  }

  /** Presses a key that leads to another page. */
  async key(key: 'Enter' | 'Space'): Promise<void> {
    await Promise.all([
      this.page.waitForNavigation({ waitUntil: 'domcontentloaded' }),
      this.page.keyboard.press(key),
    ]);
  }

  violations(): Promise<string[]> {
    return this.ask<string[]>('window.violations ?? []');
  }
}
