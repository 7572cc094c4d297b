/**
 * Usage: node scripts/leaked-passwords.mjs LIST
 *
 * Makes data/leaked-passwords.bin of a list of leaked passwords, one a line: of each that is long enough for the product's own rule the first five
 * bytes of the SHA-256 of its lower-case form, sorted. What is looked for is found by halving; one in 25 million others is found by mistake.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const SHORTEST = 12;
const BYTES = 5;

const [, , list] = process.argv;
if (list === undefined) throw new Error('Usage: node scripts/leaked-passwords.mjs LIST');
const hashes = readFileSync(list, 'utf8')
  .split(/\r?\n/)
  .map((line) => line.normalize('NFC'))
  .filter((line) => Array.from(line).length >= SHORTEST)
  .map((line) => createHash('sha256').update(line.toLowerCase()).digest().subarray(0, BYTES).toString('hex'));
const sorted = [...new Set(hashes)].sort();
writeFileSync(new URL('../data/leaked-passwords.bin', import.meta.url), Buffer.from(sorted.join(''), 'hex'));
process.stdout.write(`${sorted.length} of ${hashes.length}\n`);
