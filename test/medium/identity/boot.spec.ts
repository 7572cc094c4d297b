import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BUILT_IN_ROLES, FirstAdmin, Policy, Public, routePolicies } from '../../../src/identity/index.js';
import { Harness } from './harness.js';

@Controller('open')
class DeclaredController {
  @Get()
  @Public()
  read(): string {
    return 'open';
  }
}
@Module({ controllers: [DeclaredController] })
class DeclaredModule {}

@Controller('forgotten')
class ForgottenController {
  @Get('this')
  @Policy('programme.read')
  declared(): string {
    return '';
  }

  @Get('that/:id')
  undeclared(): string {
    return 'nobody said who may read this';
  }
}
@Module({ controllers: [ForgottenController] })
class ForgottenModule {}

describe('a route that does not say who may call it', () => {
  it('fails the boot, by name', async () => {
    await expect(Harness.open({}, [ForgottenModule])).rejects.toThrow(
      /GET \/forgotten\/that\/:id \(ForgottenController\.undeclared\)$/,
    );
  });
});

@Controller('strangers')
class UnlimitedController {
  @Post('welcome')
  @Public()
  take(): string {
    return 'as often as you like';
  }
}
@Module({ controllers: [UnlimitedController] })
class UnlimitedModule {}

describe('a public route that writes and does not say how often', () => {
  it('fails the boot, by name', async () => {
    await expect(Harness.open({}, [UnlimitedModule])).rejects.toThrow(
      /POST \/strangers\/welcome \(UnlimitedController\.take\)$/,
    );
  });
});

describe('an application that starts', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await Harness.open({}, [DeclaredModule]);
  });
  afterAll(() => harness.close());

  it('answers public routes to everybody', async () => {
    const answer = await fetch(`${harness.test.origin}/open`);
    expect(answer.status).toBe(200);
  });

  it('refuses every other route to people who are not signed in, and those with a permission to people who have none', async () => {
    const { client } = await harness.signedIn('nobody@example.org');
    const routes = routePolicies(harness.test.app).filter(({ policy }) => policy !== 'public');
    expect(routes.length).toBeGreaterThan(25);
    for (const { method, path, policy } of routes) {
      const url = path.replaceAll(/:\w+/g, '00000000-0000-4000-8000-000000000000');
      const ask = { headers: { 'if-match': '"v1"' } };
      const anonymous = await harness.client().send(method as 'GET', url, ask);
      expect([method, path, anonymous.status]).toEqual([method, path, 401]);
      if (policy === 'signed-in') continue;
      const nobody = await client.send(method as 'GET', url, ask);
      expect([method, path, nobody.status]).toEqual([method, path, 403]);
      const [audited] = await harness.test.sql<{ action: string; detail: unknown }>(
        'select action, detail from audit_event order by seq desc limit 1',
      );
      expect(audited).toEqual({
        action: 'access.denied',
        detail: { route: `${method} ${path}`, path: url, reason: policy },
      });
    }
  });

  it('has no route that writes under a reading method', () => {
    for (const { method, path } of routePolicies(harness.test.app))
      if (/\/(revoke|end|disable|enable|end-sessions)$/.test(path)) expect(method).toBe('POST');
  });

  it('declares its routes like this', () => {
    expect(
      routePolicies(harness.test.app).map(({ method, path, policy }) => `${method} ${path} ${policy}`),
    ).toEqual([
      'GET /api/v1/assignments assignment.read',
      'POST /api/v1/assignments assignment.manage',
      'GET /api/v1/assignments/:id signed-in',
      'POST /api/v1/assignments/:id/end assignment.manage',
      'GET /api/v1/delegations signed-in',
      'POST /api/v1/delegations delegation.create',
      'GET /api/v1/delegations/:id signed-in',
      'POST /api/v1/delegations/:id/revoke signed-in',
      'GET /api/v1/group-rules assignment.read',
      'POST /api/v1/group-rules assignment.manage',
      'GET /api/v1/group-rules/:id assignment.read',
      'POST /api/v1/group-rules/:id/end assignment.manage',
      'GET /api/v1/group-rules/:id/preview-end assignment.manage',
      'POST /api/v1/group-rules/preview assignment.manage',
      'GET /api/v1/held-changes signed-in',
      'GET /api/v1/held-changes/:id signed-in',
      'POST /api/v1/held-changes/:id/carry-out signed-in',
      'POST /api/v1/held-changes/:id/refuse signed-in',
      'GET /api/v1/me signed-in',
      'GET /api/v1/me/browsers signed-in',
      'POST /api/v1/me/confirmation signed-in',
      'POST /api/v1/me/confirmation/key-options signed-in',
      'PUT /api/v1/me/password signed-in',
      'GET /api/v1/me/second-factor signed-in',
      'POST /api/v1/me/second-factor signed-in',
      'POST /api/v1/me/second-factor/confirm signed-in',
      'POST /api/v1/me/second-factor/keys signed-in',
      'POST /api/v1/me/second-factor/keys/:id/remove signed-in',
      'POST /api/v1/me/second-factor/keys/options signed-in',
      'POST /api/v1/me/second-factor/recovery-codes signed-in',
      'POST /api/v1/me/second-factor/remove signed-in',
      'GET /api/v1/me/session signed-in',
      'GET /api/v1/me/sessions signed-in',
      'POST /api/v1/me/sessions/:id/end signed-in',
      'POST /api/v1/me/sessions/end-others signed-in',
      'GET /api/v1/me/tokens signed-in',
      'POST /api/v1/me/tokens signed-in',
      'POST /api/v1/me/tokens/:id/revoke signed-in',
      'POST /api/v1/password-links public',
      'POST /api/v1/password-links/use public',
      'GET /api/v1/permissions role.read',
      'GET /api/v1/roles role.read',
      'POST /api/v1/roles role.manage',
      'DELETE /api/v1/roles/:id role.manage',
      'GET /api/v1/roles/:id role.read',
      'PATCH /api/v1/roles/:id role.manage',
      'POST /api/v1/sessions public',
      'DELETE /api/v1/sessions/current signed-in',
      'POST /api/v1/sessions/key-options public',
      'POST /api/v1/tokens/:id/revoke user.manage',
      'GET /api/v1/users user.read',
      'POST /api/v1/users user.manage',
      'GET /api/v1/users/:id user.read',
      'PATCH /api/v1/users/:id user.manage',
      'POST /api/v1/users/:id/disable user.manage',
      'POST /api/v1/users/:id/enable user.manage',
      'POST /api/v1/users/:id/end-sessions user.manage',
      'PUT /api/v1/users/:id/password user.manage',
      'POST /api/v1/users/:id/reset-second-factor user.manage',
      'GET /api/v1/users/:id/tokens user.manage',
      'GET /open public',
    ]);
  });

  it('has the built-in roles of the code in its database', async () => {
    const stored = await harness.test.sql(
      `select key, name, description, built_in as "builtIn",
              array(select permission::text from role_permission where role_id = r.id order by 1) as permissions
         from role r order by key`,
    );
    expect(stored).toEqual(
      [...BUILT_IN_ROLES]
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .map(({ permissions, ...role }) => ({
          ...role,
          builtIn: true,
          permissions: [...permissions].sort(),
        })),
    );
  });

  it('finds its tables as its entities describe them', async () => {
    const { upQueries } = await harness.test.app.get(DataSource).driver.createSchemaBuilder().log();
    const ours =
      /"(app_user|password_link|account_notice|session|api_token|role|role_permission|assignment|delegation)"/;
    expect(upQueries.map(({ query }) => query).filter((query) => ours.test(query))).toEqual([]);
  });

  it('makes a first administrator once and never again', async () => {
    const bootstrap = harness.test.app.get(FirstAdmin);
    await expect(
      bootstrap.create({ email: 'second@example.org', name: 'Second', jobTitle: 'Second' }),
    ).rejects.toMatchObject({ status: 409, code: 'not-empty' });
  });
});
