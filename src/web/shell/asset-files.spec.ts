import { expect, it } from '@jest/globals';
import { brandFiles, builtFiles } from './asset-files.js';

it('every file says what it is, and a text also its character set', () => {
  const logo = { type: 'image/svg+xml', base64: Buffer.from('<svg/>').toString('base64') } as const;
  const files = [...builtFiles(), ...brandFiles({ accent: '#0d4a63', logo }).files];
  const types = new Set(files.map(([name, { type }]) => `${name.split('.').at(-1)}: ${type}`));
  expect([...types].sort()).toEqual([
    'css: text/css; charset=utf-8',
    'js: text/javascript; charset=utf-8',
    'svg: image/svg+xml; charset=utf-8',
    'woff2: font/woff2',
  ]);
});
