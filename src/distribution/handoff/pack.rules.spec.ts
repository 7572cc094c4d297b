import { describe, expect, it } from '@jest/globals';
import { exemptPart, manifest, type PackFile } from './pack.rules.js';

const pdf: PackFile = {
  name: 'public/cs-highlight-report-2020-01-v1.pdf',
  bytes: Buffer.from('%PDF-1.7 a a a a a a a a a a'),
  edition: 'public',
  format: 'pdf',
  sinceId: null,
};

describe('a manifest', () => {
  it('lists every file with its hash, and whether the exempt part is there', () => {
    const { name, bytes } = manifest({ dispatchId: 'd' }, 'not-permitted', [pdf]);
    expect(name).toBe('manifest.json');
    expect(JSON.parse(bytes.toString())).toEqual({
      format: 'highlight-report-pack/1',
      dispatchId: 'd',
      exemptPart: { included: false, why: expect.stringMatching(/may not read it/) },
      files: [
        {
          name: pdf.name,
          bytes: 28,
          sha256: '3c2670cc9856185ad30353b9687b8c021a5f64e3609c73457bed2c999b4fe130',
          edition: 'public',
          format: 'pdf',
          sinceId: null,
        },
      ],
    });
  });
});

describe('whether the exempt part is in it', () => {
  const usual = { exists: true, sent: 'public', asked: undefined, permitted: true } as const;
  it.each([
    ['a public committee gets the public part alone', {}, 'not-asked'],
    ['… both where it is asked for', { asked: true }, 'included'],
    ['an exempt committee gets both', { sent: 'exempt' }, 'included'],
    ['… the public part where only that is asked for', { sent: 'exempt', asked: false }, 'not-asked'],
    ['a person who may not read it does not pack it', { sent: 'exempt', permitted: false }, 'not-permitted'],
    ['… though it is asked for', { asked: true, permitted: false }, 'not-permitted'],
    ['where nothing is withheld there is none', { exists: false, sent: 'exempt', asked: true }, 'nothing'],
  ] as const)('%s', (_, facts, part) => {
    expect(exemptPart({ ...usual, ...facts })).toBe(part);
  });
});
