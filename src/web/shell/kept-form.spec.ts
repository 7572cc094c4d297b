import { describe, expect, it } from '@jest/globals';
import { openForm, sealForm, type KeptForm } from './kept-form.js';
import { paths } from './paths.js';

const config = { SESSION_SECRET: 'x'.repeat(32), PUBLIC_URL: 'http://localhost:3000' };
const now = new Date('2026-01-05T10:00:00Z');
const form: KeptForm = {
  person: '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10',
  path: paths.newStandIn(),
  fields: [
    ['reason', 'Annual leave\nand “more”'],
    ['_version', '3'],
  ],
  at: now.getTime(),
};

describe('a form that is kept over a sign-in', () => {
  it('comes back as it was, and cannot be read meanwhile', () => {
    const sealed = sealForm(form, config);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('Annual');
    expect(openForm(sealed, now, config)).toEqual(form);
    expect(sealForm(form, config)).not.toBe(sealed);
  });

  it('is nothing once a bit of it was changed, the secret is another, or half a day has passed', () => {
    const sealed = Buffer.from(sealForm(form, config), 'base64url');
    for (const at of [0, 12, 30, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(openForm(changed.toString('base64url'), now, config)).toBeUndefined();
    }
    const text = sealed.toString('base64url');
    expect(openForm(text, now, { ...config, SESSION_SECRET: 'y'.repeat(32) })).toBeUndefined();
    expect(openForm(text, new Date('2026-01-05T22:00:01Z'), config)).toBeUndefined();
    expect(openForm('', now, config)).toBeUndefined();
    expect(openForm('nonsense', now, config)).toBeUndefined();
  });

  it('leads to no other host', () => {
    const elsewhere = sealForm({ ...form, path: '//example.org/' as KeptForm['path'] }, config);
    expect(openForm(elsewhere, now, config)).toBeUndefined();
  });
});
