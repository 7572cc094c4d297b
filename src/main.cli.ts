import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { schema } from '../migrations/index.js';
import { CommandsModule } from './commands.module.js';
import { FirstAdmin, routePolicies, TerminalLinks } from './identity/index.js';
import { RetentionService } from './retention/index.js';
import {
  Audit,
  AuditElsewhere,
  AuditStamps,
  counted,
  createLogger,
  keptHead,
  loadConfig,
  migrate,
  NestLogger,
  pendingMigrations,
  schemaDrift,
} from './platform/index.js';

/** What an operator has to know before `migrate`. */
function lookOf({ pending, stopping }: Awaited<ReturnType<typeof pendingMigrations>>): string {
  if (pending.length === 0) return 'The database is up to date.';
  return [
    `Would apply: ${pending.join(', ')}.`,
    stopping.length === 0
      ? 'They only add: migrate first, then renew web and workers one after another.'
      : `Stop web and workers first, then migrate, then start the new ones: ${stopping.join(', ')} ${stopping.length === 1 ? 'does' : 'do'} more than add.`,
  ].join('\n');
}

/** What an operator can ask for; each prints what it did and ends with 0, or says what is wrong and ends with 1. */
const COMMANDS: Record<string, { words: string; run: (args: string[]) => Promise<void> }> = {
  migrate: {
    words:
      '[--look]: bring the database to this program’s schema (MIGRATION_DATABASE_URL), once, under a lock; with --look say what would be done, and whether web and workers have to be stopped for it',
    run: async ([look]) => {
      if (look !== undefined && look !== '--look') throw new Error(`There is no “${look}” here. See --look.`);
      const config = loadConfig();
      const owner = config.MIGRATION_DATABASE_URL ?? config.DATABASE_URL;
      if (look !== undefined) {
        say(lookOf(await pendingMigrations(owner, schema)));
        return;
      }
      const ran = await migrate(owner, config.DATABASE_URL, schema);
      say(ran.length === 0 ? 'The database is up to date.' : `Applied: ${ran.join(', ')}`);
    },
  },
  'create-admin': {
    words:
      'EMAIL NAME: make the first administrator; prints a link to choose a password, good for an hour; refused once anybody else has an account',
    run: async ([email, ...name]) => {
      if (email === undefined) throw new Error('Say the e-mail address of the administrator.');
      await withPeople(async (app) => {
        const { link } = await app.get(FirstAdmin).create({
          email,
          name: name.join(' ') || 'Administrator',
          jobTitle: 'System Administrator',
        });
        say(`Administrator ${email} was made. Choose the password within an hour, once: ${link}`);
      });
    },
  },
  'password-links': {
    words: 'EMAIL…: print a link to choose a password for each account; for trials, refused in production',
    run: (emails) =>
      withPeople(async (app) => {
        const links = await app.get(TerminalLinks).make(emails);
        for (const [email, link] of links) say(`${email} ${link}`);
      }),
  },
  'verify-audit': {
    words:
      '[EVENT HASH]: recompute the whole audit chain, look whether it has the event that you noted down, and compare it with the bucket of AUDIT_BUCKET; ends with 1 when it is broken',
    run: ([seq, ...hash]) =>
      withPeople(async (app) => {
        const noted = seq === undefined ? undefined : keptHead.safeParse({ seq, hash: hash.join('') });
        if (noted?.error) throw new Error(noted.error.issues.map(({ message }) => `${message}.`).join(' '));
        const { intact, checked, head, broken } = await app
          .get(Audit)
          .verify({ full: true, kept: noted?.data });
        if (!intact)
          throw new Error(
            `The audit trail is broken at event ${broken?.seq ?? '?'}: ${broken?.reason ?? 'unknown'}.`,
          );
        say(
          `The audit trail is intact: ${counted(checked, 'event')}${head ? `, head ${head.seq} ${head.hash}` : ''}.`,
        );
        for (const { place, same, different } of await app.get(AuditElsewhere).compare()) {
          if (different !== null)
            throw new Error(
              `The audit trail is not the one that the ${place} has: event ${different.seq}: ${different.reason}.`,
            );
          say(`The ${place} has the same: ${counted(same, 'event')}.`);
        }
        const { stamps, lastAt, wrong } = await app.get(AuditStamps).check();
        if (wrong !== null)
          throw new Error(`The time stamp of event ${wrong.seq} does not fit: ${wrong.reason}.`);
        if (lastAt !== null) say(`${counted(stamps, 'time stamp')} fit, the last of ${lastAt}.`);
      }),
  },
  retention: {
    words: 'say for each class of data how many rows are due and how many are held; nothing is deleted',
    run: () =>
      withPeople(async (app) => {
        for (const { name, period, due } of await app.get(RetentionService).counted())
          say(
            due === null
              ? `${name}: ${period}`
              : `${name}: ${period}; due now ${due.now}, a month from now ${due.nextMonth}, kept all the same ${due.held}`,
          );
      }),
  },
  'schema-drift': {
    words: 'say what a generated migration would change; ends with 1 when it is not empty',
    run: () =>
      withApi(async (app) => {
        const statements = await schemaDrift(app.get(DataSource));
        if (statements.length > 0)
          throw new Error(`Entities and migrations differ:\n${statements.join('\n')}`);
        say('Entities and migrations agree.');
      }),
  },
  openapi: {
    words: 'FILE: write the OpenAPI document of the API',
    run: ([file]) =>
      withApi(async (app) => {
        if (file === undefined) throw new Error('Say the file to write.');
        const { openApiText } = await import('./web.contract.js');
        await writeFile(file, openApiText(app));
        say(`Wrote ${file}.`);
      }),
  },
  routes: {
    words: 'FILE: write which permission each route needs and which built-in roles have it',
    run: ([file]) =>
      withApi(async (app) => {
        if (file === undefined) throw new Error('Say the file to write.');
        const { routeTable } = await import('./web.contract.js');
        await writeFile(file, routeTable(routePolicies(app)));
        say(`Wrote ${file}.`);
      }),
  },
};

async function withPeople(work: (app: INestApplicationContext) => Promise<void>): Promise<void> {
  const config = loadConfig();
  const logger = createLogger({ LOG_LEVEL: 'warn' }, 'cli');
  const app = await NestFactory.createApplicationContext(CommandsModule.forRoot(config, logger), {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  await closedAfter(app, () => work(app));
}

/** The whole web application, which does not listen: its rooms are loaded only for a command that asks about all of them. */
async function withApi(work: (app: NestFastifyApplication) => Promise<void>): Promise<void> {
  const { createWebApp } = await import('./web.app.js');
  const app = await createWebApp(loadConfig(), createLogger({ LOG_LEVEL: 'warn' }, 'cli'));
  await closedAfter(app, async () => {
    await app.init();
    await work(app);
  });
}

async function closedAfter(app: INestApplicationContext, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await app.close();
  }
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

const [name = '', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (command === undefined) {
  say(
    `Usage: node dist/src/main.cli.js COMMAND\n${Object.entries(COMMANDS)
      .map(([key, { words }]) => `  ${key.padEnd(14)} ${words}`)
      .join('\n')}`,
  );
  process.exitCode = 2;
} else
  try {
    await command.run(args);
  } catch (error) {
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
