import { Get, Header, Param, Query, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { viewOfChanges } from '../../document/index.js';
import { CurrentActor, Policy, type Actor } from '../../identity/index.js';
import { Clock, fileHeaders, notFound } from '../../platform/index.js';
import {
  VersionChangesQueries,
  VersionFilesService,
  VersionsQueries,
  type VersionSummary,
} from '../../reporting/index.js';
import { EDITIONS } from '../../snapshot/index.js';
import { Page, PlainAnswer, show, type PageAnswer, READ_HEADERS } from '../shell/index.js';
import { AroundVersions } from './around-versions.js';
import {
  isBeingMade,
  makingWords,
  presentLibrary,
  presentVersion,
  presentVersionChanges,
} from './library.presenter.js';
import { presentProof } from './proof.presenter.js';

const id = z.uuid();
const PAGE_LIMIT = 24;
const listQuery = z.object({ cursor: z.string().max(500).optional() });
/** An empty choice is none. */
const changesQuery = z.object({
  since: z.union([z.literal(''), z.uuid()]).optional(),
  edition: z.enum(EDITIONS).default('public'),
});
const FILE = /^(public|exempt)\.(pdf|html|csv)$/;

/** Sealed reports: the newest first, those that were replaced folded under the one in force. */
@Page('versions')
export class LibraryController {
  constructor(
    private readonly versions: VersionsQueries,
    private readonly files: VersionFilesService,
  ) {}

  @Get()
  @Policy('version.read')
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: listQuery }) { cursor }: z.infer<typeof listQuery>,
  ): Promise<PageAnswer> {
    const found = await this.versions.library(actor, { cursor, limit: PAGE_LIMIT });
    return show('library/versions', presentLibrary(found, cursor === undefined, actor));
  }

  /** `public.pdf`: the file against the period before, as the API hands it out; the web page to be read here. */
  @Get(':id/files/:file')
  @Policy('version.read')
  async file(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) versionId: string,
    @Param('file') name: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const [, edition, format] = FILE.exec(name) ?? [];
    const { files } = await this.versions.get(actor, versionId);
    // Of an edition that the reader may not know of, there is no file in the list.
    const wanted = files.find((one) => one.edition === edition && one.format === format);
    if (!wanted) throw notFound('file');
    const file = await this.files.download(actor, versionId, {
      edition: wanted.edition,
      format: wanted.format,
    });
    void reply.headers(
      wanted.format === 'html' ? { ...READ_HEADERS, 'Cache-Control': 'no-store' } : file.headers,
    );
    return new StreamableFile(file.bytes, { type: file.mediaType, length: file.bytes.length });
  }
}

/** A sealed version. */
@Page('versions/:id')
export class VersionPageController {
  constructor(
    private readonly around: AroundVersions,
    private readonly versions: VersionsQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('version.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) versionId: string,
  ): Promise<PageAnswer> {
    const [around, earlier] = await Promise.all([
      this.around.of(actor, versionId),
      this.versions.earlier(actor, versionId),
    ]);
    return show('library/version', presentVersion(actor, around, earlier.length > 0, this.clock.now()));
  }

  /** What the page's script asks for: the same sentences, and whether something is still being made. */
  @Get('making')
  @Policy('version.read')
  async making(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) versionId: string,
  ): Promise<PlainAnswer> {
    const version = await this.versions.get(actor, versionId);
    const state = { version, printings: await this.versions.printings(actor, version) };
    return new PlainAnswer(200, { sentences: makingWords(state), making: isBeingMade(state) });
  }

  @Get('proof')
  @Policy('version.read')
  async proof(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) versionId: string,
  ): Promise<PageAnswer> {
    const [around, earlier] = await Promise.all([
      this.around.of(actor, versionId),
      this.versions.earlier(actor, versionId),
    ]);
    return show('library/proof', presentProof(actor, around, earlier, this.clock.now()));
  }
}

/** What changed against any earlier version of the programme. */
@Page('versions/:id/changes')
export class VersionChangesController {
  constructor(
    private readonly versions: VersionsQueries,
    private readonly changes: VersionChangesQueries,
  ) {}

  @Get()
  @Policy('version.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) versionId: string,
    @Query({ schema: changesQuery }) { since, edition }: z.infer<typeof changesQuery>,
  ): Promise<PageAnswer> {
    const version = await this.versions.get(actor, versionId);
    const both = hasExempt(version);
    // A person who may not know of an exempt edition is told that there is no such page.
    if (edition === 'exempt' && !both) throw notFound('edition of this version');
    // A correction is compared with what it corrects, unless something else is asked for.
    const compared = since ?? version.corrects ?? '';
    const [told, earlier] = await Promise.all([
      this.changes.read(actor, versionId, { edition, ...(compared ? { sinceId: compared } : {}) }),
      this.versions.earlier(actor, versionId),
    ]);
    return show(
      'library/changes',
      presentVersionChanges(version, viewOfChanges(told), { sinceId: told.sinceId, edition, both }, earlier),
    );
  }
}

/** What an auditor needs to check a version without us. */
@Page('versions/:id/evidence')
export class EvidenceController {
  constructor(
    private readonly around: AroundVersions,
    private readonly files: VersionFilesService,
  ) {}

  @Get()
  @Policy('exempt.read')
  @Header('Content-Type', 'application/json; charset=utf-8')
  async download(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) versionId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { bytes, sha256 } = await this.files.sealedText(actor, versionId);
    const { version, papers, publication } = await this.around.of(actor, versionId);
    const evidence = {
      howToCheck:
        'The SHA-256 of the text “sealedText”, in UTF-8, is “sha256”. That of a file is told with it.',
      sha256,
      sealedText: bytes.toString('utf8'),
      version,
      papers,
      publication,
    };
    const body = Buffer.from(`${JSON.stringify(evidence, null, 2)}\n`);
    void reply.headers(fileHeaders(`evidence-${sha256.slice(0, 12)}.json`));
    return new StreamableFile(body, { type: 'application/json; charset=utf-8', length: body.length });
  }
}

const hasExempt = ({ files }: VersionSummary): boolean => files.some(({ edition }) => edition === 'exempt');
