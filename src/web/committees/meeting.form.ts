import { agendaInput, meetingCancellation, meetingInput, publicationInput } from '../../committees/index.js';
import { pageForm } from '../shell/index.js';

export const meetingForm = pageForm(meetingInput, {
  starts: {
    to: 'startsAt',
    as: 'instant',
    missing: 'Enter a day and a time',
    words: { 'This is already in use.': 'The committee has a meeting at this time already' },
  },
  place: { to: 'place' },
});

export const cancelMeetingForm = pageForm(meetingCancellation, {
  reason: { to: 'reason', missing: 'Say why' },
});

export const publicationForm = pageForm(publicationInput, {
  published: { to: 'publishedOn', as: 'date', missing: 'Enter the day of publication' },
  urgency: { to: 'urgency' },
});

export const agendaForm = pageForm(agendaInput, { periods: { to: 'periodIds', as: 'list' } });
