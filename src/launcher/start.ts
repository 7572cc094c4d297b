import { join } from 'node:path';
import { Accounts } from './accounts.js';
import { Cast } from './cast.js';
import { figuresOf, makeMeasures } from './sample-measures.js';
import { partsOf, type SamplePart } from './sample-parts.js';
import { contributionsOf, nameOwners, saveDraft, type Contribution } from './sample-contributions.js';
import { loadSample } from './sample.js';
import {
  explainAbbreviations,
  grantRoles,
  makeAccounts,
  makeProgramme,
  makeThemes,
  openPeriod,
} from './sample-programme.js';
import type { RunningSystem } from './system.js';
import type { Teller } from './teller.js';

/**
 * At the first start: accounts, the sample programme, its period, and drafts that are saved and not submitted, so that there is
 * something to see and something to do. Once that was finished it is left alone, whatever people make of it.
 */
export async function prepareSample(
  system: RunningSystem,
  teller: Teller,
  signal: AbortSignal,
): Promise<Accounts> {
  const sample = loadSample('january-2020');
  const accounts = Accounts.in(system.varDir);
  const { code, name, period } = sample.programme;
  if (accounts.isCompleted(code)) return accounts;
  const cast = new Cast(sample, accounts, system, signal);
  const managerKey = cast.keyOf('reviewer');
  await teller.during(`The sample: accounts, the ${name}, its drafts of ${period.label}`, async () => {
    const { client: admin } = await cast.administrator();
    await makeAccounts(cast, admin);
    const programme = await makeProgramme(cast, admin);
    const themes = await makeThemes(cast, admin, programme);
    await grantRoles(cast, admin, programme);
    const analyst = await cast.as(cast.keyOf('analyst'));
    const { groups } = await makeMeasures(cast, analyst, programme, themes);
    await figuresOf(cast, programme).record(analyst);
    const manager = await cast.as(managerKey);
    await explainAbbreviations(cast, manager, programme);
    const opened = await openPeriod(cast, manager, programme);
    const contributions = await contributionsOf(manager, opened, partsOf(cast, programme, themes, groups));
    await nameOwners(cast, manager, contributions);
    for (const [part, contribution] of contributions) await saveFirstDraft(cast, part, contribution);
    accounts.complete(code);
  });
  return accounts;
}

/** Only where nothing has been written yet: every list in the document is still empty. */
async function saveFirstDraft(cast: Cast, part: SamplePart, contribution: Contribution): Promise<void> {
  if (contribution.status !== 'draft') return;
  const client = await cast.as(part.owner);
  const content = await client.get<object>(`/api/v1/contributions/${contribution.id}/${part.section}`);
  const written = Object.values(content).some((value) => Array.isArray(value) && value.length > 0);
  if (!written) await saveDraft(client, contribution, part);
}

/** What somebody needs to know who sees it for the first time. */
export function tellWelcome(teller: Teller, system: RunningSystem, accounts: Accounts): void {
  teller.heading(`Highlight reports are at ${system.address}`);
  teller.say();
  teller.say(
    `  Sign in as one of these (invented people; passwords are kept in ${accounts.file}, for you alone):`,
  );
  teller.say();
  teller.table(
    ['Who', 'Role', 'E-mail', 'Password'],
    accounts.all.map(({ jobTitle, roles, email, password }) => [jobTitle, roles.join(', '), email, password]),
  );
  teller.say();
  teller.say(
    system.mailDir === undefined
      ? '  Mails go out by SMTP.'
      : `  Mails are not sent: they land in ${join(system.mailDir, '*.eml')}.`,
  );
  teller.say(`  Logs lie in ${join(system.varDir, 'log')}.`);
  teller.say('  Stop with Ctrl-C.');
  teller.say();
}
