import { describe, expect, it } from '@jest/globals';
import { signatureOf, verifySignature } from './relay-signature.rules.js';

// The example of the Standard Webhooks specification, so that our reading of it is not our own invention.
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
const timestamp = '1614265330';
const body = Buffer.from('{"test": 2432232314}');
const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
const now = new Date(1614265330_000);
const verified = (
  changes: Partial<Record<'id' | 'timestamp' | 'signature', string | undefined>> = {},
  at = now,
) => verifySignature(secret, { id, timestamp, signature, ...changes }, body, at);

describe('the signature of a relay', () => {
  it('is that of the specification', () => {
    expect(signatureOf(secret, id, timestamp, body)).toBe(signature);
    expect(verified()).toEqual({ id });
    expect(verified({ signature: `v1a,other v1,AAAA ${signature}` })).toEqual({ id });
  });

  it.each<[string, Parameters<typeof verified>]>([
    ['another id', [{ id: 'msg_other' }]],
    ['another time', [{ timestamp: '1614265331' }]],
    ['another signature', [{ signature: signature.replace('g0', 'g1') }]],
    ['a signature of another form', [{ signature: signature.replace('v1,', 'v2,') }]],
    ['no signature', [{ signature: undefined }]],
    ['an id that runs into the time', [{ id: `${id}.1`, timestamp: '614265330' }]],
    ['a time that is no number', [{ timestamp: 'now' }]],
    ['five minutes too late', [{}, new Date(now.getTime() + 301_000)]],
    ['five minutes too early', [{}, new Date(now.getTime() - 301_000)]],
  ])('is refused with %s', (_, [changes, at]) => {
    expect(verified(changes, at)).toHaveProperty('refused');
  });

  it('is refused with another body, or another secret', () => {
    const headers = { id, timestamp, signature };
    expect(verifySignature(secret, headers, Buffer.from('{"test": 1}'), now)).toHaveProperty('refused');
    expect(verifySignature(secret.replace('Mf', 'Mg'), headers, body, now)).toHaveProperty('refused');
  });
});
