import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, DiscoveryModule, DiscoveryService, MetadataScanner } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DenialInterceptor, Denials } from './access/denials.js';
import { AuthenticationGuard, ForgeryGuard, PolicyGuard } from './access/guards.js';
import { PaceGuard } from './access/pace.js';
import { assertEveryRouteDeclaresPolicy } from './access/routes.js';
import { Bootstrap } from './accounts/bootstrap.js';
import { MeController } from './accounts/me.controller.js';
import { People } from './accounts/people.js';
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
import { Passwords } from './sign-in/passwords.js';
import { SessionRow } from './sign-in/session.entity.js';
import { SessionsController } from './sign-in/sessions.controller.js';
import { Sessions } from './sign-in/sessions.service.js';
import { SignIn } from './sign-in/sign-in.service.js';
import { SignInLimits } from './sign-in/sign-in.limits.js';
import { PasswordStrategy, SessionStrategy, TokenStrategy } from './sign-in/strategies.js';
import { ApiToken } from './tokens/token.entity.js';
import { TokensController } from './tokens/tokens.controller.js';
import { Tokens } from './tokens/tokens.service.js';

/**
 * Who people are and what they may do. Its guards stand before every route of every room, in this order: do they ask too
 * often, who is it, did they mean it, may they. A web application also calls `registerWebSecurity`.
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
    { provide: APP_GUARD, useClass: PaceGuard },
    { provide: APP_GUARD, useClass: AuthenticationGuard },
    { provide: APP_GUARD, useClass: ForgeryGuard },
    { provide: APP_GUARD, useClass: PolicyGuard },
    { provide: APP_INTERCEPTOR, useClass: DenialInterceptor },
    AuthenticationQueries,
    Assignments,
    Bootstrap,
    Delegations,
    Denials,
    Passwords,
    PasswordStrategy,
    People,
    Roles,
    Sessions,
    SessionStrategy,
    SignIn,
    SignInLimits,
    Tokens,
    TokenStrategy,
    Users,
  ],
  exports: [Bootstrap, People],
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
