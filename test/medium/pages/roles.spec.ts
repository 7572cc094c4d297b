import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CouncilHarness } from '../../support/council-harness.js';
import type { PageClient, SeenPage } from '../../support/page-client.js';
import { filledIn, formBody } from '../../support/page-form.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
let admin: PageClient;
beforeAll(async () => {
  council = await CouncilHarness.open();
  admin = await council.browser('admin');
});
afterAll(() => council.close());

const roleId = async (key: string): Promise<string> =>
  (await council.test.sql<{ id: string }>(`select id from role where key = $1`, [key]))[0]?.id ?? '';
/** The form of a page as it stands, with these permissions. */
const withPermissions = (page: SeenPage, permissions: string[], typed: Record<string, string> = {}) =>
  formBody({ ...filledIn(page.html), ...typed, permissions });

describe('roles', () => {
  it('stand beside each other with every permission, and each says who has it', async () => {
    const matrix = await admin.get('/admin/roles');
    expect([matrix.status, matrix.heading]).toEqual([200, 'Roles']);
    expect(matrix.html).toContain('scope="rowgroup"');
    expect(matrix.text).toContain('People who have it today');
    expect(matrix.text).toMatch(/Approve and so seal a report (?:– no )+✓ yes/);
    const owner = await admin.get(`/admin/roles/${await roleId('owner')}`);
    expect(owner.text).toContain('2 people have this role, today or later.');
    expect(owner.text).toContain('owner2 Job of owner2 Children’s services improvement Always');
    expect(owner.html).toContain(`/admin/users/${council.people.owner.id}`);
    const fixed = await admin.get(`/admin/roles/${await roleId('admin')}`);
    expect(fixed.text).toContain('This role keeps everything else manageable, so it stays as it is.');
    expect(fixed.html).not.toContain('/change"');
    expect((await admin.get(`/admin/roles/${await roleId('admin')}/change`)).status).toBe(403);
    const auditor = await council.browser('auditor');
    expect((await auditor.get('/admin/roles')).html).not.toContain('/admin/roles/new');
    expect((await auditor.get('/admin/roles/new')).status).toBe(403);
    expect((await (await council.browser('owner')).get('/admin/roles')).status).toBe(403);
  });

  it('are made, changed after it was said who loses what, and deleted', async () => {
    let role = '';
    await step('a name, a sentence and a permission are needed, and no mix', async () => {
      const blank = await admin.get('/admin/roles/new');
      const empty = await admin.post(blank.url, withPermissions(blank, []));
      expect(empty.status).toBe(422);
      for (const [id, words] of [
        ['name', 'Enter a name'],
        ['description', 'Say what the role is for'],
        ['permissions', 'Choose at least one permission'],
      ])
        expect(empty.html).toContain(`href="#${id}">${words}`);
      const typed = { name: 'Head <of> service', description: 'Writes and reads' };
      const mixed = await admin.post(
        blank.url,
        withPermissions(blank, ['report.approve', 'user.manage'], typed),
      );
      expect([mixed.status, mixed.text]).toEqual([
        422,
        expect.stringContaining('Approving and administering cannot be in one role'),
      ]);
      expect(mixed.html).toMatch(/value="user.manage" checked/);
      const body = withPermissions(blank, ['programme.read', 'contribution.read'], typed);
      const made = await admin.post(blank.url, body);
      expect(made.text).toContain('The role “Head <of> service” is created. Nobody has it yet.');
      expect((await admin.post(blank.url, body)).url).toBe(made.url);
      role = made.url;
      expect(await council.test.sql(`select key from role where not built_in`)).toEqual([
        { key: 'head_of_service' },
      ]);
      const again = await admin.get('/admin/roles/new');
      const taken = await admin.post(again.url, withPermissions(again, ['programme.read'], typed));
      expect([taken.status, taken.html]).toEqual([
        409,
        expect.stringContaining('href="#name">There is a role of this name already'),
      ]);
    });

    await step('its words alone change at once', async () => {
      const form = await admin.get(`${role}/change`);
      const body = withPermissions(form, ['programme.read', 'contribution.read'], { description: 'Reads' });
      expect((await admin.post(form.url, body)).text).toContain('The role “Head <of> service” was changed.');
    });

    await step('what it lets people do changes only after it was said to whom', async () => {
      await council.test.sql(
        `insert into assignment (user_id, role_id, programme_id, granted_at)
           select u.id, $1, $2, now() from app_user u where u.name in ('clerk', 'reader')`,
        [role.split('/').at(-1), council.programmeId],
      );
      const form = await admin.get(`${role}/change`);
      const asked = await admin.post(form.url, withPermissions(form, ['programme.read', 'committee.read']));
      expect(asked.heading).toBe('Change this role?');
      // The clerk sees committees already, by another role.
      expect(asked.text).toContain('1 person gains “See committees, members and meetings”: reader');
      expect(asked.text).toContain(
        '2 people lose “See parts of reports that are not published yet”: clerk and reader',
      );
      expect((await admin.get(role)).text).toContain('See parts of reports');
      const old = await admin.post(form.url, formBody({ ...filledIn(asked.html), _version: '1' }));
      expect(old.status).toBe(412);
      const done = await admin.post(form.url, formBody(filledIn(asked.html)));
      expect(done.text).toContain('was changed.');
      expect(done.text).not.toContain('See parts of reports');
      expect(done.html).not.toContain('/delete"');
      const refused = await admin.get(`${role}/delete`);
      expect((await admin.post(refused.url, formBody(filledIn(refused.html)))).status).toBe(409);
    });

    await step('one that nobody ever had is deleted', async () => {
      const blank = await admin.get('/admin/roles/new');
      const typed = { name: 'Not needed', description: 'x' };
      const made = await admin.post(blank.url, withPermissions(blank, ['programme.read'], typed));
      const ask = await admin.get(`${made.url}/delete`);
      const done = await admin.post(ask.url, formBody(filledIn(ask.html)));
      expect([done.url, done.text]).toEqual([
        '/admin/roles',
        expect.stringContaining('The role “Not needed” is deleted.'),
      ]);
    });
  });
});

describe('who has what where', () => {
  it('is one list, page by page, of one programme where it is asked for', async () => {
    await council.test.sql(
      `insert into app_user (email, name, job_title) select 'r' || n || '@example.org', 'Reader ' || n, 'Officer' from generate_series(1, 60) n`,
    );
    await council.test.sql(
      `insert into assignment (user_id, role_id, programme_id, granted_at)
         select u.id, r.id, $1, now() from app_user u, role r where u.name like 'Reader %' and r.key = 'reader'`,
      [council.elsewhereId],
    );
    const seen: string[] = [];
    let next: string | undefined = `/admin/assignments?programme=${council.elsewhereId}`;
    while (next !== undefined) {
      const page: SeenPage = await admin.get(next);
      expect(page.status).toBe(200);
      expect(page.text).toContain('Roles in Adults');
      seen.push(...[...page.html.matchAll(/data-label="Name">([^<]*)</g)].map(([, name = '']) => name));
      next = /href="(\/admin\/assignments\?[^"]*cursor=[^"]+)"/
        .exec(page.html)?.[1]
        ?.replaceAll('&amp;', '&');
    }
    // Roles that count in every programme count here too.
    expect([...new Set(seen)].sort()).toEqual(
      [
        'admin',
        'auditor',
        'reviewerElsewhere',
        'sroElsewhere',
        ...Array.from({ length: 60 }, (_, n) => `Reader ${n + 1}`),
      ].sort(),
    );
    expect(seen).toHaveLength(64);
    expect((await admin.get('/admin/assignments?programme=')).text).toContain('Roles, by name');
    expect((await admin.get('/admin/assignments?cursor=x')).status).toBe(400);
    expect((await (await council.browser('reviewer')).get('/admin/assignments')).status).toBe(403);
  });
});
