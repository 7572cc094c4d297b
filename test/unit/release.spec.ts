import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const script = (name: string): Promise<unknown> =>
  import(pathToFileURL(join(REPOSITORY, 'scripts', name)).href);

interface Component {
  'bom-ref': string;
  name?: string;
  version?: string;
  purl?: string;
  type?: string;
}
interface List {
  serialNumber?: string;
  metadata: { timestamp: string; component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn?: string[] }[];
}
const { listOf } = (await script('release.mjs')) as {
  listOf: (npm: List, listed: string, time: number) => List;
};

describe('the list of everything in the image', () => {
  const npm: List = {
    serialNumber: 'urn:uuid:drawn-by-chance',
    metadata: { timestamp: 'now', component: { 'bom-ref': 'highlight-report@0.1.0', name: 'a-folder' } },
    components: ['here@1.0.0', '@scope/here@2.0.0', 'left-out@3.0.0'].map((ref) => ({ 'bom-ref': ref })),
    dependencies: [
      { ref: 'highlight-report@0.1.0', dependsOn: ['here@1.0.0', 'left-out@3.0.0'] },
      { ref: 'left-out@3.0.0', dependsOn: ['here@1.0.0'] },
    ],
  };
  const listed =
    'os debian 12\ndeb libc6 2.36-9+deb12u14 amd64\nnode v24.9.0\nnpm here@1.0.0\nnpm @scope/here@2.0.0\n';

  it('has what lies in the image, of npm and of Debian, and Node; nothing that was taken out', () => {
    const list = listOf(npm, listed, 1_764_460_800);
    expect(list.components.map((one) => one.purl ?? one['bom-ref'])).toEqual([
      '@scope/here@2.0.0',
      'here@1.0.0',
      'pkg:deb/debian/libc6@2.36-9%2Bdeb12u14?arch=amd64&distro=debian-12',
      'pkg:generic/node@24.9.0',
    ]);
    expect(list.dependencies).toEqual([{ ref: 'highlight-report@0.1.0', dependsOn: ['here@1.0.0'] }]);
  });

  it('says nothing of when, where and by chance it was made', () => {
    const list = listOf(npm, listed, 1_764_460_800);
    expect(list.serialNumber).toBeUndefined();
    expect(list.metadata).toMatchObject({
      timestamp: '2025-11-30T00:00:00.000Z',
      component: { name: 'highlight-report', type: 'application' },
    });
  });

  it('is refused for an image with a package that nobody has locked', () => {
    expect(() => listOf(npm, `${listed}npm strange@1.0.0\n`, 0)).toThrow(/not in the lock: strange@1\.0\.0/);
  });
});

describe('the digests of images of others', () => {
  const DIGEST = `sha256:${'a1'.repeat(32)}`;
  /** Runs the script on copies of the two files, with a `docker` that answers this. */
  function pin(answer: string, ...args: string[]) {
    const folder = mkdtempSync(join(tmpdir(), 'pin-images-'));
    try {
      const files = ['Dockerfile', 'docker-compose.yml'];
      for (const file of files) cpSync(join(REPOSITORY, file), join(folder, file));
      writeFileSync(join(folder, 'docker'), `#!/bin/sh\necho '${answer}'\n`);
      chmodSync(join(folder, 'docker'), 0o755);
      const run = (...more: string[]) =>
        spawnSync(process.execPath, [join(REPOSITORY, 'scripts/pin-images.mjs'), ...more], {
          cwd: folder,
          encoding: 'utf8',
          env: { PATH: folder },
        });
      const { status, stderr } = run(...args);
      return {
        status,
        stderr,
        check: run('--check').status,
        text: files.map((file) => readFileSync(join(folder, file), 'utf8')).join(''),
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  it('are asked and written behind every name; with them, nothing is missing', () => {
    const { status, check, text } = pin(DIGEST);
    expect([status, check]).toEqual([0, 0]);
    expect(text).toMatch(new RegExp(`^ARG NODE=node:[\\w.-]+@${DIGEST}$`, 'm'));
    const images = [...text.matchAll(/^ +image: (\S+:\S+)$/gm)].map(([, image]) => image);
    expect(images.length).toBeGreaterThan(4);
    expect(images.filter((image) => image?.endsWith(`@${DIGEST}`) !== true)).toEqual([]);
  });

  it('are never what nobody has answered', () => {
    const { status, stderr, text } = pin('no such image');
    expect([status, text.includes('@sha256:a1')]).toEqual([1, false]);
    expect(stderr).toContain('No digest of node:');
  });
});
