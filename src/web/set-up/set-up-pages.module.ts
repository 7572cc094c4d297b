import { Module } from '@nestjs/common';
import { CommitteesModule } from '../../committees/index.js';
import { EnquiriesModule } from '../../enquiries/index.js';
import { FinanceModule } from '../../finance/index.js';
import { IdentityModule } from '../../identity/index.js';
import { PerformanceModule } from '../../performance/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ReportingModule } from '../../reporting/index.js';
import { RisksModule } from '../../risks/index.js';
import { ThemesModule } from '../../themes/index.js';
import { ShellModule } from '../shell/index.js';
import { ClockSettingsController } from './clock.controller.js';
import { MatrixPageController } from './matrix.controller.js';
import { PasteMeasuresController } from './measures.controller.js';
import { ProgrammePageController, ProgrammesPageController } from './programme.controller.js';
import { BudgetRuleController, PublicationRulesController } from './rules.controller.js';
import { QuestionRulesController } from './question-rules.controller.js';
import { SetUpController } from './set-up.controller.js';
import { QuestionsSetUp, SectionSetUp, SetUpStates } from './set-up.state.js';
import { ThemePageController, ThemesPageController } from './themes.controller.js';

@Module({
  imports: [
    CommitteesModule,
    EnquiriesModule,
    FinanceModule,
    IdentityModule,
    PerformanceModule,
    ProgrammesModule,
    ReportingModule,
    RisksModule,
    ShellModule,
    ThemesModule,
  ],
  controllers: [
    BudgetRuleController,
    ClockSettingsController,
    MatrixPageController,
    PasteMeasuresController,
    ProgrammePageController,
    ProgrammesPageController,
    PublicationRulesController,
    QuestionRulesController,
    SetUpController,
    ThemePageController,
    ThemesPageController,
  ],
  providers: [QuestionsSetUp, SectionSetUp, SetUpStates],
})
export class SetUpPagesModule {}
