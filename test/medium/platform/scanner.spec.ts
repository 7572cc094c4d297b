import { afterEach, describe, expect, it } from '@jest/globals';
import { Scanner, ScannerAway } from '../../../src/platform/index.js';
import { EICAR, startClamd, startIcap, type Manner, type TestScanner } from '../../support/scanners.js';

const running: TestScanner[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
});

async function started(
  start: () => Promise<TestScanner>,
): Promise<{ server: TestScanner; scanner: Scanner }> {
  const server = await start();
  running.push(server);
  return { server, scanner: new Scanner({ SCAN_URL: server.url, SCAN_DEADLINE_MS: 400 }) };
}

const CLEAN = Buffer.alloc(200_000, 'Minutes of the board.\r\n0\r\n\r\n');
const MANNERS: readonly Manner[] = ['fails', 'closes', 'breaks-off', 'hangs', 'garbage', 'floods'];

describe.each([
  ['clamd', () => startClamd(), 'ClamAV (clamd)'],
  ['an ICAP service', () => startIcap(), 'ICAP'],
] as const)('%s', (_, start, by) => {
  it('is sent the whole file, and its word counts', async () => {
    const { server, scanner } = await started(start);
    expect(await scanner.state()).toMatchObject({ state: 'ready' });
    expect(await scanner.scan(CLEAN)).toEqual({ clean: true, by });
    expect(await scanner.scan(EICAR)).toEqual({ clean: false, by, signature: 'Eicar-Test-Signature' });
    expect(server.files.map((bytes) => bytes.equals(CLEAN) || bytes.equals(EICAR))).toEqual([true, true]);
  });

  it.each(MANNERS)('that %s has said nothing: no file is clean because nobody looked', async (manner) => {
    const { server, scanner } = await started(start);
    server.manner = manner;
    await expect(scanner.scan(CLEAN)).rejects.toBeInstanceOf(ScannerAway);
    await expect(scanner.scan(EICAR)).rejects.toBeInstanceOf(ScannerAway);
    if (manner !== 'fails') expect(await scanner.state()).toMatchObject({ state: 'away' });
  });

  it('that is not there is away', async () => {
    const { server, scanner } = await started(start);
    await server.close();
    await expect(scanner.scan(CLEAN)).rejects.toThrow('ECONNREFUSED');
    expect(await scanner.state()).toMatchObject({ state: 'away' });
  });
});

it('a file that clamd does not take is not clean, and trying again does not help', async () => {
  const { scanner } = await started(() => startClamd(50_000));
  await expect(scanner.scan(CLEAN)).rejects.toMatchObject({ tooLarge: true });
});

it('a file that an ICAP service sends back is clean when it is the same, and blocked when it is not', async () => {
  const { server, scanner } = await started(startIcap);
  server.manner = 'sends-back';
  expect(await scanner.scan(CLEAN)).toEqual({ clean: true, by: 'ICAP' });
  expect(await scanner.scan(EICAR)).toMatchObject({ clean: false });
});

it('without a scanner nothing is scanned, and that is said', async () => {
  const scanner = new Scanner({ SCAN_URL: undefined, SCAN_DEADLINE_MS: 400 });
  expect(await scanner.scan(EICAR)).toBeNull();
  expect(await scanner.state()).toMatchObject({
    state: 'none',
    words: expect.stringContaining('not scanned'),
  });
});
