import { join } from 'node:path';
import {
  Accounts,
  loadSample,
  openFirstPeriod,
  SampleUsers,
  saveFirstDrafts,
  setUpProgramme,
} from '../sample/index.js';
import type { ConsoleReporter } from './console-reporter.js';
import type { RunningSystem } from './system.js';

/**
 * At the first start: accounts, the sample programme, its period, and drafts that are saved and not submitted, so that there is
 * something to see and something to do. A sample that was completed once is never touched again.
 */
export async function prepareSample(
  system: RunningSystem,
  reporter: ConsoleReporter,
  signal: AbortSignal,
): Promise<Accounts> {
  const sample = loadSample('january-2020');
  const accounts = Accounts.in(system.varDir);
  const { code, name, period } = sample.programme;
  if (accounts.isCompleted(code)) return accounts;
  const users = new SampleUsers(sample, accounts, system, signal);
  await reporter.during(`The sample: accounts, the ${name}, its drafts of ${period.label}`, async () => {
    await saveFirstDrafts(users, await openFirstPeriod(users, await setUpProgramme(users)));
    accounts.complete(code);
  });
  return accounts;
}

/** Prints the address, the accounts and where mails and logs are. */
export function reportWelcome(reporter: ConsoleReporter, system: RunningSystem, accounts: Accounts): void {
  reporter.heading(`Highlight reports are at ${system.address}`);
  reporter.say();
  reporter.say(
    `  Sign in as one of these (invented people; passwords are kept in ${accounts.file}, for you alone):`,
  );
  reporter.say();
  reporter.table(
    ['Who', 'Role', 'E-mail', 'Password'],
    accounts.all.map(({ jobTitle, roles, email, password }) => [jobTitle, roles.join(', '), email, password]),
  );
  reporter.say();
  reporter.say(
    system.mailDir === undefined
      ? '  Mails go out by SMTP.'
      : `  Mails are not sent: they land in ${join(system.mailDir, '*.eml')}.`,
  );
  reporter.say(`  Logs lie in ${join(system.varDir, 'log')}.`);
  reporter.say('  Stop with Ctrl-C.');
  reporter.say();
}
