import { randomUUID } from 'node:crypto';
import naughtyStrings from 'big-list-of-naughty-strings' with { type: 'json' };
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { presentWhole } from '../../../src/document/testing.js';
import { renderReportHtml } from '../../../src/document/edition-html.js';
import { reportSnapshot, themeSection } from '../../../src/snapshot/testing.js';
import type { ThemeContent } from '../../../src/themes/index.js';
import { CouncilHarness, themeDocument } from '../../support/council-harness.js';

/** The Big List of Naughty Strings, and what it does not know of Nunjucks and Markdown. */
const STRINGS: readonly string[] = [
  ...naughtyStrings,
  '{{ constructor.constructor("return process")() }}',
  '{% include "/etc/passwd" %}',
  '[click](javascript:alert(1))',
  '![x](https://example.org/x.png)',
  '<svg><animate onbegin=alert(1)></svg>',
  '<xmp><textarea></xmp><script>alert(1)</script>',
  '<meta http-equiv="refresh" content="0;url=https://example.org">',
  '</style><script>alert(1)</script>',
];

let council: CouncilHarness;
let contributionUrl: string;
let contribution: string;

beforeAll(async () => {
  council = await CouncilHarness.open();
  const period = await council.openPeriod(0);
  [contribution] = period.contributions;
  contributionUrl = `/api/v1/contributions/${contribution}`;
});
afterAll(() => council.close());

/** What a line of text keeps of a text. */
const single = (text: string): string => text.replace(/[\r\n\t]+/g, ' ');

/** Each text as a narrative, and as the title of an action. */
function documentOf(texts: readonly string[]): ThemeContent {
  const document = themeDocument();
  const [objective] = document.objectives;
  if (!objective) throw new Error('no objective');
  const [action] = objective.actions;
  objective.actions = texts.map((text) => ({
    ...action!,
    id: randomUUID(),
    title: single(text),
    ratings: [],
  }));
  objective.narratives = texts.map((text, n) => ({
    id: randomUUID(),
    text,
    actionIds: [objective.actions[n]!.id],
  }));
  return document;
}

/** Without what people paste unseen: soft hyphens, spaces without width, marks of order. */
const shown = (text: string): string =>
  text.replace(/[\u00ad\u061c\u200b\u200e\u200f\u2060-\u2064\ufeff]|\ufe0e|\ufe0f/g, '');

/**
 * Each of them is either kept (in Unicode's normal form, with one kind of line end) or refused with its place.
 * @returns how many were kept.
 */
async function kept(texts: readonly string[]): Promise<number> {
  const answer = await council.saveTheme('owner', contribution, documentOf(texts));
  if (answer.status === 422) {
    const errors = answer.body['errors'] as { path: string; message: string }[];
    const refused = new Set<number>();
    for (const { path, message } of errors) {
      const place = /^objectives\[0\]\.(?:narratives\[(\d+)\]\.text|actions\[(\d+)\]\.title)$/.exec(path);
      expect([path, place === null]).toEqual([path, false]);
      refused.add(Number(place?.[1] ?? place?.[2]));
      expect(message).toMatch(/\S.*\.$/);
    }
    expect(refused.size).toBeGreaterThan(0);
    const rest = texts.filter((_, n) => !refused.has(n));
    expect(rest.length).toBeLessThan(texts.length);
    return rest.length === 0 ? 0 : kept(rest);
  }
  expect(answer.status).toBe(200);
  const { body } = await council.as('owner').send('GET', `${contributionUrl}/theme`);
  const [objective] = (body as unknown as ThemeContent).objectives;
  expect(objective?.narratives.map(({ text }) => text)).toEqual(
    texts.map((text) =>
      shown(text)
        .replace(/\r\n?|[\u2028\u2029]/g, '\n')
        .normalize('NFC'),
    ),
  );
  expect(objective?.actions.map(({ title }) => title)).toEqual(
    texts.map((text) => shown(single(text)).normalize('NFC').trim()),
  );
  return texts.length;
}

describe('text that means harm', () => {
  it('is kept as it is, or refused with its place; never a fault of ours', async () => {
    let keptOfAll = 0;
    for (let from = 0; from < STRINGS.length; from += 20)
      keptOfAll += await kept(STRINGS.slice(from, from + 20));
    // Most of the list is merely ugly; what is refused is empty, holds controls, or has a sign that no shipped font can print.
    expect(keptOfAll).toBeGreaterThan(STRINGS.length * 0.85);
  });

  it('reads as text in the report: no script, no handler, no address that anything would fetch', () => {
    const person = { id: 'p', name: '"><script>alert(1)</script>', jobTitle: '\' onload="alert(1)' };
    for (let from = 0; from < STRINGS.length; from += 50) {
      const texts = STRINGS.slice(from, from + 50).filter((text) => text.trim() !== '');
      const snapshot = reportSnapshot({
        programme: { id: 'p', name: texts[0] ?? 'x', council: texts[1] ?? 'x' },
        period: { ...reportSnapshot().period, label: texts[2] ?? 'x' },
        report: { id: 'r', revision: 2, correctionReason: texts[3] ?? 'x' },
        roles: [{ role: 'Senior Responsible Officer', person }],
        overall: { rag: 'RED', narrative: texts.join('\n\n') },
        challenges: [
          {
            rule: 'x',
            key: 'x',
            place: texts[4] ?? 'x',
            question: texts[5] ?? 'x',
            reason: texts.join('\n\n'),
            print: true,
            answeredBy: person,
            answeredAt: '2020-01-27T10:00:00.000000Z',
          },
        ],
        sections: [
          themeSection({
            subject: { id: 't', number: 1, title: texts[4] ?? 'x' },
            history: {
              editors: [person],
              submittedBy: person,
              approvedBy: person,
              approvedAt: '2020-01-27T10:00:00.000000Z',
            },
            content: {
              overview: { narrative: texts.join('\n'), rag: 'RED' },
              objectives: [
                {
                  id: 'o',
                  title: texts[5] ?? 'x',
                  actions: texts.map((title, n) => ({
                    id: `a${n}`,
                    title,
                    owner: person,
                    dueOn: null,
                    ratings: [],
                  })),
                  narratives: [{ id: 'n', text: texts.join('\n\n'), actionIds: ['a0'] }],
                },
              ],
            },
          }),
        ],
      });
      const html = renderReportHtml(presentWhole(snapshot, null));
      const tags = [
        ...html.replace(/<style>[\s\S]*?<\/style>/g, '').matchAll(/<([a-z][a-z0-9-]*)((?:\s[^<>]*)?)>/gi),
      ];
      for (const [, name = '', attributes = ''] of tags) {
        expect([
          'script',
          'iframe',
          'object',
          'embed',
          'img',
          'link',
          'base',
          'form',
          'textarea',
          'xmp',
          'video',
          'audio',
          'foreignobject',
          'animate',
        ]).not.toContain(name.toLowerCase());
        expect(attributes).not.toMatch(/\son[a-z]+\s*=/i);
        for (const [, address = ''] of attributes.matchAll(
          /\s(?:href|src|action|data|srcset|poster|xlink:href)="([^"]*)"/gi,
        ))
          expect(address).toMatch(/^#/);
      }
    }
  });
});
