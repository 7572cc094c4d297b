import { Injectable } from '@nestjs/common';
import { CommitteesQueries } from '../../committees/index.js';
import { EnquiriesQueries, PublicQuestionsQueries } from '../../enquiries/index.js';
import { BudgetQueries } from '../../finance/index.js';
import { PeopleQueries, type Actor } from '../../identity/index.js';
import { MeasuresQueries } from '../../performance/index.js';
import { Clock } from '../../platform/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import { ReportSettingsService } from '../../reporting/index.js';
import { RisksQueries } from '../../risks/index.js';
import { ThemesQueries } from '../../themes/index.js';
import type { SetUpState } from './set-up.presenter.js';
import { SET_UP_PERMISSIONS } from './set-up.rules.js';

/** Of a setting that nobody has changed. */
const FIRST_VERSION = 1;

/** What a programme has so far, of the rooms of its sections. */
@Injectable()
export class SectionSetUp {
  constructor(
    private readonly themes: ThemesQueries,
    private readonly risks: RisksQueries,
    private readonly budgets: BudgetQueries,
    private readonly measures: MeasuresQueries,
  ) {}

  async of(
    actor: Actor,
    programmeId: string,
  ): Promise<Pick<SetUpState, 'themes' | 'matrix' | 'budget' | 'measures'>> {
    const [{ items }, setting, budget, measures] = await Promise.all([
      this.themes.list(actor, programmeId, { limit: 99 }),
      this.risks.setting(actor, programmeId),
      this.budgets.settings(actor, programmeId),
      this.measures.counts(programmeId),
    ]);
    const { name } = await this.risks.matrix(setting.matrixId);
    return {
      themes: items.length,
      matrix: { name, decided: setting.version > FIRST_VERSION },
      budget: { thresholdPercent: budget.thresholdPercent, decided: budget.version > FIRST_VERSION },
      measures,
    };
  }
}

/** What a programme has decided about questions of members and of the public. */
@Injectable()
export class QuestionsSetUp {
  constructor(
    private readonly enquiries: EnquiriesQueries,
    private readonly questions: PublicQuestionsQueries,
  ) {}

  async of(actor: Actor, programmeId: string): Promise<SetUpState['questions']> {
    const [rule, form] = await Promise.all([
      this.enquiries.setting(actor, programmeId),
      this.questions.form(actor, programmeId),
    ]);
    return {
      answerDays: rule.answerDays,
      isOpen: form.isOpen,
      decided: Math.max(rule.version, form.version) > FIRST_VERSION,
    };
  }
}

/** How far a programme is set up, for everybody who may see it. */
@Injectable()
export class SetUpStates {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly sections: SectionSetUp,
    private readonly people: PeopleQueries,
    private readonly publication: ReportSettingsService,
    private readonly committees: CommitteesQueries,
    private readonly questions: QuestionsSetUp,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 404 when the programme is not the actor's to see. */
  async of(actor: Actor, programmeId: string): Promise<SetUpState> {
    const programme = await this.programmes.get(actor, programmeId);
    const [sections, holders, publication, committees, clock, questions, { items }] = await Promise.all([
      this.sections.of(actor, programmeId),
      this.people.holding(SET_UP_PERMISSIONS, programmeId, this.clock.today()),
      this.publication.outline(programmeId),
      this.committees.counts(programmeId),
      this.committees.clockSetting(actor, programmeId),
      this.questions.of(actor, programmeId),
      this.programmes.periods(actor, programmeId, { limit: 1 }),
    ]);
    return {
      programme,
      holders,
      publication,
      committees,
      clock: { decided: clock.version > FIRST_VERSION },
      questions,
      period: items[0] ?? null,
      ...sections,
    };
  }
}
