/**
 * Usage: node scripts/release.mjs [--twice] [--without-digests] [--not-asked] [FOLDER]
 *
 * Makes a release of the commit that is checked out, in a folder (`release`): the image as an archive, the list of everything in it
 * (CycloneDX: packages of npm and of Debian), and SHA256SUMS of both. Nothing in them says when or where they were made: the time is the
 * commit's. With --twice the image is built a second time, and a difference is a failure.
 *
 * Needs `buildah`, or `docker` with buildx. Refuses a tree with changes, images of others without
 * a digest, and packages with a high advisory, or of which none could be asked. See docs/runbooks/release.md.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

/** Asked in the image: which packages of npm lie there. */
const LIST_OF_NPM = `
const { existsSync, readdirSync, readFileSync } = require("fs");
const list = (folder) => {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const path = folder + "/" + name;
    if (name.startsWith("@")) list(path);
    else if (existsSync(path + "/package.json")) {
      const found = JSON.parse(readFileSync(path + "/package.json", "utf8"));
      console.log("npm", found.name + "@" + found.version);
      list(path + "/node_modules");
    }
  }
};
list("node_modules");`;

/** Asked in the image: its distribution and the packages of that, Node, and the packages of npm. A line each. */
const LIST_PACKAGES = [
  '. /etc/os-release && echo "os $ID $VERSION_ID"',
  "dpkg-query --show --showformat='deb ${Package} ${Version} ${Architecture}\\n'",
  'echo "node $(node --version)"',
  `node -e '${LIST_OF_NPM}'`,
].join(' && ');

/**
 * The list of everything in the image.
 * @param npm what `npm sbom` says of the lock.
 * @param listed what {@link LIST_PACKAGES} printed in the image.
 * @param time of the commit, in seconds.
 */
export function listOf(npm, listed, time) {
  const lines = listed
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
  const of = (kind) => lines.filter(([first]) => first === kind).map(([, ...rest]) => rest);
  const [[distribution, release]] = of('os');
  const [[node]] = of('node');
  const installed = new Set(of('npm').map(([ref]) => ref));
  const components = npm.components.filter((one) => installed.has(one['bom-ref']));
  const strange = [...installed].filter((ref) => !components.some((one) => one['bom-ref'] === ref));
  if (strange.length > 0) throw new Error(`In the image, and not in the lock: ${strange.join(', ')}`);
  const deb = of('deb').map(([name, version, architecture]) => {
    const purl = `pkg:deb/${distribution}/${encodeURIComponent(name)}@${encodeURIComponent(version)}?arch=${architecture}&distro=${distribution}-${release}`;
    return { 'bom-ref': purl, type: 'library', name, version, purl };
  });
  const program = { 'bom-ref': `pkg:generic/node@${node.slice(1)}`, type: 'platform', name: 'node' };
  const all = [...components, { ...program, version: node.slice(1), purl: program['bom-ref'] }, ...deb].sort(
    (a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1),
  );
  const { component } = npm.metadata;
  const root = component['bom-ref'];
  const known = new Set([root, ...all.map((one) => one['bom-ref'])]);
  // A number drawn by chance would make two lists of one image differ.
  const rest = { ...npm };
  delete rest.serialNumber;
  return {
    ...rest,
    metadata: {
      ...npm.metadata,
      timestamp: new Date(time * 1000).toISOString(),
      // npm names it after the folder that it stands in.
      component: { ...component, type: 'application', name: root.slice(0, root.lastIndexOf('@')) },
    },
    components: all,
    dependencies: npm.dependencies
      .filter(({ ref }) => known.has(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => known.has(one)) })),
  };
}

function run(program, args, options = {}) {
  const { status, stdout, error } = spawnSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 256 * 1024 * 1024,
    ...options,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${args[0]} ended with ${status}.`);
  return stdout;
}

const isThere = (program, ...args) => spawnSync(program, args).status === 0;
const sha256 = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** How an image is built, and asked what is in it. The archive has sorted files of the commit's time. */
const ENGINES = {
  // What buildah needs on a machine comes from its own settings: CONTAINERS_STORAGE_CONF, BUILDAH_ISOLATION.
  buildah: {
    build: (name, time, archive) => {
      run('buildah', ['build', '--no-cache', '--timestamp', String(time), '--tag', name, '.'], {
        stdio: 'inherit',
      });
      // Packed here: buildah's own archives (oci-archive:) have the time of day on their files.
      const unpacked = `${archive}.d`;
      run('buildah', ['push', '--quiet', name, `oci:${unpacked}:${name}`], { stdio: 'inherit' });
      const same = ['--sort=name', `--mtime=@${time}`, '--owner=0', '--group=0', '--numeric-owner'];
      run('tar', [
        ...same,
        '--mode=u=rwX,go=rX',
        '-C',
        unpacked,
        '-cf',
        archive,
        'blobs',
        'index.json',
        'oci-layout',
      ]);
      rmSync(unpacked, { recursive: true });
    },
    ask: (name) => {
      const container = run('buildah', ['from', '--pull-never', name]).trim();
      try {
        return run('buildah', ['run', container, '--', 'sh', '-c', LIST_PACKAGES]);
      } finally {
        run('buildah', ['rm', container]);
      }
    },
  },
  docker: {
    build: (name, time, archive) => {
      const environment = { ...process.env, SOURCE_DATE_EPOCH: String(time) };
      const to = `type=oci,dest=${archive},name=${name},rewrite-timestamp=true`;
      run('docker', ['buildx', 'build', '--no-cache', '--provenance=false', '--output', to, '.'], {
        stdio: 'inherit',
        env: environment,
      });
      run('docker', ['buildx', 'build', '--load', '--tag', name, '.'], {
        stdio: 'inherit',
        env: environment,
      });
    },
    ask: (name) => run('docker', ['run', '--rm', '--entrypoint', 'sh', name, '-c', LIST_PACKAGES]),
  },
};

/** The digest of the one manifest of an archive: what a registry calls the image by. */
const digestOf = (archive) =>
  JSON.parse(run('tar', ['-xOf', archive, 'index.json']))
    .manifests.map(({ digest }) => digest)
    .join(' ');

function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      twice: { type: 'boolean' },
      'without-digests': { type: 'boolean' },
      'not-asked': { type: 'boolean' },
    },
  });
  const folder = positionals[0] ?? 'release';
  if (run('git', ['status', '--porcelain']).trim() !== '')
    throw new Error('The tree has changes that no commit has: a release is of a commit.');
  const left = [];
  /** Stops, unless somebody has said that it may go without. */
  const need = (holds, fault, option) => {
    if (holds) return;
    if (values[option] !== true) throw new Error(`${fault} Mend it, or say --${option}.`);
    left.push(fault);
  };
  need(
    isThere('node', 'scripts/pin-images.mjs', '--check'),
    'Images of others have no digest (npm run pin-images).',
    'without-digests',
  );
  need(
    isThere('npm', 'audit', '--omit=dev', '--audit-level=high', '--package-lock-only'),
    '"npm audit --omit=dev" finds something high, or has no way to the list of advisories.',
    'not-asked',
  );
  const engine = isThere('buildah', 'version') ? 'buildah' : 'docker';
  const time = Number(run('git', ['log', '-1', '--format=%ct']));
  const commit = run('git', ['rev-parse', '--short=12', 'HEAD']).trim();
  const name = `highlight-report:${commit}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const archive = join(folder, 'highlight-report.oci.tar');
  const { build, ask } = ENGINES[engine];
  build(name, time, archive);
  const digest = digestOf(archive);
  if (values.twice === true) {
    const second = join(folder, 'second.oci.tar');
    build(name, time, second);
    if (digestOf(second) !== digest)
      throw new Error(
        `Built twice, the image differs: ${digest}, then ${digestOf(second)}. Compare the two in ${folder}.`,
      );
    rmSync(second);
  }
  const list = join(folder, 'sbom.cdx.json');
  // Of everything that is locked: with --omit=dev npm leaves out also what production shares with a tool.
  const npm = JSON.parse(run('npm', ['sbom', '--sbom-format=cyclonedx', '--package-lock-only']));
  writeFileSync(list, `${JSON.stringify(listOf(npm, ask(name), time), null, 2)}\n`);
  const sums = [archive, list].map((file) => `${sha256(file)}  ${file.slice(folder.length + 1)}\n`);
  writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''));
  for (const fault of left) console.log(`Left out: ${fault}`);
  console.log(`${name} ${digest}${values.twice === true ? ', the same when built twice' : ''}`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  try {
    main();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
