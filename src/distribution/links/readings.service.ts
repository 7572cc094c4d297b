import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { editionOf } from '../../disclosure/index.js';
import type { Actor } from '../../identity/index.js';
import {
  Audit,
  Database,
  notFound,
  Problem,
  rows,
  sha256Digest,
  type AuditActor,
  type Tx,
} from '../../platform/index.js';
import { VersionsQueries } from '../../reporting/index.js';
import { approverLabel, type EditionName } from '../../snapshot/index.js';
import { DeliveryLedger } from '../delivery-ledger.js';
import type { DeliveryState } from '../delivery.rules.js';
import { markingOf } from '../dispatch-words.js';
import { sectionsNamed } from '../sections-named.js';
import { ADDRESS_STATES, isToken, tokenHash, type AddressState, type ReaderEvent } from './link.rules.js';
import { ACKNOWLEDGED_AT, LINK_STATE } from './link.sql.js';

/** A section of the report that is a committee's business. */
export const namedSection = z.object({
  heading: z.string(),
  page: z.int().min(1).nullable().describe('Of the PDF; null where it is not known.'),
});

/** What an address says of itself once it gives nothing any more, and while it does. */
export const receivedPapers = z
  .object({
    state: z.enum(ADDRESS_STATES),
    versionId: z.uuid().describe('The page Published reports knows it by this, where it is published.'),
    council: z.string(),
    programme: z.string(),
    committee: z.string(),
    meetingAt: z.iso.datetime(),
    period: z.string(),
    version: z.int().min(1),
    marking: z.string(),
    exemption: z.string().nullable().describe('Why it is not for publication; null of what is.'),
    approvedBy: z.string(),
    approvedAt: z.iso.datetime(),
    sha256: sha256Digest.describe('Of what was approved.'),
    file: z
      .object({ fileName: z.string(), sha256: sha256Digest, size: z.int().min(1) })
      .nullable()
      .describe(
        'What it gives; null where the file came with the mail, and where it gives nothing any more.',
      ),
    sections: z
      .array(namedSection)
      .describe('The sections that are the committee’s business, as the file prints them.'),
    expiresAt: z.iso.datetime(),
    acknowledgedAt: z.iso.datetime().nullable(),
    newer: z.int().min(1).nullable().describe('The version that has taken its place.'),
    ask: z
      .object({ name: z.string(), jobTitle: z.string(), email: z.string() })
      .describe('Who planned these papers.'),
  })
  .meta({ id: 'ReceivedPapers', description: 'What one delivery brought, to whoever has its address.' });
export type ReceivedPapers = z.infer<typeof receivedPapers>;

interface LinkRow {
  linkId: string;
  deliveryId: string;
  userId: string | null;
  givesFile: boolean;
  expiresAt: string;
  state: AddressState;
  acknowledgedAt: string | null;
  newer: number | null;
  dispatchId: string;
  programmeId: string;
  recipientId: string;
  versionId: string;
  edition: EditionName;
  sinceId: string | null;
  fileName: string | null;
  sections: string[];
  committee: string;
  meetingAt: string;
  ask: ReceivedPapers['ask'];
}

/** Who asks: nobody in particular, but for the address that they have. */
export interface Reader {
  /** Of the request, where somebody is signed in. */
  actor: Actor | undefined;
  correlationId: string;
}

/** A page that a program asks for again and again is one event a minute. */
const OPENED_ONCE_A_MINUTE = `not exists (select from delivery_link_event o where o.link_id = $2::uuid and o.event = 'opened'
  and o.at > clock_timestamp() - interval '1 minute')`;

/** What whoever has the expiring address of a delivery reads there and says. The address is the permission. */
@Injectable()
export class ReadingsService {
  constructor(
    private readonly database: Database,
    private readonly versions: VersionsQueries,
    private readonly ledger: DeliveryLedger,
    private readonly audit: Audit,
  ) {}

  /**
   * @param noted false for a request that nobody reads the answer of (HEAD).
   * @throws Problem 404 for an address that was never one, 401 where its recipient has to sign in.
   */
  async open(token: string, reader: Reader, noted = true): Promise<ReceivedPapers> {
    const link = await this.find(token, reader);
    if (noted) await this.note(link, 'opened', reader);
    return this.present(link);
  }

  /**
   * The file, and that somebody has fetched it.
   * @param event `fetched`: with the button; `read`: by a program; null for a request whose answer has no bytes (HEAD).
   * @throws Problem as {@link open}; 410 where it gives nothing any more; 404 where the file came with the mail.
   * @throws StorageError where the stored file is missing or damaged.
   */
  async file(
    token: string,
    reader: Reader,
    event: 'fetched' | 'read' | null,
  ): Promise<{ fileName: string; bytes: Buffer }> {
    const link = await this.find(token, reader);
    assertOpen(link);
    if (!link.givesFile) throw notFound('file');
    const { bytes, fileName } = await this.stored(link);
    if (event !== null) await this.note(link, event, reader);
    return { bytes, fileName: link.fileName ?? fileName };
  }

  /**
   * That somebody has received the papers. A second time changes nothing. A delivery of which nobody knew whether it arrived has arrived.
   * @throws Problem as {@link open}; 410 where it gives nothing any more.
   */
  async acknowledge(token: string, reader: Reader): Promise<ReceivedPapers> {
    const link = await this.find(token, reader);
    assertOpen(link);
    await this.note(link, 'acknowledged', reader);
    return this.present(await this.find(token, reader));
  }

  private async find(token: string, { actor }: Reader): Promise<LinkRow> {
    const [link] = isToken(token)
      ? await this.database.query<LinkRow>(
          `select l.id as "linkId", l.delivery_id as "deliveryId", l.user_id as "userId", l.gives_file as "givesFile",
                  audit_instant(l.expires_at) as "expiresAt", ${LINK_STATE} as state, ${ACKNOWLEDGED_AT} as "acknowledgedAt",
                  (select max(n.version) from report_version v join report_version n on n.period_id = v.period_id and n.version > v.version
                    where v.id = d.version_id) as newer,
                  d.id as "dispatchId", d.programme_id as "programmeId", y.recipient_id as "recipientId", d.version_id as "versionId",
                  d.edition, d.since_version_id as "sinceId", d.file_name as "fileName", d.sections, c.name as committee,
                  audit_instant(m.starts_at) as "meetingAt",
                  json_build_object('name', u.name, 'jobTitle', u.job_title, 'email', u.email) as ask
             from delivery_link l join delivery y on y.id = l.delivery_id join dispatch d on d.id = y.dispatch_id
             join meeting m on m.id = d.meeting_id join committee c on c.id = m.committee_id join app_user u on u.id = d.created_by
            where l.token_hash = $1`,
          [tokenHash(token)],
        )
      : [];
    if (!link) throw notFound('address');
    if (link.userId !== null && link.userId !== actor?.userId) {
      if (actor) throw notFound('address');
      throw new Problem({ code: 'not-signed-in', status: 401, detail: 'Sign in first.' });
    }
    return link;
  }

  private async present(link: LinkRow): Promise<ReceivedPapers> {
    const sealed = await this.versions.sealed(link.versionId);
    if (!sealed) throw new Error(`BUG: delivery ${link.deliveryId} is of no version`);
    const edition = editionOf(sealed.snapshot, link.edition, sealed.seal.sha256);
    const { snapshot, exemption, person } = edition;
    const { state, versionId, committee, meetingAt, expiresAt, acknowledgedAt, newer, ask } = link;
    const file = state === 'open' && link.givesFile ? await this.stored(link) : null;
    return {
      state,
      versionId,
      council: snapshot.programme.council,
      programme: snapshot.programme.name,
      committee,
      meetingAt,
      period: snapshot.period.label,
      version: sealed.seal.version,
      marking: markingOf(edition),
      exemption: exemption?.marking ?? null,
      approvedBy: approverLabel(sealed.seal.approvedBy, person),
      approvedAt: sealed.seal.approvedAt,
      sha256: sealed.seal.sha256,
      file: file && {
        fileName: link.fileName ?? file.fileName,
        sha256: file.sha256,
        size: file.bytes.length,
      },
      sections: await sectionsNamed(this.database, edition, link.sections, link),
      expiresAt,
      acknowledgedAt,
      newer,
      ask,
    };
  }

  private stored({ versionId, edition, sinceId }: LinkRow) {
    return this.versions.file(versionId, { edition, format: 'pdf', sinceId });
  }

  private async note(link: LinkRow, event: ReaderEvent, { actor, correlationId }: Reader): Promise<void> {
    const by: AuditActor = actor?.audit ?? {
      userId: null,
      label: 'whoever has the address',
      correlationId,
    };
    await this.database.write(async (tx) => {
      const noted = await rows(
        tx,
        `insert into delivery_link_event (delivery_id, link_id, event, actor_id, actor_label)
         select $1::uuid, $2::uuid, $3::text, $4::uuid, $5::text where $3::text <> 'opened' or ${OPENED_ONCE_A_MINUTE} on conflict do nothing returning id`,
        [link.deliveryId, link.linkId, event, by.userId, by.label],
      );
      if (noted.length === 0) return;
      if (event === 'acknowledged') await this.settle(tx, link, by);
      await this.audit.append(tx, by, {
        action: `delivery.${event}`,
        subjectKind: 'delivery',
        subjectId: link.deliveryId,
        programmeId: link.programmeId,
        detail: { linkId: link.linkId, dispatchId: link.dispatchId, recipientId: link.recipientId },
      });
    });
  }

  /** Nobody acknowledges what did not arrive. */
  private async settle(tx: Tx, link: LinkRow, by: AuditActor): Promise<void> {
    const [delivery] = await rows<{ id: string; version: number; state: DeliveryState }>(
      tx,
      `select id, version, state from delivery where id = $1 and state = 'uncertain' for update`,
      [link.deliveryId],
    );
    if (!delivery) return;
    await this.ledger.record(
      tx,
      { ...link, ...delivery },
      { event: 'settled_accepted', reason: 'The recipient has acknowledged it.' },
      by,
    );
  }
}

/** @throws Problem 410 that says why it gives nothing any more. */
function assertOpen({ state }: LinkRow): void {
  const why: Readonly<Record<Exclude<AddressState, 'open'>, string>> = {
    replaced: 'A newer version has taken the place of these papers.',
    withdrawn: 'This address was withdrawn.',
    expired: 'This address has expired.',
  };
  if (state !== 'open') throw new Problem({ code: `address-${state}`, status: 410, detail: why[state] });
}
