import { addWorkingDays, londonDate, OutsideCalendar } from '../platform/index.js';

/**
 * Until when somebody has to do something that came to them: until the deadline; until the next working day where it came on the deadline
 * or after it, so that nothing is late in the moment in which it comes. Where the calendar does not reach, the deadline stands.
 * @param deadline ISO local date. @param cameAt ISO 8601, UTC; null = it was theirs from the start.
 */
export function dueFor(deadline: string, cameAt: string | null): string {
  const came = cameAt === null ? '' : londonDate(new Date(cameAt));
  if (came < deadline) return deadline;
  try {
    return addWorkingDays(came, 1);
  } catch (error) {
    if (error instanceof OutsideCalendar) return deadline;
    throw error;
  }
}
