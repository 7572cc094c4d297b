import { expect, it } from '@jest/globals';
import { reportCameBack, reportComesBack } from './part.words.js';

it('tells before and after a decision that the report comes back from the SRO, and not where it does not', () => {
  const parts = [{ takesReportBack: [] }, { takesReportBack: ['approve' as const] }];
  expect(reportComesBack(parts, 'approve')).toContain('If you approve this, it comes back from the SRO');
  expect(reportCameBack(parts, 'approve')).toHaveLength(1);
  expect(reportComesBack(parts, 'reopen')).toBeNull();
  expect(reportCameBack(parts.slice(0, 1), 'approve')).toEqual([]);
});
