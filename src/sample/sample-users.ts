import { ApiClient, ApiProblem } from './api-client.js';
import type { Accounts } from './accounts.js';
import type { Sample } from './sample-schema.js';

export type SamplePerson = Sample['people'][number];

/** The running system, as far as the sample needs it. */
export interface SampleSystem {
  /** Where the API answers: `http://127.0.0.1:<port>`. */
  origin: string;
  /** Runs one of the commands of main.cli. @returns what it printed. @throws Error with what it printed when it fails. */
  command(args: readonly string[]): Promise<string>;
}

const ROLE_WORDS: Readonly<Record<string, string>> = { sro: 'SRO', clerk: 'clerk' };

/** The people of the sample. Each has an account and a session; everything they do goes through the API in their own name. */
export class SampleUsers {
  private clients = new Map<string, ApiClient>();
  private ids = new Map<string, string>();

  constructor(
    readonly sample: Sample,
    readonly accounts: Accounts,
    private readonly system: SampleSystem,
    private readonly signal: AbortSignal,
  ) {}

  /** The same people, in the same sessions, at work on another month of the sample. */
  at(sample: Sample): SampleUsers {
    const same = new SampleUsers(sample, this.accounts, this.system, this.signal);
    same.clients = this.clients;
    same.ids = this.ids;
    return same;
  }

  person(key: string): SamplePerson {
    const found = this.sample.people.find((person) => person.key === key);
    if (!found) throw new Error(`BUG: nobody in the sample has the key "${key}"`);
    return found;
  }

  /** The job title, with the role where the title does not show it. */
  label(key: string): string {
    const { jobTitle, roles } = this.person(key);
    const role = roles.map((one) => ROLE_WORDS[one]).find((word) => word !== undefined);
    return role === undefined ? jobTitle : `${jobTitle} (${role})`;
  }

  /** The one person who has a role. */
  keyOf(role: SamplePerson['roles'][number]): string {
    const found = this.sample.people.find(({ roles }) => roles.includes(role));
    if (!found) throw new Error(`BUG: nobody in the sample has the role "${role}"`);
    return found.key;
  }

  /** The id of a person's account, after `setId`. */
  id = (key: string): string => {
    const found = this.ids.get(key);
    if (found === undefined) throw new Error(`BUG: the account of "${key}" is not known yet`);
    return found;
  };

  setId(key: string, id: string): void {
    this.ids.set(key, id);
  }

  /** The password that is kept for a person, to sign in and to confirm what cannot be undone. */
  passwordOf(key: string): string {
    const { email } = this.person(key);
    const password = this.accounts.passwordOf(email);
    if (password === undefined)
      throw new Error(
        `There is no password for ${email} in ${this.accounts.file}; its owner has to sign in.`,
      );
    return password;
  }

  /** A person's session, signed in at the first call. */
  async as(key: string): Promise<ApiClient> {
    const known = this.clients.get(key);
    if (known) return known;
    const { email } = this.person(key);
    const password = this.passwordOf(key);
    const client = new ApiClient(this.system.origin, this.signal);
    try {
      await client.signIn(email, password);
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401)
        throw new Error(
          `${email} cannot sign in with the password kept in ${this.accounts.file}. Was it changed, or does the file belong to another database?`,
          { cause: error },
        );
      throw error;
    }
    this.clients.set(key, client);
    return client;
  }

  /** Everybody named chooses the password that is kept for them, with a link from the terminal: nobody reads the sample's mail. */
  async choosePasswords(people: readonly SamplePerson[]): Promise<void> {
    if (people.length === 0) return;
    const said = await this.system.command(['password-links', ...people.map(({ email }) => email)]);
    for (const person of people) {
      const line = said.split('\n').find((one) => one.startsWith(`${person.email} `));
      await this.choosePassword(person, line ?? '');
    }
  }

  /** @param said what holds the link. */
  private async choosePassword(person: SamplePerson, said: string): Promise<void> {
    const [, token] = /\/password\/new\?token=([\w-]+)/.exec(said) ?? [];
    if (token === undefined) throw new Error(`There is no link for ${person.email}: “${said}”.`);
    const password = this.accounts.passwordFor(person);
    const client = new ApiClient(this.system.origin, this.signal);
    await client.post('/api/v1/password-links/use', { token, password });
  }

  /**
   * The administrator, signed in. In an empty installation the account is made first.
   * @returns whether it was made now.
   */
  async administrator(): Promise<{ client: ApiClient; made: boolean }> {
    const key = this.keyOf('admin');
    const person = this.person(key);
    const { email, name } = person;
    if (this.accounts.passwordOf(email) !== undefined)
      try {
        return { client: await this.as(key), made: false };
      } catch (error) {
        // The database may be a new one, or an earlier first start was killed between keeping the password and choosing it.
        if (!(error instanceof Error && error.cause instanceof ApiProblem)) throw error;
      }
    let said: string;
    try {
      said = await this.system.command(['create-admin', email, name]);
    } catch (error) {
      throw new Error(
        `${error instanceof Error ? error.message : String(error)} The password of ${email} is not (or no longer) the one in ${this.accounts.file}.`,
        { cause: error },
      );
    }
    await this.choosePassword(person, said);
    return { client: await this.as(key), made: true };
  }
}
