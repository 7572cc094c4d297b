import { expect, it } from '@jest/globals';
import { Harness, PASSWORD } from './harness.js';

// In a file of its own: passport knows one application in a process at a time.
it('behind HTTPS the cookie is bound to the host', async () => {
  const harness = await Harness.open({ PUBLIC_URL: 'https://reports.example.org' });
  try {
    await harness.person('secure@example.org');
    const browser = harness.client();
    const answer = await browser.signIn('secure@example.org', PASSWORD);
    expect(answer.headers['set-cookie']).toMatch(
      /^__Host-sid=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect((await browser.send('GET', '/api/v1/me')).status).toBe(200);
  } finally {
    await harness.close();
  }
});
