import { quarterLabel, type Quarter } from '../../programmes/index.js';
import { ratingView, type SnapshotSection, type SnapshotTheme } from '../../snapshot/index.js';
import { ratingIn } from '../theme.view.js';
import { about, type Fact } from './facts.js';

/** The theme's rating; of each action the rating in each quarter that the report prints, and when it is due. */
export function themeFacts({ content, subject }: SnapshotSection, quarters: readonly Quarter[]): Fact[] {
  const { overview, objectives } = content as SnapshotTheme;
  return [
    about(subject.title, subject.number)('rating', ratingView(overview.rag).word),
    ...objectives.flatMap(({ actions }, objective) =>
      actions.flatMap(({ title, ratings, dueOn }, action) => {
        const say = about(title, `${subject.number}.${objective + 1}.${action + 1}`);
        return [
          ...quarters.map((quarter) =>
            say('rating', ratingView(ratingIn(ratings, quarter)).word, { period: quarterLabel(quarter) }),
          ),
          ...(dueOn === null ? [] : [say('due', dueOn)]),
        ];
      }),
    ),
  ];
}
