// Several subjects, so several pairs of queries and service: accounts, roles, assignments, delegations, tokens.
export { type Effect, type PermissionEffect } from './access/access.rules.js';
export { actorOf } from './access/policy.js';
export { Actor, PROGRAMME_CLOSED, programmeClosed, requirePermission, systemActor } from './access/actor.js';
export { holdProgrammes } from './access/hold-programmes.js';
export { BUILT_IN_ROLES, type BuiltInRoleKey } from './access/built-in-roles.js';
export { Heavy } from './access/heavy.js';
export {
  isPermission,
  kindOf,
  PERMISSION_NAMES,
  PERMISSIONS,
  type Permission,
  type PermissionKind,
} from './access/permissions.js';
export { CurrentActor, Policy, Public, SignedIn } from './access/policy.js';
export { addressGroup } from './access/address-group.js';
export { RateLimit } from './access/rate-limit.js';
export { routePolicies, type RoutePermission } from './access/routes.js';
export { FirstAdmin } from './accounts/first-admin.js';
export { forgottenPassword, newPassword } from './accounts/password-links.input.js';
export { PasswordsService } from './accounts/passwords.service.js';
export { PeopleQueries, type Holding, type NamedAt, type Person } from './accounts/people.queries.js';
export { TerminalLinks } from './accounts/terminal-links.js';
export { newUser, ownPassword, userChange, userList } from './accounts/users.input.js';
export { UsersQueries, type UserView } from './accounts/users.queries.js';
export { UsersService } from './accounts/users.service.js';
export { assignmentList, newAssignment } from './assignments/assignments.input.js';
export {
  AssignmentsQueries,
  type AssignmentView,
  type HeldRole,
  type OwnRole,
  type PersonRole,
} from './assignments/assignments.queries.js';
export { AssignmentsService } from './assignments/assignments.service.js';
export {
  PeopleImportService,
  type BroughtPerson,
  type PersonToBring,
} from './assignments/people-import.service.js';
export { newDelegation } from './assignments/delegations.input.js';
export {
  delegationsQuery,
  DelegationsQueries,
  type DelegationView,
} from './assignments/delegations.queries.js';
export { DelegationsService } from './assignments/delegations.service.js';
export { CarryOutService } from './held-changes/carry-out.service.js';
export { changeInWords } from './held-changes/held-change.words.js';
export { heldChangeRefusal } from './held-changes/held-changes.input.js';
export { GroupRolesService } from './group-roles/group-roles.service.js';
export { newGroupRule } from './group-roles/group-rules.input.js';
export {
  GroupRulesQueries,
  type GroupRuleEffect,
  type GroupRuleView,
} from './group-roles/group-rules.queries.js';
export { GroupRulesService } from './group-roles/group-rules.service.js';
export { HeldChangesQueries, type HeldChangeView } from './held-changes/held-changes.queries.js';
export { isForThemToDo, mayCarryOut } from './held-changes/held-changes.rules.js';
export { HeldChangesService, type Outcome } from './held-changes/held-changes.service.js';
export { IdentityModule, IdentityWorkerModule } from './identity.module.js';
export { MOST_ROLE_TASKS, RoleTasksQueries, type RoleTasks } from './assignments/role-tasks.queries.js';
export { RoleEffectsQueries } from './assignments/role-effects.queries.js';
export { newRole, roleChange } from './roles/roles.input.js';
export { RolesQueries, type RoleView } from './roles/roles.queries.js';
export { RolesService } from './roles/roles.service.js';
export { AuthenticationQueries } from './sign-in/authentication.queries.js';
export {
  confirmingPassword,
  ConfirmationsService,
  type Confirmation,
} from './sign-in/confirmations.service.js';
export { factorCode, factorPassword } from './second-factor/second-factor.input.js';
export { type OwnFactor, type OwnKey } from './second-factor/own-factors.js';
export { SecondFactorsService, type AppKey } from './second-factor/second-factors.service.js';
export { type WaysOfSecondStep } from './second-factor/factor-proofs.js';
export { SecondStepService } from './second-factor/second-step.service.js';
export { asText, keyAssertion, keyRegistration } from './security-keys/security-keys.input.js';
export { SecurityKeysService } from './security-keys/security-keys.service.js';
export { DEVICE_DAYS } from './sign-in/devices.service.js';
export { ExternalIdentitiesService } from './provider/external-identities.service.js';
export { BEGUN_SECONDS, ProviderClient, type Aim } from './provider/provider.client.js';
export { sessionId } from './sign-in/sessions.input.js';
export { SessionsQueries, type BrowserView, type SessionView } from './sign-in/sessions.queries.js';
export { SessionsService } from './sign-in/sessions.service.js';
export { signInBody } from './sign-in/sign-in.guard.js';
export { SIGN_INS_PER_MINUTE } from './sign-in/sign-in.limits.js';
export { SignInService, type AuthenticatedUser } from './sign-in/sign-in.service.js';
export { maskCsrfToken } from './sign-in/csrf-token.js';
export { registerWebSecurity } from './sign-in/web-security.js';
export { newToken, TOKEN_PERMISSIONS } from './tokens/tokens.input.js';
export { TokensQueries, type TokenView } from './tokens/tokens.queries.js';
export { TokensService } from './tokens/tokens.service.js';
