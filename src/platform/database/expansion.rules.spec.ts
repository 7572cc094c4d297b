import { describe, expect, it } from '@jest/globals';
import { notAdditive } from './expansion.rules.js';

describe('a migration that expands', () => {
  it('may add tables with all their rules, indexes, and columns that need not be filled', () => {
    expect(
      notAdditive([
        `create table visit (id uuid primary key, at timestamptz not null, constraint visit_at_check check (at > now()));
         create unique index visit_at on visit (at); alter table visit add constraint visit_once unique (at);
         create index meeting_starts on meeting (starts_at);`,
        `alter table meeting add column note text`,
        `alter table meeting add column public boolean not null default true -- unless somebody says so`,
        `comment on table visit is 'of an inspector'`,
      ]),
    ).toEqual([]);
  });

  it.each([
    ['drop table visit', /only new tables/],
    ['alter table meeting drop column note', /only new tables/],
    ['alter table meeting alter column note set not null', /only new tables/],
    ['alter table meeting rename column note to text', /only new tables/],
    ['alter table meeting add constraint c check (note <> $one$)', /only new tables/],
    ['alter table meeting add column note text not null', /must be filled/],
    [`alter table meeting add column note text check (note <> '')`, /a rule on a new column/],
    ['alter table meeting add column a text, drop column b', /only new tables/],
    ['create unique index once on meeting (starts_at)', /unique index on a table that is there/],
    ['create function f() returns void language sql as $$ select 1; $$', /only new tables/],
    [`insert into role_permission values ('x', 'new.permission')`, /only new tables/],
    ['update meeting set note = null', /only new tables/],
  ])('must not: %s', (statement, reason) => {
    expect(notAdditive([statement])).toEqual([expect.stringMatching(reason)]);
  });
});
