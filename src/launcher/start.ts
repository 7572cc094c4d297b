import { join } from 'node:path';
import { londonDate } from '../platform/index.js';
import { Accounts, loadSample, SampleUsers, setUpAccounts, setUpMiddle } from '../sample/index.js';
import type { ConsoleReporter } from './console-reporter.js';
import type { StartOptions } from './start-options.js';
import type { RunningSystem } from './system.js';

/**
 * Leads with the address and the accounts. At the first start it then brings the sample programme to the middle of a month, so that
 * everybody has something to do; the worker prints and sends by itself. A sample that was completed once is never touched again.
 */
export async function welcome(
  system: RunningSystem,
  reporter: ConsoleReporter,
  signal: AbortSignal,
): Promise<void> {
  const sample = loadSample('january-2020');
  const accounts = Accounts.in(system.varDir);
  const { code, name } = sample.programme;
  if (accounts.isCompleted(code)) tellAddress(reporter, system, accounts);
  else {
    const users = new SampleUsers(sample, accounts, system, signal);
    await reporter.during('The sample’s accounts', () => setUpAccounts(users));
    tellAddress(reporter, system, accounts);
    reporter.say(`  At the first start the sample fills by itself now: ${name}.`);
    await setUpMiddle(users, londonDate(new Date()), (what, work) => reporter.during(`  ${what}`, work));
    accounts.complete(code);
    reporter.say('  Everybody has something to do. The worker still prints December’s report and mails it.');
    reporter.say();
  }
  tellPlaces(system, reporter);
}

/** The same for an installation without the sample: one administrator, who makes everything else on pages. */
export async function welcomeEmpty(
  system: RunningSystem,
  reporter: ConsoleReporter,
  { empty }: StartOptions,
): Promise<void> {
  reporter.heading(`Highlight reports: sign in at ${system.address}/sign-in`);
  reporter.say();
  reporter.say('  There is no sample here: accounts and programmes are those that people make.');
  if (empty !== null && empty.email !== null) {
    const made = await system.command(['create-admin', empty.email, ...(empty.name?.split(' ') ?? [])]);
    for (const line of made.trim().split('\n')) reporter.say(`  ${line}`);
  }
  reporter.say();
  tellPlaces(system, reporter);
}

function tellPlaces(system: RunningSystem, reporter: ConsoleReporter): void {
  reporter.say(
    system.mailDir === undefined
      ? '  Mails go out by SMTP.'
      : `  Mails are not sent: they land in ${join(system.mailDir, '*.eml')}.`,
  );
  reporter.say(`  Logs lie in ${join(system.varDir, 'log')}.`);
  reporter.say('  Stop with Ctrl-C.');
  reporter.say();
}

function tellAddress(reporter: ConsoleReporter, system: RunningSystem, accounts: Accounts): void {
  reporter.heading(`Highlight reports: sign in at ${system.address}/sign-in`);
  reporter.say();
  reporter.say(
    `  Sign in as one of these (invented people; passwords are kept in ${accounts.file}, for you alone):`,
  );
  reporter.say();
  reporter.table(
    ['Who', 'Role', 'E-mail', 'Password'],
    accounts.all.map(({ jobTitle, roles, email, password }) => [
      jobTitle,
      roles.join(', ') || 'none yet',
      email,
      password,
    ]),
  );
  reporter.say();
}
