import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  CommitteesQueries,
  STANDINGS,
  standingOn,
  WAYS,
  type CommitteeView,
  type Standing,
} from '../committees/index.js';
import { editionOf, editionsOf } from '../disclosure/index.js';
import type { NamedSection } from '../document/index.js';
import { requirePermission, type Actor } from '../identity/index.js';
import {
  Config,
  conflict,
  Database,
  domainAllowed,
  rows,
  sha256Digest,
  StorageError,
  type ReadTx,
} from '../platform/index.js';
import { ProgrammesQueries } from '../programmes/index.js';
import { VersionChangesQueries, VersionsQueries, type VersionChanges } from '../reporting/index.js';
import { EDITIONS, type EditionName } from '../snapshot/index.js';
import { editionFor } from './dispatch.rules.js';
import { markingOf } from './dispatch-words.js';
import { namedSection } from './links/readings.service.js';
import { DispatchesQueries, type DispatchView } from './dispatches.queries.js';
import { wayForSize } from './ways/mail-size.rules.js';
import { heldByRecipients, lastReceived, type Held } from './received.sql.js';
import { sectionsNamed } from './sections-named.js';

/** Why there is nothing to say about the file that goes out. */
const FILE_GAPS = ['not-sealed', 'not-allowed', 'not-printed', 'damaged', 'not-yours'] as const;
export type FileGap = (typeof FILE_GAPS)[number];

const held = z
  .object({
    versionId: z.uuid(),
    periodLabel: z.string(),
    version: z.int().min(1),
    edition: z.enum(EDITIONS),
    at: z.iso.datetime().describe('When the mail server accepted it, or a person said that it had arrived.'),
    superseded: z.boolean().describe('A newer version of the same period has taken its place.'),
  })
  .nullable();

/** What would go out if it went out now. Instants are UTC, ISO 8601. */
export const dispatchCheck = z
  .object({
    committeeName: z.string(),
    gets: z.enum(EDITIONS).describe('Which edition the committee gets, where there are two.'),
    recipients: z
      .array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          email: z.string(),
          allowed: z.boolean().describe('Mail may be sent to this domain.'),
          way: z
            .enum(WAYS)
            .describe('How it would go to them: a file that is too large for a mail goes with a link.'),
          target: z
            .string()
            .nullable()
            .describe('The folder, or the address of the webhook; null of e-mails.'),
          tooLarge: z.boolean().describe('It goes with a link because its file is too large for a mail.'),
          isNew: z.boolean().describe('The committee’s last papers did not go to them.'),
          held,
        }),
      )
      .describe('Everybody who gets it, by name.'),
    removed: z
      .array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          email: z.string(),
          standing: z
            .enum(STANDINGS)
            .exclude(['serving'])
            .describe(
              'On the day on which they would leave. removed: off the list. left: their term has ended by then.',
            ),
        }),
      )
      .describe('Who got the last papers, and gets none now.'),
    last: z
      .object({
        dispatchId: z.uuid(),
        periodLabel: z.string(),
        version: z.int().min(1),
        boundAt: z.iso.datetime(),
      })
      .nullable()
      .describe('The committee’s last papers.'),
    report: z
      .object({
        versionId: z.uuid(),
        version: z.int().min(1),
        sha256: sha256Digest,
        sinceId: z.uuid().nullable(),
        correctionReason: z.string().nullable(),
      })
      .nullable()
      .describe('The newest sealed version; null before the first.'),
    edition: z.enum(EDITIONS).nullable().describe('What goes out; null while that is not known.'),
    marking: z.string().nullable().describe('Of the e-mail.'),
    file: z
      .object({ fileName: z.string(), sha256: sha256Digest, size: z.int().min(1) })
      .nullable()
      .describe('The stored PDF, checked against its hash.'),
    sections: z
      .array(namedSection)
      .describe('The sections that are the committee’s business; without pages until it is printed.'),
    fileGap: z.enum(FILE_GAPS).nullable().describe('Why no file is named.'),
    told: z
      .object({ worse: z.int(), better: z.int(), neutral: z.int(), sinceLabel: z.string().nullable() })
      .nullable()
      .describe('How much the committee is told has changed.'),
  })
  .meta({ id: 'DispatchCheck', description: 'What goes to whom, to be looked at before it goes.' });
export type DispatchCheck = z.infer<typeof dispatchCheck>;

type FileFacts = Pick<DispatchCheck, 'file' | 'fileGap'>;

/** What papers hold and who gets them: the check before they go, what their readers are told, and what each of them has. */
@Injectable()
export class DispatchContentsQueries {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly programmes: ProgrammesQueries,
    private readonly committees: CommitteesQueries,
    private readonly dispatches: DispatchesQueries,
    private readonly versions: VersionsQueries,
    private readonly comparisons: VersionChangesQueries,
  ) {}

  /** @throws Problem 409 once it has gone out: its deliveries say to whom. */
  async check(actor: Actor, dispatchId: string): Promise<DispatchCheck> {
    const { meeting, periodId, sendAt, reportVersion, cancelledAt } = await this.dispatches.get(
      actor,
      dispatchId,
    );
    if (reportVersion) throw conflict('already-bound', 'These papers have gone out already.');
    if (cancelledAt !== null) throw conflict('already-cancelled', 'These papers were cancelled.');
    return this.checkAhead(actor, { periodId, meetingId: meeting.id, sendAt });
  }

  /** Of papers that are not planned yet. @throws Problem 404 when the period or the meeting is not the actor's to see. */
  async checkAhead(
    actor: Actor,
    { periodId, meetingId, sendAt }: { periodId: string; meetingId: string; sendAt: string | null },
  ): Promise<DispatchCheck> {
    const period = await this.programmes.period(actor, periodId);
    const meeting = await this.committees.meeting(actor, meetingId);
    const committee = await this.committees.get(actor, meeting.committeeId);
    requirePermission(actor, 'dispatch.read', period.programmeId);
    const { newest, sinceId } = await this.database.read(async (tx) => ({
      newest: await this.versions.latest(tx, period.id),
      sinceId: await lastReceived(tx, { committeeId: committee.id, periodId: period.id }),
    }));
    const contents = await this.contents(actor, committee, newest?.id, sinceId);
    const { recipients, last } = await this.database.read(async (tx) => ({
      recipients: await heldByRecipients(tx, {
        committeeId: committee.id,
        meetingId,
        periodId,
        edition: contents.edition ?? committee.edition,
        sendAt,
      }),
      last: await lastPapers(tx, committee.id),
    }));
    const had = new Set(last?.recipientIds);
    const size = contents.file?.size ?? null;
    return {
      committeeName: committee.name,
      gets: committee.edition,
      recipients: recipients
        .filter(({ receives }) => receives)
        .map(({ id, name, email, way, target, held: holds }) => ({
          id,
          name,
          email,
          way: wayForSize(way, size, this.config.mailLimit),
          target,
          tooLarge: wayForSize(way, size, this.config.mailLimit) !== way,
          allowed: domainAllowed(email, this.config.ALLOWED_MAIL_DOMAINS),
          isNew: last !== null && !had.has(id),
          held: holds,
        })),
      removed: recipients.flatMap(({ id, name, email, receives, leavesOn, ...term }) => {
        const standing = standingOn(term, leavesOn);
        return receives || standing === 'serving' || !had.has(id) ? [] : [{ id, name, email, standing }];
      }),
      last: last && {
        dispatchId: last.dispatchId,
        periodLabel: last.periodLabel,
        version: last.version,
        boundAt: last.boundAt,
      },
      ...contents,
    };
  }

  /**
   * What the committee is told has changed: the same edition against the same earlier report as in the PDF that goes out.
   * @throws Problem 403 for an exempt edition without the permission, 409 before it is bound.
   */
  async changes(actor: Actor, dispatchId: string): Promise<VersionChanges> {
    const { programmeId, reportVersion } = await this.dispatches.get(actor, dispatchId);
    if (!reportVersion)
      throw conflict('not-possible', 'What changed is known once this dispatch is bound to a report.');
    const { id: versionId, edition, sinceId } = reportVersion;
    if (edition === 'exempt') requirePermission(actor, 'exempt.read', programmeId);
    return this.comparisons.between({ versionId, edition, sinceId });
  }

  /** Which version every recipient of the committee of these papers has now, by name. @throws Problem 404. */
  async holdings(
    actor: Actor,
    dispatchId: string,
  ): Promise<{ name: string; standing: Standing; held: Held | null }[]> {
    const { meeting, periodId, reportVersion, sendAt } = await this.dispatches.get(actor, dispatchId);
    const { committeeId, id: meetingId } = meeting;
    const edition = reportVersion?.edition ?? (await this.committees.get(actor, committeeId)).edition;
    const found = await this.database.read((tx) =>
      heldByRecipients(tx, { committeeId, meetingId, periodId, edition, sendAt }),
    );
    return found.map((one) => ({
      name: one.name,
      standing: standingOn(one, one.leavesOn),
      held: one.held,
    }));
  }

  /** What went out: its file, and how much its readers are told has changed. Null before it is bound. */
  async sent(
    actor: Actor,
    { programmeId, reportVersion }: DispatchView,
  ): Promise<(FileFacts & Pick<DispatchCheck, 'told'>) | null> {
    if (!reportVersion) return null;
    const { id: versionId, edition, sinceId } = reportVersion;
    const printing = { versionId, edition, sinceId };
    const found = await this.file(actor, programmeId, printing);
    const { file } = found;
    return {
      ...found,
      file: file && { ...file, fileName: reportVersion.fileName ?? file.fileName },
      told: readable(actor, programmeId, edition) ? toldOf(await this.comparisons.between(printing)) : null,
    };
  }

  /** The PDF of a printing, read and checked; of an exempt one nothing, for people who may not read it. */
  private async file(
    actor: Actor,
    programmeId: string,
    of: { versionId: string; edition: EditionName; sinceId: string | null },
  ): Promise<FileFacts> {
    if (!readable(actor, programmeId, of.edition)) return gap('not-yours');
    if (!(await this.database.read((tx) => this.versions.isPrinted(tx, of)))) return gap('not-printed');
    try {
      const { fileName, sha256, bytes } = await this.versions.file(of.versionId, {
        edition: of.edition,
        format: 'pdf',
        sinceId: of.sinceId,
      });
      return { file: { fileName, sha256, size: bytes.length }, fileGap: null };
    } catch (error) {
      if (error instanceof StorageError) return gap('damaged');
      throw error;
    }
  }

  private async contents(
    actor: Actor,
    committee: CommitteeView,
    versionId: string | undefined,
    sinceId: string | null,
  ): Promise<
    Pick<DispatchCheck, 'report' | 'edition' | 'marking' | 'file' | 'fileGap' | 'told' | 'sections'>
  > {
    const sealed = versionId === undefined ? undefined : await this.versions.sealed(versionId);
    const { programmeId } = committee;
    const nothing = {
      report: null,
      edition: null,
      marking: null,
      told: null,
      sections: await this.unprinted(committee),
    };
    if (!sealed) return { ...nothing, ...gap('not-sealed') };
    const { snapshot, seal } = sealed;
    const report = {
      versionId: seal.versionId,
      version: seal.version,
      sha256: seal.sha256,
      sinceId,
      correctionReason: snapshot.report.correctionReason,
    };
    const edition = editionFor(committee.edition, editionsOf(snapshot));
    if (!edition) return { ...nothing, report, ...gap('not-allowed') };
    const printing = { versionId: seal.versionId, edition, sinceId };
    const goesOut = editionOf(snapshot, edition, seal.sha256);
    const known = {
      report,
      edition,
      marking: markingOf(goesOut),
      ...(await this.file(actor, programmeId, printing)),
    };
    if (!readable(actor, programmeId, edition)) return { ...nothing, ...known };
    return {
      ...known,
      told: toldOf(await this.comparisons.between(printing)),
      sections: await sectionsNamed(this.database, goesOut, committee.sections, printing),
    };
  }

  /** What a committee has named, as the programme calls it now. */
  private async unprinted({ programmeId, sections }: CommitteeView): Promise<NamedSection[]> {
    if (sections.length === 0) return [];
    const choices = await this.committees.sectionsOf(programmeId);
    return choices
      .filter(({ key }) => sections.includes(key))
      .map(({ title }) => ({ heading: title, page: null }));
  }
}

const readable = (actor: Actor, programmeId: string, edition: EditionName): boolean =>
  edition === 'public' || actor.can('exempt.read', programmeId);

const gap = (fileGap: FileGap): FileFacts => ({ file: null, fileGap });

const toldOf = ({ counts, since }: VersionChanges): NonNullable<DispatchCheck['told']> => ({
  worse: counts.worse,
  better: counts.better,
  neutral: counts.neutral,
  sinceLabel: since?.periodLabel ?? null,
});

interface LastPapers {
  dispatchId: string;
  periodLabel: string;
  version: number;
  boundAt: string;
  recipientIds: string[];
}

/** What went to a committee last, and to whom; null where nothing ever did. */
async function lastPapers(tx: ReadTx, committeeId: string): Promise<LastPapers | null> {
  const [found] = await rows<LastPapers>(
    tx,
    `select d.id as "dispatchId", rp.label as "periodLabel", v.version, audit_instant(d.bound_at) as "boundAt",
            array(select y.recipient_id from delivery y where y.dispatch_id = d.id) as "recipientIds"
       from dispatch d join meeting m on m.id = d.meeting_id join report_version v on v.id = d.version_id
       join reporting_period rp on rp.id = v.period_id
      where m.committee_id = $1 order by d.bound_at desc, d.id desc limit 1`,
    [committeeId],
  );
  return found ?? null;
}
