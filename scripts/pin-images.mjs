/**
 * Usage: node scripts/pin-images.mjs [--check]
 *
 * Writes behind the name of each image of others, in the Dockerfile and in docker-compose.yml, the digest that its registry says it has
 * now: `node:24-bookworm-slim@sha256:…`. An image with a digest is the same tomorrow. With --check nothing is asked or written: it ends
 * with 1 where a digest is missing. The registry is asked by `docker buildx` or `skopeo`, whichever is there.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const FILES = ['Dockerfile', 'docker-compose.yml'];
const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** The lines that name an image of others; our own image has no tag. */
const NAMED = /^(ARG NODE=|\s+image: )([\w./-]+:[\w.-]+)(@sha256:[0-9a-f]{64})?$/gm;

/** Images of others that a file names. */
export const imagesIn = (text) =>
  [...text.matchAll(NAMED)].map(([, , name, digest]) => ({ name, digest: digest?.slice(1) }));

/** The file with these digests behind the names. @param digestOf by name. */
export const pinned = (text, digestOf) =>
  text.replaceAll(NAMED, (_line, before, name) => `${before}${name}@${digestOf(name)}`);

const WAYS = [
  (name) => ['docker', 'buildx', 'imagetools', 'inspect', '--format', '{{.Manifest.Digest}}', name],
  (name) => ['skopeo', 'inspect', '--no-tags', '--format', '{{.Digest}}', `docker://${name}`],
];

/** @throws Error when no program is there that can ask, or the registry does not answer with a digest. */
function ask(name) {
  const refusals = [];
  for (const way of WAYS) {
    const [program, ...args] = way(name);
    const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
    const digest = stdout?.trim() ?? '';
    if (status === 0 && DIGEST.test(digest)) return digest;
    refusals.push(`${program}: ${(error?.message ?? stderr).trim().split('\n').at(-1)}`);
  }
  throw new Error(`No digest of ${name}.\n  ${refusals.join('\n  ')}`);
}

function main(check) {
  const read = (file) => readFileSync(file, 'utf8');
  if (check) {
    const missing = FILES.flatMap((file) =>
      imagesIn(read(file))
        .filter(({ digest }) => digest === undefined)
        .map(({ name }) => `${file}: ${name}`),
    );
    for (const one of missing) console.error(`No digest: ${one}`);
    if (missing.length > 0) console.error('Run "npm run pin-images" where the registries can be reached.');
    return missing.length === 0 ? 0 : 1;
  }
  const digests = new Map();
  for (const { name } of FILES.flatMap((file) => imagesIn(read(file))))
    if (!digests.has(name)) digests.set(name, ask(name));
  for (const file of FILES)
    writeFileSync(
      file,
      pinned(read(file), (name) => digests.get(name)),
    );
  for (const [name, digest] of digests) console.log(`${name} ${digest}`);
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  try {
    process.exitCode = main(process.argv.includes('--check'));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
