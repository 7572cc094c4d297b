import { Injectable, type OnModuleInit } from '@nestjs/common';
import { People, type Actor } from '../identity/index.js';
import { Clock, invalid, rows, violatedConstraint, type Tx } from '../platform/index.js';
import { DraftSaver, Sections, type Section, type SectionSubject } from '../workflow/index.js';
import {
  CONCERN_KINDS,
  type ConcernKind,
  type ConcernsContent,
  type ConcernsDocument,
} from './concerns.content.js';
import { concernsBlockers } from './concerns.rules.js';
import { COPY_CONCERNS, READ_CONCERNS, WRITE_CONCERNS } from './concerns.sql.js';

const TITLES: Readonly<Record<ConcernKind, string>> = {
  concerns: 'Key areas of concern',
  developments: 'Medium-term developments',
};

/** The concerns room: two registers, one implementation. */
@Injectable()
export class ConcernsService implements OnModuleInit {
  constructor(
    private readonly drafts: DraftSaver,
    private readonly sections: Sections,
    private readonly clock: Clock,
    private readonly people: People,
  ) {}

  onModuleInit(): void {
    for (const kind of CONCERN_KINDS) this.sections.register(section(kind));
  }

  /**
   * Saves a draft's whole document. @returns the new version.
   * @throws as {@link DraftSaver.save}; Problem 409 when an entry that was carried forward is left out or gets another reference.
   */
  async save(
    actor: Actor,
    kind: ConcernKind,
    contributionId: string,
    version: number,
    document: ConcernsDocument,
  ): Promise<number> {
    try {
      return await this.drafts.save(actor, {
        kind: 'contribution',
        envelopeId: contributionId,
        version,
        section: kind,
        document: { ...document, savedOn: this.clock.today() },
        writes: WRITE_CONCERNS,
      });
    } catch (error) {
      if (violatedConstraint(error) === 'concern_owner_user_fk')
        throw invalid(await this.people.unknown(owners(document)));
      throw error;
    }
  }
}

const owners = ({ entries }: ConcernsDocument) =>
  entries.flatMap(({ ownerIds }, i) =>
    ownerIds.map((id, j) => ({ path: `entries[${i}].ownerIds[${j}]`, id })),
  );

function section(kind: ConcernKind): Section<ConcernsContent> {
  return {
    kind,
    subjects: (_: Tx, programmeId: string): Promise<SectionSubject[]> =>
      Promise.resolve([{ id: programmeId, number: 1, title: TITLES[kind], ownerId: null }]),
    async start(tx, contributionId, copyFrom) {
      if (copyFrom === null)
        await rows(tx, `insert into concern_content (contribution_id, follows) values ($1, false)`, [
          contributionId,
        ]);
      else for (const statement of COPY_CONCERNS) await rows(tx, statement, [contributionId, copyFrom]);
    },
    async content(tx, contributionIds) {
      const found = await rows<{ id: string; body: ConcernsContent }>(tx, READ_CONCERNS, [contributionIds]);
      return new Map(found.map(({ id, body }) => [id, body]));
    },
    blockers: concernsBlockers,
  };
}
