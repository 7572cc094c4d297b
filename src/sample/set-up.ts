/** The stages of the sample: the programme, and a period of it. Each may be repeated. */
import { contributionsOf, nameOwners, type Contribution } from './contributions.js';
import { figuresOf, makeMeasures } from './measures.js';
import { partsOf, type SamplePart } from './parts.js';
import {
  explainAbbreviations,
  grantRoles,
  makeAccounts,
  makeProgramme,
  makeThemes,
  openPeriod,
  type MeasureGroup,
  type Period,
  type Programme,
  type Theme,
} from './programme.js';
import type { SampleUsers } from './sample-users.js';

/** The programme before a period is opened. */
export interface SampleProgramme {
  programme: Programme;
  themes: Theme[];
  groups: MeasureGroup[];
}

/** An open period with the contribution of each part, in the order of the report. */
export interface SamplePeriod {
  period: Period;
  contributions: Map<SamplePart, Contribution>;
}

/** Makes the accounts, the programme with its themes and roles, the measures and their figures. */
export async function setUpProgramme(users: SampleUsers): Promise<SampleProgramme> {
  const { client: admin } = await users.administrator();
  await makeAccounts(users, admin);
  const programme = await makeProgramme(users, admin);
  // Roles first: whoever owns a theme has one.
  await grantRoles(users, admin, programme);
  const themes = await makeThemes(users, admin, programme);
  const analyst = await users.as(users.keyOf('analyst'));
  const { groups } = await makeMeasures(users, analyst, programme, themes);
  await figuresOf(users, programme).record(analyst);
  return { programme, themes, groups };
}

/** Explains the programme's abbreviations, opens the sample's period and names the owner of each part. */
export async function openSamplePeriod(
  users: SampleUsers,
  { programme, themes, groups }: SampleProgramme,
): Promise<SamplePeriod> {
  const manager = await users.as(users.keyOf('reviewer'));
  await explainAbbreviations(users, manager, programme);
  const period = await openPeriod(users, manager, programme);
  const contributions = await contributionsOf(manager, period, partsOf(users, programme, themes, groups));
  await nameOwners(users, manager, contributions);
  return { period, contributions };
}
