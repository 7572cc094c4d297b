import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, DiscoveryModule, DiscoveryService, MetadataScanner } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessAuditInterceptor, AccessAudit } from './access/access-audit.js';
import { AuthenticationGuard } from './access/authentication.guard.js';
import { CsrfGuard } from './access/csrf.guard.js';
import { PolicyGuard } from './access/policy.guard.js';
import { RateLimitGuard } from './access/rate-limit.js';
import { assertEveryRouteDeclaresPolicy } from './access/routes.js';
import { FirstAdmin } from './accounts/first-admin.js';
import { MeController } from './accounts/me.controller.js';
import { PeopleQueries } from './accounts/people.queries.js';
import { User } from './accounts/user.entity.js';
import { UsersController } from './accounts/users.controller.js';
import { Users } from './accounts/users.service.js';
import { Assignment, Delegation } from './assignments/assignment.entity.js';
import { AssignmentsController } from './assignments/assignments.controller.js';
import { Assignments } from './assignments/assignments.service.js';
import { DelegationsController } from './assignments/delegations.controller.js';
import { Delegations } from './assignments/delegations.service.js';
import { Role, RolePermission } from './roles/role.entity.js';
import { RolesController } from './roles/roles.controller.js';
import { Roles } from './roles/roles.service.js';
import { AuthenticationQueries } from './sign-in/authentication.queries.js';
import { PasswordHasher } from './sign-in/password-hasher.js';
import { SessionRow } from './sign-in/session.entity.js';
import { SessionsController } from './sign-in/sessions.controller.js';
import { SessionsService } from './sign-in/sessions.service.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { SignInLimits } from './sign-in/sign-in.limits.js';
import { PasswordStrategy, SessionStrategy, TokenStrategy } from './sign-in/strategies.js';
import { ApiToken } from './tokens/token.entity.js';
import { TokensController } from './tokens/tokens.controller.js';
import { Tokens } from './tokens/tokens.service.js';

/**
 * Who people are and what they may do. Its guards run before every route of every room, in this order: rate limit, authentication,
 * CSRF, permission. A web application also calls `registerWebSecurity`.
 */
@Module({
  imports: [
    DiscoveryModule,
    TypeOrmModule.forFeature([User, SessionRow, ApiToken, Role, RolePermission, Assignment, Delegation]),
  ],
  controllers: [
    SessionsController,
    MeController,
    UsersController,
    TokensController,
    RolesController,
    AssignmentsController,
    DelegationsController,
  ],
  providers: [
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_GUARD, useClass: AuthenticationGuard },
    { provide: APP_GUARD, useClass: CsrfGuard },
    { provide: APP_GUARD, useClass: PolicyGuard },
    { provide: APP_INTERCEPTOR, useClass: AccessAuditInterceptor },
    AuthenticationQueries,
    Assignments,
    FirstAdmin,
    Delegations,
    AccessAudit,
    PasswordHasher,
    PasswordStrategy,
    PeopleQueries,
    Roles,
    SessionsService,
    SessionStrategy,
    SignInService,
    SignInLimits,
    Tokens,
    TokenStrategy,
    Users,
  ],
  exports: [FirstAdmin, PeopleQueries],
})
export class IdentityModule implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onApplicationBootstrap(): void {
    assertEveryRouteDeclaresPolicy(this.discovery, this.scanner);
  }
}
