import { describe, expect, it } from '@jest/globals';
import decodeQR from 'qr/decode.js';
import { squareOf } from './second-factor.square.js';

/** As a camera sees it: eight points for each module. */
function pictureOf({ size, path }: ReturnType<typeof squareOf>) {
  const scale = 8;
  const width = size * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x = '', y = '', run = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let row = 0; row < scale; row++)
      for (let column = 0; column < Number(run) * scale; column++)
        data.fill(
          0,
          ((Number(y) * scale + row) * width + Number(x) * scale + column) * 4,
          ((Number(y) * scale + row) * width + Number(x) * scale + column) * 4 + 3,
        );
  return { width, height: width, data };
}

describe('the square for an authenticator app', () => {
  it('says to a camera what it is made of, and has a margin of four modules', () => {
    const uri =
      'otpauth://totp/Highlight%20reports:owner%40example.org?secret=GEZDGNBVGY3TQOJQ&issuer=Highlight%20reports';
    const square = squareOf(uri);
    expect(decodeQR(pictureOf(square))).toBe(uri);
    expect(square.path.startsWith('M4 4h7v1h-7z')).toBe(true);
    expect(square.path).not.toMatch(/M[0-3] | [0-3]h/);
  });
});
