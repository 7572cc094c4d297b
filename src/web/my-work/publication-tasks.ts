import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.js';
import { londonDate } from '../../platform/index.js';
import { MOST_PUBLICATION_TASKS, PublishedQueries, type PublicationTask } from '../../reporting/index.js';
import { longDate } from '../shell/index.js';
import { TaskSource, upTo, type Desk, type Task } from './my-work.tasks.js';

/** Public editions that nobody has put on the public page, for clerks. */
@Injectable()
export class PublicationTasks extends TaskSource {
  constructor(private readonly published: PublishedQueries) {
    super();
  }

  async tasksOf(desk: Desk, actor: Actor): Promise<readonly Task[]> {
    if (!actor.holds('version.publish')) return [];
    const found = await this.published.toPublish(actor);
    return upTo(MOST_PUBLICATION_TASKS, found, (one) => publishTask(desk, one), 'reports to publish');
  }
}

/** Pure. */
export function publishTask(
  desk: Desk,
  { versionId, periodLabel, version, approvedAt, online }: PublicationTask,
): Task {
  const what =
    online === null
      ? `Publish the public edition of ${periodLabel}`
      : `Publish version ${version} of ${periodLabel} in place of version ${online}`;
  return {
    key: `publish:${versionId}`,
    group: 'waiting',
    due: approvedAt,
    counted: { number: 1, one: 'report to publish', many: 'reports to publish' },
    row: {
      what,
      state:
        online === null
          ? `approved on ${longDate(londonDate(new Date(approvedAt)))}, and not on the public page`
          : `version ${online} is on the public page, and was replaced`,
      when: null,
      action: desk.to('publish', versionId, what),
    },
  };
}
