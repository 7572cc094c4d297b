import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, DiscoveryModule, DiscoveryService, MetadataScanner } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessAuditInterceptor, AccessAudit } from './access/access-audit.js';
import { AuthenticationGuard } from './access/authentication.guard.js';
import { CsrfGuard } from './access/csrf.guard.js';
import { HeavyInterceptor } from './access/heavy.js';
import { PolicyGuard } from './access/policy.guard.js';
import { RateLimitGuard } from './access/rate-limit.js';
import { assertEveryPublicWriteIsLimited, assertEveryRouteDeclaresPolicy } from './access/routes.js';
import { AccountNotice } from './accounts/account-notice.entity.js';
import { AccountNoticeHandler } from './accounts/account-notice.handler.js';
import { AccountPost } from './accounts/account-post.js';
import { AccountMail } from './accounts/account-mail.js';
import { FirstAdmin } from './accounts/first-admin.js';
import { MeController } from './accounts/me.controller.js';
import { PasswordLink } from './accounts/password-link.entity.js';
import { PasswordLinkHandler } from './accounts/password-link.handler.js';
import { PasswordLinksController } from './accounts/password-links.controller.js';
import { PasswordsService } from './accounts/passwords.service.js';
import { PeopleImportService } from './assignments/people-import.service.js';
import { PeopleQueries } from './accounts/people.queries.js';
import { TerminalLinks } from './accounts/terminal-links.js';
import { User } from './accounts/user.entity.js';
import { UsersController } from './accounts/users.controller.js';
import { UsersQueries } from './accounts/users.queries.js';
import { UsersService } from './accounts/users.service.js';
import { Assignment, Delegation } from './assignments/assignment.entity.js';
import { AssignmentsController } from './assignments/assignments.controller.js';
import { AssignmentsQueries } from './assignments/assignments.queries.js';
import { AssignmentsService } from './assignments/assignments.service.js';
import { DelegationsController } from './assignments/delegations.controller.js';
import { DelegationsQueries } from './assignments/delegations.queries.js';
import { DelegationsService } from './assignments/delegations.service.js';
import { RoleEffectsQueries } from './assignments/role-effects.queries.js';
import { RoleTasksQueries } from './assignments/role-tasks.queries.js';
import { Role, RolePermission } from './roles/role.entity.js';
import { RolesController } from './roles/roles.controller.js';
import { RolesQueries } from './roles/roles.queries.js';
import { RolesService } from './roles/roles.service.js';
import { AuthenticationQueries } from './sign-in/authentication.queries.js';
import { ConfirmationsService } from './sign-in/confirmations.service.js';
import { CarryOutService } from './held-changes/carry-out.service.js';
import { HeldChange } from './held-changes/held-change.entity.js';
import { HeldChangesController } from './held-changes/held-changes.controller.js';
import { HeldChangesQueries } from './held-changes/held-changes.queries.js';
import { HeldChangesService } from './held-changes/held-changes.service.js';
import { StepUpGuard } from './sign-in/step-up.guard.js';
import { PasswordHasher } from './sign-in/password-hasher.js';
import { SessionRow } from './sign-in/session.entity.js';
import { OwnSessionsController } from './sign-in/own-sessions.controller.js';
import { SessionsController } from './sign-in/sessions.controller.js';
import { SessionsQueries } from './sign-in/sessions.queries.js';
import { SessionsService } from './sign-in/sessions.service.js';
import { DevicesService } from './sign-in/devices.service.js';
import { SignInCount, SignInDevice } from './sign-in/sign-in.entity.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { SignInLimits } from './sign-in/sign-in.limits.js';
import { PasswordStrategy, SessionStrategy, TokenStrategy } from './sign-in/strategies.js';
import { ExternalIdentitiesService } from './provider/external-identities.service.js';
import { LogoutNoticeRow } from './provider/logout-notice.entity.js';
import { ExternalIdentity } from './provider/external-identity.entity.js';
import { ProviderClient } from './provider/provider.client.js';
import { SecondFactor, RecoveryCode } from './second-factor/second-factor.entity.js';
import { SecondFactorController } from './second-factor/second-factor.controller.js';
import { SecondFactorsService } from './second-factor/second-factors.service.js';
import { SecondStepNotes } from './second-factor/second-step-notes.js';
import { SecondStepService } from './second-factor/second-step.service.js';
import { KeyChecks } from './security-keys/key-checks.js';
import { KeyChallenge, SecurityKey } from './security-keys/security-key.entity.js';
import { SecurityKeysController } from './security-keys/security-keys.controller.js';
import { SecurityKeysService } from './security-keys/security-keys.service.js';
import { ConfirmationsController } from './sign-in/confirmations.controller.js';
import { FactorProofs } from './second-factor/factor-proofs.js';
import { OwnFactors } from './second-factor/own-factors.js';
import { GroupRolesService } from './group-roles/group-roles.service.js';
import { GroupRule } from './group-roles/group-rule.entity.js';
import { GroupRulesController } from './group-roles/group-rules.controller.js';
import { GroupRulesQueries } from './group-roles/group-rules.queries.js';
import { GroupRulesService } from './group-roles/group-rules.service.js';
import { ApiToken } from './tokens/token.entity.js';
import { TokensController } from './tokens/tokens.controller.js';
import { TokensQueries } from './tokens/tokens.queries.js';
import { TokensService } from './tokens/tokens.service.js';

/**
 * Who people are and what they may do. Its guards run before every route of every room, in this order: rate limit, authentication,
 * CSRF, permission. A web application also calls `registerWebSecurity`.
 */
@Module({
  imports: [
    DiscoveryModule,
    TypeOrmModule.forFeature([
      User,
      PasswordLink,
      AccountNotice,
      SessionRow,
      SignInCount,
      SignInDevice,
      SecondFactor,
      RecoveryCode,
      SecurityKey,
      KeyChallenge,
      ExternalIdentity,
      GroupRule,
      LogoutNoticeRow,
      ApiToken,
      Role,
      RolePermission,
      Assignment,
      Delegation,
      HeldChange,
    ]),
  ],
  controllers: [
    SessionsController,
    MeController,
    OwnSessionsController,
    SecondFactorController,
    SecurityKeysController,
    ConfirmationsController,
    PasswordLinksController,
    UsersController,
    TokensController,
    RolesController,
    AssignmentsController,
    DelegationsController,
    HeldChangesController,
    GroupRulesController,
  ],
  providers: [
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_GUARD, useClass: AuthenticationGuard },
    { provide: APP_GUARD, useClass: CsrfGuard },
    { provide: APP_GUARD, useClass: PolicyGuard },
    { provide: APP_GUARD, useClass: StepUpGuard },
    { provide: APP_INTERCEPTOR, useClass: HeavyInterceptor },
    { provide: APP_INTERCEPTOR, useClass: AccessAuditInterceptor },
    AccountPost,
    AuthenticationQueries,
    CarryOutService,
    HeldChangesQueries,
    HeldChangesService,
    FactorProofs,
    GroupRolesService,
    GroupRulesQueries,
    GroupRulesService,
    KeyChecks,
    OwnFactors,
    SecurityKeysService,
    AssignmentsQueries,
    AssignmentsService,
    ConfirmationsService,
    FirstAdmin,
    DelegationsQueries,
    DelegationsService,
    DevicesService,
    ExternalIdentitiesService,
    ProviderClient,
    AccessAudit,
    PasswordHasher,
    PasswordsService,
    PasswordStrategy,
    PeopleImportService,
    PeopleQueries,
    RolesQueries,
    RolesService,
    RoleEffectsQueries,
    RoleTasksQueries,
    SecondFactorsService,
    SecondStepNotes,
    SecondStepService,
    SessionsQueries,
    SessionsService,
    SessionStrategy,
    SignInService,
    SignInLimits,
    TokensQueries,
    TokensService,
    TerminalLinks,
    TokenStrategy,
    UsersQueries,
    UsersService,
  ],
  exports: [
    AuthenticationQueries,
    AssignmentsQueries,
    AssignmentsService,
    ConfirmationsService,
    DelegationsQueries,
    DelegationsService,
    CarryOutService,
    ExternalIdentitiesService,
    FirstAdmin,
    HeldChangesQueries,
    GroupRolesService,
    GroupRulesQueries,
    GroupRulesService,
    HeldChangesService,
    PasswordsService,
    PeopleImportService,
    PeopleQueries,
    ProviderClient,
    RolesQueries,
    RolesService,
    RoleEffectsQueries,
    RoleTasksQueries,
    SecondFactorsService,
    SecondStepService,
    SecurityKeysService,
    SessionsQueries,
    SessionsService,
    SignInService,
    TerminalLinks,
    TokensQueries,
    TokensService,
    UsersQueries,
    UsersService,
  ],
})
export class IdentityModule implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onApplicationBootstrap(): void {
    assertEveryRouteDeclaresPolicy(this.discovery, this.scanner);
    assertEveryPublicWriteIsLimited(this.discovery, this.scanner);
  }
}

/** The worker's part: mails about accounts. */
@Module({ providers: [AccountMail, AccountNoticeHandler, PasswordLinkHandler] })
export class IdentityWorkerModule {}
