import { describe, expect, it } from '@jest/globals';
import { Desk } from './my-work.tasks.js';
import { publishTask } from './publication-tasks.js';
import { linksAmong } from './task-links.js';

const desk = new Desk(
  { userId: 'u', can: () => true, holds: () => true },
  new Date('2020-02-03T10:00:00Z'),
  linksAmong((route) => route === '/versions/:id/publish'),
);
const sealed = {
  versionId: 'v',
  periodLabel: 'January 2020',
  version: 1,
  approvedAt: '2020-01-27T10:00:00.000000Z',
  online: null,
};

describe('a public edition that is not on the public page', () => {
  it('waits for whoever may publish it', () => {
    expect(publishTask(desk, sealed)).toMatchObject({
      group: 'waiting',
      counted: { number: 1, one: 'report to publish' },
      row: {
        what: 'Publish the public edition of January 2020',
        state: 'approved on 27 January 2020, and not on the public page',
        action: { text: 'Publish it', href: '/versions/v/publish' },
      },
    });
  });

  it('is named as what takes the place of the version that is there', () => {
    expect(publishTask(desk, { ...sealed, version: 2, online: 1 }).row).toMatchObject({
      what: 'Publish version 2 of January 2020 in place of version 1',
      state: 'version 1 is on the public page, and was replaced',
    });
  });
});
