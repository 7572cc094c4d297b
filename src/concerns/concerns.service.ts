import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PeopleQueries, type Actor } from '../identity/index.js';
import {
  Clock,
  invalid,
  rows,
  violatedConstraint,
  type ProblemIssue,
  type ReadTx,
  type Tx,
} from '../platform/index.js';
import {
  DraftSaver,
  followRegister,
  Sections,
  type Register,
  type Section,
  type SectionSubject,
} from '../workflow/index.js';
import {
  CONCERN_KINDS,
  type ConcernKind,
  type ConcernsContent,
  type ConcernsDocument,
} from './concerns.content.js';
import { concernsBlockers } from './concerns.rules.js';
import {
  COPY_CONCERNS,
  EMPTY_CONCERNS,
  HELD_NUMBERS,
  READ_CONCERNS,
  WRITE_CONCERNS,
} from './concerns.sql.js';

type Entry = ConcernsDocument['entries'][number];

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
    private readonly people: PeopleQueries,
  ) {}

  onModuleInit(): void {
    for (const kind of CONCERN_KINDS)
      this.sections.register(new ConcernsSection(kind, this.drafts, this.clock));
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
        owners: {
          named: owners(document),
          kept: `select user_id from concern_owner where contribution_id = e.id`,
        },
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

/** The register of one kind as a section of the workflow. */
class ConcernsSection implements Section<ConcernsContent> {
  constructor(
    readonly kind: ConcernKind,
    private readonly drafts: DraftSaver,
    private readonly clock: Clock,
  ) {}

  subjects(_: Tx, programmeId: string): Promise<SectionSubject[]> {
    return Promise.resolve([{ id: programmeId, number: 1, title: TITLES[this.kind], ownerId: null }]);
  }

  async start(tx: Tx, contributionId: string, copyFrom: string | null): Promise<void> {
    await rows(tx, `insert into concern_content (contribution_id, follows) values ($1, $2)`, [
      contributionId,
      copyFrom !== null,
    ]);
    if (copyFrom !== null) await this.copy(tx, contributionId, copyFrom);
  }

  async content(tx: ReadTx, contributionIds: readonly string[]): Promise<Map<string, ConcernsContent>> {
    const found = await rows<{ id: string; body: ConcernsContent }>(tx, READ_CONCERNS, [contributionIds]);
    return new Map(found.map(({ id, body }) => [id, body]));
  }

  blockers(content: ConcernsContent): ProblemIssue[] {
    return concernsBlockers(content);
  }

  follow(
    tx: Tx,
    contributionId: string,
    approvedId: string,
    before: { follows: string | null; edited: boolean },
  ): Promise<boolean> {
    return followRegister(tx, this.register, contributionId, approvedId, before);
  }

  private readonly register: Register<ConcernsContent, Entry> = {
    content: (tx, ids) => this.content(tx, ids),
    entries: (content) => content.entries.map(entryAsWritten),
    numberOf: ({ reference }) => reference,
    withNumber: (entry, reference) => ({ ...entry, reference }),
    heldNumbers: HELD_NUMBERS,
    restart: async (tx, contributionId, approvedId) => {
      for (const statement of EMPTY_CONCERNS) await rows(tx, statement, [contributionId]);
      await this.copy(tx, contributionId, approvedId);
    },
    write: (tx, contributionId, entries) =>
      this.drafts.rewrite(tx, contributionId, { entries, savedOn: this.clock.today() }, WRITE_CONCERNS),
  };

  private async copy(tx: Tx, to: string, from: string): Promise<void> {
    for (const statement of COPY_CONCERNS) await rows(tx, statement, [to, from]);
  }
}

/** The entry without its history and what is derived from it. */
function entryAsWritten({ history: _, derived: __, ...entry }: ConcernsContent['entries'][number]): Entry {
  return entry;
}
