import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Database, londonDate, Problem } from '../../platform/index.js';
import { publicPerson, publicReport } from '../../disclosure/index.js';
import {
  EDITIONS,
  readSnapshot,
  approverLabel,
  snapshotPerson,
  type Publication,
  type SealApprover,
  type SnapshotPerson,
} from '../../snapshot/index.js';
import { ARTEFACT_FORMATS } from '../report.entity.js';

const unknownVerification = z.object({ known: z.literal(false) });
const knownVerification = z.object({
  known: z.literal(true),
  kind: z
    .enum(['sealed_text', ...ARTEFACT_FORMATS])
    .describe(
      'sealed_text: the hash that is printed in every edition of the report. Otherwise the hash of a file itself.',
    ),
  programme: z.string().describe('As printed; so are council and period.'),
  council: z.string(),
  period: z.string(),
  version: z.int().min(1).describe('1, 2, … within the period.'),
  edition: z
    .enum(EDITIONS)
    .nullable()
    .describe(
      'Of the file: public, or exempt = not for publication. Null for the sealed text, from which both are made.',
    ),
  approvedBy: snapshotPerson
    .omit({ id: true })
    .extend({ label: z.string().describe('In words, and for whom.') })
    .describe('As the public edition prints it.'),
  approvedAt: z.iso.datetime().describe('UTC.'),
  superseded: z
    .object({
      byVersion: z.int().min(2),
      on: z.iso.date().describe('London date on which that version was approved.'),
      reason: z.string().describe('Why it was corrected, as that version prints it.'),
    })
    .nullable()
    .describe('Null while this is the version in force.'),
  currentVersion: z.int().min(1).describe('The version of the period that is in force.'),
  correctionOf: z.int().min(1).nullable().describe('The version that this one corrects.'),
});

/** What a hash, or a file by its hash, is found to be. */
export const verification = z.discriminatedUnion('known', [knownVerification, unknownVerification]).meta({
  id: 'Verification',
  description: 'Whether something is an approved version, or a file made from one, unchanged.',
});
export type Verification = z.infer<typeof verification>;
export type KnownVerification = z.infer<typeof knownVerification>;

/** What the PDF and the sealed text both lead to. Names are read from the sealed text: as printed, and not as they are today. */
const FIND = `
  select asked.kind, asked.edition, encode(sha256(convert_to(v.snapshot, 'UTF8')), 'hex') = v.sha256 as intact, sealed.text -> 'publication' as publication, sealed.text -> 'programme' ->> 'name' as programme, sealed.text -> 'programme' ->> 'council' as council,
         sealed.text -> 'period' ->> 'label' as period, v.version, v.approved_by as "approvedBy", audit_instant(v.approved_at) as "approvedAt",
         n.version as "byVersion", audit_instant(n.approved_at) as "supersededAt", n.snapshot as "supersederText",
         (select max(one.version) from report_version one where one.period_id = v.period_id) as "currentVersion"
    from (select id, 'sealed_text' as kind, null as edition from report_version where sha256 = $1
          union all select version_id, format, edition from artefact where sha256 = $1) asked
    join report_version v on v.id = asked.id
   cross join lateral (select v.snapshot::json as text) sealed
    left join report_version n on n.period_id = v.period_id and n.version = v.version + 1
   order by v.approved_at, asked.edition = 'exempt' limit 1`;

interface Found {
  /** The stored text has the hash that was approved. */
  intact: boolean;
  kind: KnownVerification['kind'];
  edition: KnownVerification['edition'];
  publication: Publication | null;
  programme: string;
  council: string;
  period: string;
  version: number;
  approvedBy: SealApprover;
  approvedAt: string;
  byVersion: number | null;
  supersededAt: string | null;
  /** The sealed text of the version that took its place. */
  supersederText: string | null;
  currentVersion: number;
}

/**
 * Tells anybody what a hash stands for. An approved version shows itself only to who already holds its exact hash, which has 256 bits
 * and is printed nowhere but in the report and its mail; drafts have no row to be found (docs/adr/0022). One statement by index, the
 * same for every hash: there is nothing to be learnt from how long it takes that the answer does not say.
 */
@Injectable()
export class VerificationQueries {
  constructor(private readonly database: Database) {}

  /** @param sha256 lower-case hex. */
  async of(sha256: string): Promise<Verification> {
    const [found] = await this.database.query<Found>(FIND, [sha256]);
    if (!found) return { known: false };
    if (!found.intact)
      throw new Problem({
        code: 'sealed-text-changed',
        status: 500,
        detail:
          'What is stored of this version is not what was approved: somebody changed the database. Nothing can be said about it here. Tell the council.',
      });
    const { byVersion, supersededAt, supersederText, approvedBy, publication, intact: _, ...told } = found;
    const person = publication
      ? publicPerson(publication, new Set(publication.withheld.map(({ block }) => block)))
      : (one: SnapshotPerson) => one;
    const { name, jobTitle } = person(approvedBy);
    return {
      known: true,
      ...told,
      approvedBy: { name, jobTitle, label: approverLabel(approvedBy, person) },
      superseded:
        byVersion === null || supersededAt === null || supersederText === null
          ? null
          : { byVersion, on: londonDate(new Date(supersededAt)), reason: publicReason(supersederText) },
      correctionOf: told.version === 1 ? null : told.version - 1,
    };
  }
}

/** Why a version was corrected, as its public edition prints it. */
export function publicReason(sealedText: string): string {
  const sealed = readSnapshot(sealedText);
  const { report } = sealed.publication ? publicReport(sealed).snapshot : sealed;
  return report.correctionReason ?? '';
}
