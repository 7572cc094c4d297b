import { Injectable, type OnModuleInit } from '@nestjs/common';
import { holdProgrammes, PeopleQueries, requirePermission, type Actor } from '../identity/index.js';
import {
  Audit,
  conflict,
  Database,
  databaseCode,
  invalid,
  row,
  rows,
  stale,
  violatedConstraint,
  type ProblemIssue,
  type ReadTx,
  type Tx,
} from '../platform/index.js';
import { ProgrammesQueries } from '../programmes/index.js';
import { DraftSaver, Sections, type Section, type SectionSubject } from '../workflow/index.js';
import type { ThemeContent } from './theme.content.js';
import { themeBlockers, themeHeading } from './theme.rules.js';
import { COPY_THEME, READ_THEMES, WRITE_THEME } from './theme.sql.js';
import { ThemesQueries, type ThemeView } from './themes.queries.js';
import type { ThemeInput } from './themes.input.js';

/** The themes room: the plan's themes, and each period's text about them as a section of the workflow. */
@Injectable()
export class ThemesService implements Section<ThemeContent>, OnModuleInit {
  readonly kind = 'theme';

  constructor(
    private readonly database: Database,
    private readonly drafts: DraftSaver,
    private readonly sections: Sections,
    private readonly themes: ThemesQueries,
    private readonly programmes: ProgrammesQueries,
    private readonly people: PeopleQueries,
    private readonly audit: Audit,
  ) {}

  onModuleInit(): void {
    this.sections.register(this);
  }

  async create(actor: Actor, programmeId: string, input: ThemeInput): Promise<ThemeView> {
    const [id = ''] = await this.createAll(actor, programmeId, [input]);
    return this.themes.get(actor, id);
  }

  /**
   * Adds all of them, or none.
   * @returns their ids, in their order.
   * @throws Problem 409 where a number is in use · 422 for an owner who is not there, or has no role in the programme.
   */
  async createAll(actor: Actor, programmeId: string, inputs: readonly ThemeInput[]): Promise<string[]> {
    await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'programme.manage', programmeId);
    return this.database.write(async (tx) => {
      const ids: string[] = [];
      for (const input of inputs) {
        await this.people.admitNamed(programmeId, [{ path: 'ownerId', id: input.ownerId }], [], tx);
        ids.push(await this.add(tx, programmeId, input));
      }
      // The audit trail comes last: everybody else waits for its lock.
      for (const [index, input] of inputs.entries())
        await this.audit.append(tx, actor.audit, {
          action: 'theme.created',
          subjectKind: 'theme',
          subjectId: ids[index] ?? '',
          programmeId,
          detail: { ...input },
        });
      return ids;
    });
  }

  private async add(tx: Tx, programmeId: string, { number, title, ownerId }: ThemeInput): Promise<string> {
    const { id } = await explain(() =>
      row<{ id: string }>(
        tx,
        `insert into theme (programme_id, number, title, owner_id) values ($1, $2, $3, $4) returning id`,
        [programmeId, number, title, ownerId],
      ),
    );
    return id;
  }

  /** Changes a theme's name, number or usual owner. Reports that were sealed keep what they said. */
  async change(actor: Actor, id: string, version: number, input: ThemeInput): Promise<ThemeView> {
    const before = await this.themes.get(actor, id);
    requirePermission(actor, 'programme.manage', before.programmeId);
    await this.database.write(async (tx) => {
      await holdProgrammes(tx, before.programmeId);
      await this.people.admitNamed(
        before.programmeId,
        [{ path: 'ownerId', id: input.ownerId }],
        [before.ownerId],
        tx,
      );
      const changed = await explain(() =>
        rows(
          tx,
          `update theme set number = $3, title = $4, owner_id = $5, version = version + 1 where id = $1 and version = $2 returning id`,
          [id, version, input.number, input.title, input.ownerId],
        ),
      );
      if (changed.length === 0) throw stale('theme');
      await this.audit.append(tx, actor.audit, {
        action: 'theme.changed',
        subjectKind: 'theme',
        subjectId: id,
        programmeId: before.programmeId,
        detail: { before, after: input },
      });
    });
    return this.themes.get(actor, id);
  }

  /** Saves a draft's whole document. @returns the new version. @throws as {@link DraftSaver.save}. */
  async save(actor: Actor, contributionId: string, version: number, content: ThemeContent): Promise<number> {
    try {
      return await this.drafts.save(actor, {
        kind: 'contribution',
        envelopeId: contributionId,
        version,
        section: this.kind,
        document: content,
        writes: WRITE_THEME,
        owners: {
          named: actionOwners(content),
          kept: `select owner_id as user_id from theme_action where contribution_id = e.id`,
        },
      });
    } catch (error) {
      if (violatedConstraint(error) === 'theme_action_owner_fk')
        throw invalid(await this.people.unknown(actionOwners(content)));
      throw error;
    }
  }

  async subjects(tx: ReadTx, programmeId: string): Promise<SectionSubject[]> {
    return rows<SectionSubject>(
      tx,
      `select id, number, title, owner_id as "ownerId" from theme where programme_id = $1 order by number`,
      [programmeId],
    );
  }

  heading(subject: SectionSubject): string {
    return themeHeading(subject);
  }

  async start(tx: Tx, contributionId: string, copyFrom: string | null): Promise<void> {
    if (copyFrom === null)
      await rows(tx, `insert into theme_content (contribution_id) values ($1)`, [contributionId]);
    else for (const statement of COPY_THEME) await rows(tx, statement, [contributionId, copyFrom]);
  }

  async content(tx: ReadTx, contributionIds: readonly string[]): Promise<Map<string, ThemeContent>> {
    const found = await rows<{ id: string; body: ThemeContent }>(tx, READ_THEMES, [contributionIds]);
    return new Map(found.map(({ id, body }) => [id, body]));
  }

  blockers(content: ThemeContent): ProblemIssue[] {
    return themeBlockers(content);
  }
}

const actionOwners = ({ objectives }: ThemeContent) =>
  objectives.flatMap(({ actions }, i) =>
    actions.map(({ ownerId }, j) => ({ path: `objectives[${i}].actions[${j}].ownerId`, id: ownerId })),
  );

async function explain<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (databaseCode(error) === '23505')
      throw conflict('already-exists', 'There is a theme with this number already.', [
        { path: 'number', message: 'This is already in use.' },
      ]);
    if (violatedConstraint(error) === 'theme_owner_fk')
      throw invalid([{ path: 'ownerId', message: 'There is no such person.' }]);
    throw error;
  }
}
