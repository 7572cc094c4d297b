import { Injectable } from '@nestjs/common';
import { strToU8, zipSync } from 'fflate';
import { z } from 'zod';
import { holdProgrammes, requirePermission, type Actor, type Confirmation } from '../identity/index.js';
import { keepHolds } from '../holds/index.js';
import {
  Audit,
  Clock,
  conflict,
  Database,
  entityVersion,
  forbidden,
  notFound,
  rows,
  sha256Hex,
  stale,
  type ReadTx,
} from '../platform/index.js';
import { leave } from './leave.js';
import { NEVER_GIVEN, PERSON_COLUMNS } from './person-columns.js';
import { personPage, type HeldRows } from './person.page.js';
import { leftName } from './retention.rules.js';
import { HELD_ACCOUNT, KEPT_ACCOUNT } from './retention.sql.js';

/** What an erasure would do, before anybody decides. */
export const erasureView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    becomes: z.string().describe('What is shown everywhere in the place of the name.'),
    ready: z.boolean(),
    refusedBecause: z.array(z.string()).describe('Why it cannot be done now; in plain words.'),
    goes: z.array(z.string()),
    stays: z.array(z.string()).describe('What is kept, each with its reason.'),
    version: entityVersion,
  })
  .meta({ id: 'Erasure' });
export type ErasureView = z.infer<typeof erasureView>;

interface Account {
  id: string;
  name: string;
  email: string;
  version: number;
  disabled: boolean;
  left: boolean;
  holds: number;
  kept: string | null;
}

const ACCOUNT = `select u.id, u.name, u.email, u.version, u.disabled_at is not null as disabled, u.left_at is not null as left,
    cardinality(${HELD_ACCOUNT}) as holds, ${KEPT_ACCOUNT} as kept from app_user u where u.id = $1`;

const GOES = [
  'Name, job title and e-mail address',
  'Password, second factor, recovery codes, the link to the identity provider',
  'Sessions, API tokens, browsers that were known, the calendar address, choices of reminders, reminders that were sent',
  'Roles end, and whoever stands in for them or they for others',
];
const STAYS = [
  'The number of the account: seals, figures, authorship and separation of duties name it (UK GDPR, Article 17(3)(b) and (d))',
  'Sealed reports keep the name that they were published with: their hash proves the text only while it is whole',
  'The audit trail keeps what the person was called at the time: each event is proved by the next',
  'What the person wrote, decided and recorded: it is the council’s record (UK GDPR, Article 17(3)(b))',
  'Backups, until they are overwritten',
];

/** What is held on a person, and what becomes of it on request. */
@Injectable()
export class PersonsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem 403 · 404. */
  async erasure(actor: Actor, id: string): Promise<ErasureView> {
    requirePermission(actor, 'retention.manage', null);
    return this.database.read(async (tx) => view(actor, await account(tx, id)));
  }

  /**
   * At once, without waiting for the period: for a request for erasure.
   * @throws Problem 403 · 404 · 409 while something keeps it · 412.
   */
  async erase(actor: Actor, id: string, version: number, confirmation: Confirmation): Promise<ErasureView> {
    requirePermission(actor, 'retention.manage', null);
    if (confirmation.userId !== actor.userId) throw new Error('BUG: confirmed by another person');
    if (id === actor.userId) throw forbidden('Another administrator erases your account.');
    return this.database.write(async (tx) => {
      await holdProgrammes(tx, null);
      await keepHolds(tx);
      await rows(tx, `select id from app_user where id = $1 for update`, [id]);
      const before = await account(tx, id);
      if (before.version !== version) throw stale('user');
      const reasons = refusals(actor, before);
      if (reasons.length > 0) throw conflict('kept', reasons.join(' '));
      await leave(tx, id, this.clock.now());
      await this.audit.append(tx, actor.audit, {
        action: 'person.erased',
        subjectKind: 'user',
        subjectId: id,
        detail: { because: 'on request' },
      });
      return view(actor, await account(tx, id));
    });
  }

  /** Everything that is held on a person, as one archive: for themselves, or for whoever may answer a request. @throws Problem 403 · 404. */
  async export(
    actor: Actor,
    id: string,
    confirmation: Confirmation,
  ): Promise<{ name: string; bytes: Buffer }> {
    if (id !== actor.userId) requirePermission(actor, 'person.export', null);
    if (confirmation.userId !== actor.userId) throw new Error('BUG: confirmed by another person');
    const now = this.clock.now();
    const held = await this.database.read((tx) => everything(tx, id));
    const about = { personId: id, madeAt: now.toISOString(), madeBy: actor.label };
    const data = strToU8(
      `${JSON.stringify({ format: 'highlight-report-person/1', ...about, held }, null, 2)}\n`,
    );
    const bytes = Buffer.from(
      zipSync({ 'person.json': data, 'person.html': strToU8(personPage(about, held)) }, { level: 6 }),
    );
    await this.audit.noteGiven(actor.audit, {
      action: 'person.exported',
      subjectKind: 'user',
      subjectId: id,
      detail: {
        sha256: sha256Hex(bytes),
        rows: held.reduce((sum, { rows: found }) => sum + found.length, 0),
      },
    });
    return { name: `person-${id.slice(0, 8)}-${this.clock.today()}.zip`, bytes };
  }
}

async function account(tx: ReadTx, id: string): Promise<Account> {
  const [found] = await rows<Account>(tx, ACCOUNT, [id]);
  if (!found) throw notFound('user');
  return found;
}

function refusals(actor: Actor, { id, disabled, left, holds, kept }: Account): string[] {
  if (left) return ['This person has become a reference already.'];
  return [
    ...(id === actor.userId ? ['This is you. Another administrator erases your account.'] : []),
    ...(disabled ? [] : ['The account is in use. Disable it first.']),
    ...(holds > 0 ? ['A legal hold keeps it.'] : []),
    ...(kept === null ? [] : [kept]),
  ];
}

function view(actor: Actor, found: Account): ErasureView {
  const refusedBecause = refusals(actor, found);
  return {
    id: found.id,
    name: found.name,
    email: found.email,
    becomes: leftName(found.id),
    ready: refusedBecause.length === 0,
    refusedBecause,
    goes: GOES,
    stays: STAYS,
    version: found.version,
  };
}

/** Drawn from the one declared list. */
async function everything(tx: ReadTx, id: string): Promise<HeldRows[]> {
  const [person] = await rows<{ email: string }>(tx, `select email from app_user where id = $1`, [id]);
  if (!person) throw notFound('user');
  const held: HeldRows[] = [];
  for (const [name, column] of Object.entries(PERSON_COLUMNS)) {
    const [table = '', field = ''] = name.split('.');
    if ('not' in column) {
      held.push({ column: name, about: null, notGiven: column.not, rows: [] });
      continue;
    }
    const found = await rows<{ held: Record<string, unknown> }>(
      tx,
      `select to_jsonb(t) - $2::text[] as held from ${table} t where t.${field} = $1 order by to_jsonb(t)::text`,
      ['address' in column ? person.email : id, [...NEVER_GIVEN]],
    );
    const about = 'rows' in column ? column.rows : 'did' in column ? column.did : column.address;
    held.push({ column: name, about, notGiven: null, rows: found.map((one) => one.held) });
  }
  const trail = await rows<{ held: Record<string, unknown> }>(
    tx,
    `select to_jsonb(t) - $2::text[] as held from audit_event t where t.subject_id = $1::text and t.actor_id is distinct from $1::uuid order by t.seq`,
    [id, [...NEVER_GIVEN]],
  );
  held.push({
    column: 'audit_event.subject_id',
    about: 'What others did with the account, in the audit trail',
    notGiven: null,
    rows: trail.map((one) => one.held),
  });
  return held;
}
