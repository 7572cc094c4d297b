import { Module } from '@nestjs/common';
import { EnquiriesModule } from '../enquiries/index.js';
import { IdentityModule } from '../identity/index.js';
import { ReportingModule } from '../reporting/index.js';
import { AccountModule } from './account/account.module.js';
import { ApprovePagesModule } from './approve/approve-pages.module.js';
import { ArchivePagesModule } from './archive/archive-pages.module.js';
import { AskPagesModule } from './ask/ask-pages.module.js';
import { RetentionPagesModule } from './retention/retention-pages.module.js';
import { AssetsController } from './assets/assets.controller.js';
import { BringPagesModule } from './bring/bring-pages.module.js';
import { BudgetPagesModule } from './budget/budget-pages.module.js';
import { CalendarPagesModule } from './calendar/calendar-pages.module.js';
import { CommitteePagesModule } from './committees/committee-pages.module.js';
import { ConcernPagesModule } from './concerns/concern-pages.module.js';
import { EnquiryPagesModule } from './enquiries/enquiry-pages.module.js';
import { EvidencePagesModule } from './evidence/evidence-pages.module.js';
import { FeedPagesModule } from './feeds/feed-pages.module.js';
import { FiguresPagesModule } from './figures/figures-pages.module.js';
import { FrontController } from './front/front.controller.js';
import { HelpPagesModule } from './help/help-pages.module.js';
import { HeldChangePagesModule } from './held-changes/held-change-pages.module.js';
import { LibraryPagesModule } from './library/library-pages.module.js';
import { MyWorkModule } from './my-work/my-work.module.js';
import { PartPagesModule } from './part/part-pages.module.js';
import { PeriodPagesModule } from './period/period-pages.module.js';
import { ReceivedPagesModule } from './received/received-pages.module.js';
import { ReminderPagesModule } from './reminders/reminder-pages.module.js';
import { ReportPagesModule } from './report/report-pages.module.js';
import { PaperPagesModule } from './papers/paper-pages.module.js';
import { PeoplePagesModule } from './people/people-pages.module.js';
import { ReviewPagesModule } from './review/review-pages.module.js';
import { RiskPagesModule } from './risks/risk-pages.module.js';
import { PublishedPageController } from './published/published.controller.js';
import { SetUpPagesModule } from './set-up/set-up-pages.module.js';
import { ThemeRatingsModule } from './theme-ratings/theme-ratings-pages.module.js';
import { SaidAgainPagesModule } from './said-again/said-again-pages.module.js';
import { SchedulePagesModule } from './schedules/schedule-pages.module.js';
import { ShellModule } from './shell/index.js';
import { PasswordLinkPagesController } from './sign-in/password-link.controller.js';
import { ProviderNoticesController } from './sign-in/provider-notices.controller.js';
import { ProviderPagesController } from './sign-in/provider.controller.js';
import { SignInPageController } from './sign-in/sign-in.controller.js';
import { SystemPagesModule } from './system/system-pages.module.js';
import { ThemePagesModule } from './theme/theme-pages.module.js';
import { VerifyController } from './verify/verify.controller.js';
import { WorkforcePagesModule } from './workforce/workforce-pages.module.js';

/** The pages for people. A journey of several pages is a module of its own, listed here. */
@Module({
  imports: [
    EnquiriesModule,
    IdentityModule,
    ReportingModule,
    ShellModule,
    AccountModule,
    AskPagesModule,
    BringPagesModule,
    BudgetPagesModule,
    ApprovePagesModule,
    ArchivePagesModule,
    RetentionPagesModule,
    CalendarPagesModule,
    CommitteePagesModule,
    PaperPagesModule,
    ConcernPagesModule,
    EnquiryPagesModule,
    HeldChangePagesModule,
    HelpPagesModule,
    LibraryPagesModule,
    MyWorkModule,
    PartPagesModule,
    PeoplePagesModule,
    ReceivedPagesModule,
    PeriodPagesModule,
    EvidencePagesModule,
    FeedPagesModule,
    FiguresPagesModule,
    ReminderPagesModule,
    ReportPagesModule,
    ReviewPagesModule,
    RiskPagesModule,
    SchedulePagesModule,
    SaidAgainPagesModule,
    ThemeRatingsModule,
    SetUpPagesModule,
    SystemPagesModule,
    ThemePagesModule,
    WorkforcePagesModule,
  ],
  controllers: [
    AssetsController,
    FrontController,
    PasswordLinkPagesController,
    PublishedPageController,
    ProviderNoticesController,
    ProviderPagesController,
    SignInPageController,
    VerifyController,
  ],
})
export class PagesModule {}
