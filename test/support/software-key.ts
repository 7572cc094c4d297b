import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';

/** A security key as a browser would speak for it (WebAuthn): ES256, attestation `none`. */
export class SoftwareKey {
  readonly id = randomBytes(32);
  counter = 0;
  /** Whether it says that it has asked for a PIN or a finger. */
  verifies = false;
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  /** @param origin that the browser says. @param host that the key signs for. */
  constructor(
    private readonly origin: string,
    private readonly host = new URL(origin).hostname,
  ) {}

  /** What the browser answers for a new key. */
  make(challenge: string) {
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' });
    const cose = map([
      [uint(1), uint(2)],
      [uint(3), negative(7)],
      [negative(1), uint(1)],
      [negative(2), bytes(Buffer.from(x, 'base64url'))],
      [negative(3), bytes(Buffer.from(y, 'base64url'))],
    ]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const authData = Buffer.concat([this.data(0x40), Buffer.alloc(16), length, this.id, cose]);
    const attestation = map([
      [text('fmt'), text('none')],
      [text('attStmt'), map([])],
      [text('authData'), bytes(authData)],
    ]);
    return {
      ...this.common,
      response: {
        clientDataJSON: this.clientData('webauthn.create', challenge).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['usb'],
      },
    };
  }

  /** What the browser answers when the key has signed. */
  sign(challenge: string) {
    this.counter += 1;
    return this.signAgain(challenge);
  }

  /** As {@link sign}, without counting on. */
  signAgain(challenge: string) {
    const authenticatorData = this.data(0);
    const clientData = this.clientData('webauthn.get', challenge);
    return {
      ...this.common,
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authenticatorData.toString('base64url'),
        signature: signature(this.keys.privateKey, authenticatorData, clientData).toString('base64url'),
      },
    };
  }

  private get common() {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {} };
  }

  private clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }));
  }

  private data(more: number): Buffer {
    const rest = Buffer.alloc(5);
    rest.writeUInt8(0x01 | (this.verifies ? 0x04 : 0) | more);
    rest.writeUInt32BE(this.counter, 1);
    return Buffer.concat([createHash('sha256').update(this.host).digest(), rest]);
  }
}

const signature = (key: KeyObject, data: Buffer, clientData: Buffer): Buffer =>
  createSign('sha256').update(data).update(createHash('sha256').update(clientData).digest()).sign(key);

/** The little of CBOR (RFC 8949) that this takes. */
function headOf(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  return value < 256
    ? Buffer.from([(major << 5) | 24, value])
    : Buffer.from([(major << 5) | 25, value >> 8, value & 0xff]);
}
const uint = (value: number): Buffer => headOf(0, value);
const negative = (value: number): Buffer => headOf(1, value - 1);
const bytes = (value: Buffer): Buffer => Buffer.concat([headOf(2, value.length), value]);
const text = (value: string): Buffer => Buffer.concat([headOf(3, value.length), Buffer.from(value)]);
const map = (entries: [Buffer, Buffer][]): Buffer =>
  Buffer.concat([headOf(5, entries.length), ...entries.flat()]);
