import type { ProblemIssue } from '../platform/index.js';
import type { ThemeContent } from './theme.content.js';

/** What people call a theme: `Theme 1: Leadership`. */
export const themeHeading = ({ number, title }: { number: number; title: string }): string =>
  `Theme ${number}: ${title}`;

/**
 * What is missing before a theme can be submitted. Pure. An overview may be absent as a whole (the reference has themes
 * without one), but not half; quarters may be unrated, owners and due dates open.
 */
export function themeBlockers(content: ThemeContent): ProblemIssue[] {
  const issues: ProblemIssue[] = [];
  const { narrative, rag } = content.overview;
  if (narrative !== null && rag === null)
    issues.push({ path: 'overview.rag', message: 'The overview has a narrative but no rating.' });
  if (narrative === null && rag !== null)
    issues.push({ path: 'overview.narrative', message: 'The overview is rated but does not say why.' });
  if (content.objectives.length === 0)
    issues.push({ path: 'objectives', message: 'There is no objective yet.' });
  content.objectives.forEach((objective, i) => {
    if (objective.actions.length === 0)
      issues.push({ path: `objectives[${i}].actions`, message: `“${objective.title}” has no action.` });
    if (objective.narratives.length === 0)
      issues.push({
        path: `objectives[${i}].narratives`,
        message: `“${objective.title}” has no progress narrative.`,
      });
    const told = new Set(objective.narratives.flatMap((narrativeBlock) => narrativeBlock.actionIds));
    if (objective.narratives.length > 0)
      objective.actions.forEach((action, j) => {
        if (!told.has(action.id))
          issues.push({
            path: `objectives[${i}].actions[${j}]`,
            message: `No narrative says how “${action.title}” is going.`,
          });
      });
  });
  return issues;
}
