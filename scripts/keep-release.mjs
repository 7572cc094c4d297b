// Keeps the data of a release for `npm run test:restore`, which upgrades it to later ones. Once for each release, in its own checkout:
//   VAR_DIR=kept npm run demo && node scripts/keep-release.mjs kept test/fixtures/earlier-release
// Takes every row, the sequences, the printed files and the accounts of the demonstration, whose people are made up.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { startPostgres } from '../dist/src/launcher/index.js';

const [from, to] = process.argv.slice(2).map((path) => resolve(path));
if (to === undefined) {
  console.error('Usage: node scripts/keep-release.mjs VAR_DIR FOLDER');
  process.exit(2);
}
const server = await startPostgres({
  dataDir: join(from, 'postgres'),
  log: join(from, 'log', 'postgres.log'),
});
try {
  const url = new URL(server.adminUrl);
  url.pathname = '/highlight';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    const { rows: names } = await client.query(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
    );
    const tables = {};
    for (const { name } of names) {
      const { rows } = await client.query(
        `select json_agg(to_json(t))::text as text from ${pg.escapeIdentifier(name)} t`,
      );
      if (rows[0].text !== null) tables[name] = rows[0].text;
    }
    const { rows: sequences } = await client.query(
      `select sequencename as name, last_value::text as value from pg_sequences where schemaname = 'public' and last_value is not null`,
    );
    rmSync(to, { recursive: true, force: true });
    mkdirSync(to, { recursive: true });
    writeFileSync(join(to, 'data.json.gz'), gzipSync(JSON.stringify({ tables, sequences }), { level: 9 }));
    cpSync(join(from, 'artefacts'), join(to, 'artefacts'), { recursive: true });
    writeFileSync(join(to, 'accounts.json'), readFileSync(join(from, 'accounts.json')));
  } finally {
    await client.end();
  }
} finally {
  await server.stop(10_000);
}
