import { beforeAll, describe, expect, it } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import { examplePages, templateNames, type ExamplePage } from '../support/page-catalogue.js';

/** Rules of style that our templates and the two libraries break on purpose; everything else holds. */
const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // Check boxes of one group share a name.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'submit', 'reset'] }],
    'no-trailing-whitespace': 'off',
    'no-inline-style': 'error',
    'void-style': 'off',
    'long-title': 'off',
    'doctype-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    // The roles that tables lose when they become cards on phones.
    'no-redundant-role': 'off',
    'prefer-native-element': 'off',
    'require-sri': 'off',
    'no-raw-characters': 'off',
    // Fields of rows are called `actions.2.title`.
    'valid-id': ['error', { relaxed: true }],
    'text-content': 'off',
  },
});

let pages: ExamplePage[];
beforeAll(async () => {
  pages = await examplePages();
});

/** Every finding with the page and the state that it is about. */
const findings = (check: (html: string) => readonly string[]): string[] =>
  pages.flatMap(({ template, state, html }) =>
    check(html).map((found) => `${template} (${state}): ${found}`),
  );

const all = (html: string, shape: RegExp): string[] =>
  [...html.matchAll(shape)].map((found) => found[1] ?? '');

describe('every state of every page', () => {
  it('is there for every template, and for no other', () => {
    expect([...new Set(pages.map(({ template }) => template as string))].sort()).toEqual(templateNames());
  });

  it('has one main heading, one main landmark, a skip link to it, and a title that names page and product', () => {
    expect(
      findings((html) => [
        ...(all(html, /<(h1)[\s>]/g).length === 1 ? [] : ['not one h1']),
        ...(all(html, /<(main)[\s>]/g).length === 1 ? [] : ['not one main']),
        ...(html.includes('href="#main-content"') && html.includes('id="main-content"')
          ? []
          : ['no skip link']),
        ...(/<title>(?:Error: )?[^<]+ – Highlight reports<\/title>/.test(html) ? [] : ['title']),
      ]),
    ).toEqual([]);
  });

  it('begins with a sentence, which says where things stand and what to do next', () => {
    // A panel, and an answer that is a heading, say it themselves.
    expect(
      findings((html) =>
        /<\/h1>\s*<(?:p|section aria-labelledby="result"|div class="govuk-panel__body")[\s>]/.test(html)
          ? []
          : ['no first sentence'],
      ),
    ).toEqual([]);
  });

  it('draws “Not rated” and every other empty choice as chosen, unless another one is', () => {
    const radios = (html: string): string[] => all(html, /(<input[^>]*type="radio"[^>]*>)/g);
    const nameOf = (radio: string): string => all(radio, / name="([^"]*)"/g)[0] ?? '';
    const empty = (radio: string): boolean => radio.includes(' value=""');
    expect(pages.some(({ html }) => radios(html).some(empty))).toBe(true);
    expect(
      findings((html) =>
        radios(html)
          .filter(empty)
          .map(nameOf)
          .filter(
            (name) =>
              radios(html).filter((one) => nameOf(one) === name && one.includes(' checked')).length !== 1,
          ),
      ),
    ).toEqual([]);
  });

  it('says in a caption what each table is, and in each link where it leads', () => {
    expect(
      findings((html) => [
        ...all(html, /<table[^>]*>\s*(?!\s|<caption)(.{0,60})/g).map(
          (begins) => `a table without a caption: ${begins}`,
        ),
        ...all(html, /<a [^>]*>\s*(here|click here|more|this|link)\s*<\/a>/gi),
      ]),
    ).toEqual([]);
  });

  it('speaks as people do: no date, message or value as a program has it', () => {
    const typed = (html: string): string =>
      [
        ...all(html, /<input(?=[^>]*type="text")[^>]* value="([^"]*)"/g),
        ...all(html, /<textarea[^>]*>([^<]*)</g),
      ].join(' ');
    const words = (html: string): string =>
      html
        .replace(
          /<(script|style|code|textarea)[\s\S]*?<\/\1>|<[^>]* class="[^"]*app-code[^"]*"[\s\S]*?<\/[^>]*>/g,
          '',
        )
        .replace(/<[^>]*>/g, ' ');
    expect(
      findings((html) =>
        all(
          `${words(html)} ${typed(html)}`,
          /(\b20\d\d-\d\d-\d\d\b|Too (?:big|small): |Invalid (?:input|option)|\bexpected \w+, received\b|\[object |\bundefined\b|\bNaN\b|dead letter)/g,
        ),
      ),
    ).toEqual([]);
  });

  it('names only ids that are there, each once, and every message of the summary leads to a field', () => {
    expect(
      findings((html) => {
        const ids = all(html, /\sid="([^"]+)"/g);
        const named = [
          ...all(html, /\s(?:for|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"/g).flatMap(
            (value) => value.split(' '),
          ),
          ...all(html, /\shref="#([^"]+)"/g).map(decodeURIComponent),
        ];
        return [
          ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `id “${id}” twice`),
          ...named.filter((id) => !ids.includes(id)).map((id) => `no element “${id}”`),
        ];
      }),
    ).toEqual([]);
  });

  it('says of each refusal where it is mended, in the summary and beside the field', () => {
    expect(
      findings((html) => {
        const summary = all(html, /class="govuk-list govuk-error-summary__list">([\s\S]*?)<\/ul>/g).join('');
        const messages = all(summary, /<li>([\s\S]*?)<\/li>/g).map((one) => one.trim());
        const unmarked = all(summary, /href="#([^"]+)"/g).filter(
          (field) => !html.includes(`id="${field.replace(/-(?:day|month|year)$/, '')}-error"`),
        );
        return [
          ...(summary === '' ? [] : all(html, /govuk-body-l app-words">([^<]*is missing[^<]*)</g)).map(
            (lead) => `contradicted by its first sentence: ${lead}`,
          ),
          ...messages.filter((one) => !one.includes('href="')).map((one) => `leads nowhere: ${one}`),
          ...all(summary, />\s*(Use (?:a number|a whole number|[\d,]+ or) [^<]*)</g).map(
            (one) => `names no field: ${one}`,
          ),
          ...messages.filter((one, index) => messages.indexOf(one) !== index).map((one) => `twice: ${one}`),
          ...unmarked.map((field) => `nothing stands beside the field “${field}”`),
        ];
      }),
    ).toEqual([]);
  });

  it('calls no field optional that it then asks for', () => {
    const refused =
      /class="govuk-form-group govuk-form-group--error">([\s\S]*?(?:<textarea[^>]*>[^<]*<\/|<select|<input[^>]*>))/g;
    expect(
      findings((html) =>
        all(html, refused).filter(
          (field) =>
            field.includes('(optional)') &&
            (/<textarea[^>]*>\s*<\/$/.test(field) || /<input(?![^>]* value="[^"]+")[^>]*>$/.test(field)),
        ),
      ),
    ).toEqual([]);
  });

  it('lets a wide table scroll in a place that has a name, where it does not become cards', () => {
    expect(
      findings((html) => [
        ...all(html, /(<[^>]*>)\s*<table(?![^>]*role="table")[^>]*>/g).filter(
          (around) => !around.includes('class="app-scroll"'),
        ),
        ...all(html, /(<[^>]*class="app-scroll"[^>]*>)/g).filter(
          (region) => !/role="region" tabindex="0" aria-label="[^"]+"/.test(region),
        ),
      ]),
    ).toEqual([]);
  });

  it('carries the token first in every form that is sent, and no script or style of its own', () => {
    expect(
      findings((html) => [
        ...all(html, /<form(?=[^>]*method="post")[^>]*>([\s\S]*?)<\/form>/g)
          .filter((form) => !/^\s*<input type="hidden" name="_csrf"/.test(form))
          .map(() => 'a form does not begin with parts/csrf.njk'),
        ...all(html, /<form((?=[^>]*method="post")[^>]*)>/g)
          .filter((form) => !form.includes('novalidate'))
          .map(() => 'a form lacks novalidate'),
        ...all(html, /(<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=")/g),
      ]),
    ).toEqual([]);
  });

  it('lets who is signed in sign out', () => {
    const signedIn = pages.filter(({ html }) => html.includes('Assistant Director of Quality</'));
    expect(signedIn.length).toBeGreaterThan(100);
    expect(
      signedIn
        .filter(({ html }) => !/<form[^>]*action="\/sign-out"[\s\S]*?<button/.test(html))
        .map(({ template, state }) => `${template} (${state})`),
    ).toEqual([]);
  });

  it('hides what is typed as a password, and lets it be pasted and filled in by a password manager', () => {
    const fields = pages.flatMap(({ html }) =>
      all(html, /<input([^>]*(?:name="[^"]*[pP]assword"|type="password")[^>]*)>/g),
    );
    expect(fields.length).toBeGreaterThan(5);
    expect(
      fields.filter(
        (field) =>
          !field.includes('type="password"') ||
          !/autocomplete="(?:current|new)-password"/.test(field) ||
          /maxlength|onpaste|readonly/.test(field),
      ),
    ).toEqual([]);
  });

  it('bears nothing that belongs to GOV.UK', () => {
    expect(findings((html) => all(html, /(crown|crest|GDS Transport|gov\.uk\b)/gi))).toEqual([]);
  });

  it('is valid HTML', async () => {
    const found: string[] = [];
    // Most pages have the same header and footer. Each is read once, because reading takes long; that no id stands twice is shown above.
    const read = new Set<string>();
    const unread = (part: string): string => (read.has(part) ? '' : (read.add(part), part));
    for (const { template, state, html: whole } of pages) {
      const html = whole.replace(/<(header|footer)\b[\s\S]*?<\/\1>/g, unread);
      const { results } = await validator.validateString(html);
      for (const { messages } of results)
        for (const { line, ruleId, message } of messages)
          found.push(`${template} (${state}): ${ruleId}: ${message} | ${html.split('\n')[line - 1]?.trim()}`);
    }
    expect([...new Set(found)]).toEqual([]);
  });
});
