import { describe, expect, it } from '@jest/globals';
import { domainAllowed } from './mail-address.js';

describe('the allowed domains', () => {
  it('are compared in any case; a subdomain is another domain', () => {
    expect(domainAllowed('a@x.org', [])).toBe(true);
    expect(domainAllowed('a@x.org', ['y.org', 'X.org'])).toBe(true);
    expect(domainAllowed('a@sub.x.org', ['x.org'])).toBe(false);
    expect(domainAllowed('a@evilx.org', ['x.org'])).toBe(false);
  });
});
