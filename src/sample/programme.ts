/**
 * Sets up the sample programme through the API: accounts, programme, themes, roles, period. Each function looks first and adds only
 * what is missing, so that an interrupted set-up continues where it stopped.
 */
import { ApiProblem, type ApiClient } from './api-client.js';
import type { SampleUsers, SamplePerson } from './sample-users.js';

interface User {
  id: string;
  email: string;
  hasPassword: boolean;
}
export interface Programme {
  id: string;
  code: string;
  name: string;
}
export interface Theme {
  id: string;
  number: number;
}
export interface MeasureGroup {
  id: string;
  number: number;
  title: string | null;
}
export interface Period {
  id: string;
  label: string;
  startsOn: string;
}

/** The theme whose owner the programme manager names when the period is open: the post was vacant when the programme was set up. */
const OWNER_NAMED_LATER = 3;

/** Roles that count in every programme; all others are held in one. */
const EVERYWHERE: ReadonlySet<string> = new Set(['admin', 'auditor']);

/** Makes an account for everybody, and lets each choose their password. @returns how many were new. */
export async function makeAccounts(users: SampleUsers, admin: ApiClient): Promise<number> {
  const accounts = await admin.all<User>('/api/v1/users');
  const without: SamplePerson[] = [];
  let made = 0;
  for (const person of users.sample.people) {
    const known = accounts.find(({ email }) => email === person.email);
    const user =
      known ??
      (await admin.post<User>('/api/v1/users', {
        email: person.email,
        name: person.name,
        jobTitle: person.jobTitle,
      }));
    users.setId(person.key, user.id);
    // Without a kept one, the file with the passwords was lost.
    if (!user.hasPassword || users.accounts.passwordOf(person.email) === undefined) without.push(person);
    if (!known) made += 1;
  }
  await users.choosePasswords(without);
  return made;
}

export async function makeProgramme(users: SampleUsers, admin: ApiClient): Promise<Programme> {
  const { code, name, council, quarterWindow, sections } = users.sample.programme;
  const programmes = await admin.all<Programme>('/api/v1/programmes');
  const known = programmes.find((programme) => programme.code === code);
  return (
    known ??
    admin.post<Programme>('/api/v1/programmes', {
      code,
      name,
      council,
      quarterWindow,
      sections,
    })
  );
}

export async function makeThemes(
  users: SampleUsers,
  admin: ApiClient,
  programme: Programme,
): Promise<Theme[]> {
  const url = `/api/v1/programmes/${programme.id}/themes`;
  const themes = await admin.all<Theme>(url);
  for (const { number, title, owner } of users.sample.themes)
    if (!themes.some((theme) => theme.number === number)) {
      const ownerId = number === OWNER_NAMED_LATER ? null : users.id(owner);
      themes.push(await admin.post<Theme>(url, { number, title, ownerId }));
    }
  return themes;
}

/** Grants everybody their roles; the administrator has hers and could not grant herself any. @returns how many were granted. */
export async function grantRoles(
  users: SampleUsers,
  admin: ApiClient,
  programme: Programme,
): Promise<number> {
  const roles = await admin.all<{ id: string; key: string }>('/api/v1/roles');
  let granted = 0;
  for (const person of users.sample.people)
    for (const key of person.roles) {
      if (key === 'admin') continue;
      const assignment = {
        userId: users.id(person.key),
        roleId: roles.find((role) => role.key === key)?.id,
        programmeId: EVERYWHERE.has(key) ? null : programme.id,
      };
      try {
        await admin.post('/api/v1/assignments', assignment);
        granted += 1;
      } catch (error) {
        if (!(error instanceof ApiProblem && error.code === 'already-assigned')) throw error;
      }
    }
  return granted;
}

export async function openPeriod(
  users: SampleUsers,
  manager: ApiClient,
  programme: Programme,
): Promise<Period> {
  const url = `/api/v1/programmes/${programme.id}/periods`;
  const { period } = users.sample.programme;
  const periods = await manager.all<Period>(url);
  return periods.find(({ startsOn }) => startsOn === period.startsOn) ?? manager.post<Period>(url, period);
}

/** The programme's own abbreviations; how it is published stays as it is. @returns how many. */
export async function explainAbbreviations(
  users: SampleUsers,
  manager: ApiClient,
  programme: Programme,
): Promise<number> {
  const url = `/api/v1/programmes/${programme.id}/report-settings`;
  const { value, etag } = await manager.read<{ policy: unknown }>(url);
  const { glossary } = users.sample.programme;
  await manager.write('PUT', url, { policy: value.policy, glossary }, etag);
  return glossary.length;
}

/** `27 January 2020` */
export const longDate = (isoDate: string): string =>
  new Date(`${isoDate}T00:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
