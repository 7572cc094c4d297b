import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BUILT_IN_ROLES, routePolicies } from '../../../src/identity/index.js';
import { belongs, EXPORTED_TABLES } from '../../../src/archive/exported-tables.js';
import type { Client } from '../../support/client.js';
import { fileForm, pdf } from '../../support/evidence-files.js';
import { CouncilHarness, PASSWORD, themeDocument } from '../../support/council-harness.js';

/**
 * Every route of the running application against everybody who must not pass. A route that this table does not know fails the
 * test: the author of a new one says here whose it is.
 */
type Ids = Record<
  | 'programme'
  | 'period'
  | 'contribution'
  | 'report'
  | 'theme'
  | 'version'
  | 'committee'
  | 'recipient'
  | 'meeting'
  | 'enquiry'
  | 'publicQuestion'
  | 'dispatch'
  | 'schedule'
  | 'delivery'
  | 'measureGroup'
  | 'measure'
  | 'evidence',
  string
>;

interface RouteCase {
  url: (ids: Ids) => string;
  body?: (ids: Ids) => unknown;
  headers?: Record<string, string>;
  /** `programme`: its subject lies in one programme. `list`: shows what the reader may see. `house`: about people, roles, work: not of a programme. */
  whose: 'programme' | 'list' | 'house';
}

const why = { reason: 'Because of a test.' };
const said = { comment: 'Because of a test.' };
const dates = {
  asAt: '2020-01-27',
  draftsDueOn: '2020-01-20',
  reviewDueOn: '2020-01-23',
  approvalDueOn: '2020-01-27',
};
const anyId = randomUUID();
const measureBody = {
  groupId: null,
  position: 1,
  definition: {
    reference: null,
    title: 'x',
    definition: null,
    source: null,
    unit: 'percent',
    decimals: 1,
    polarity: 'higher',
    basis: null,
    cellBasis: 'snapshot',
    numerator: null,
    denominator: null,
    ownerId: null,
    statutory: false,
    availabilityNote: null,
    target: { minimum: null, upper: null, from: null, until: null },
    tolerance: null,
    deadBand: null,
  },
};
const of = (url: (ids: Ids) => string, body?: RouteCase['body']): RouteCase => ({
  url,
  whose: 'programme',
  ...(body ? { body } : {}),
});
const list = (url: string): RouteCase => ({ url: () => url, whose: 'list' });
const house = (url: string, body?: unknown): RouteCase => ({
  url: () => url,
  whose: 'house',
  body: () => body,
});

/** The pages of one entry of a part, and of the steps with it. */
const entryRoutes = (list: string, steps: readonly string[]): Record<string, RouteCase> =>
  Object.fromEntries(
    steps.flatMap((step) => {
      const url = (i: Ids) => `/contributions/${i.contribution}/${list}/${anyId}${step}`;
      const route = `/contributions/:id/${list}/:entryId${step}`;
      return [
        [`GET ${route}`, of(url)],
        [`POST ${route}`, of(url, () => ({}))],
      ];
    }),
  );
const form = () => ({});

/** A page of a part that is shown and sent. @param path below the part, with its parameters. */
const pageRoutes = (path: string): Record<string, RouteCase> => {
  const url = (i: Ids) => `/contributions/${i.contribution}/${path.replace(/:\w+/g, anyId)}`;
  return {
    [`GET /contributions/:id/${path}`]: of(url),
    [`POST /contributions/:id/${path}`]: of(url, () => ({})),
  };
};

/** A page of one address that is shown and sent. */
const formRoutes = (route: string, url: (ids: Ids) => string): Record<string, RouteCase> => ({
  [`GET ${route}`]: of(url),
  [`POST ${route}`]: of(url, () => ({})),
});

/** Files that are attached to a part or a report. */
const evidenceRoutes = (under: string, idOf: (ids: Ids) => string): Record<string, RouteCase> => {
  const url = (i: Ids) => `${under}/${idOf(i)}/evidence`;
  const headers = { 'content-type': 'multipart/form-data; boundary=x' };
  return {
    [`GET ${under}/:id/evidence`]: of(url),
    [`POST ${under}/:id/evidence`]: { ...of(url, () => '--x--\r\n'), headers },
  };
};

/** Leads to the page of an item that is about to be added; it reads nothing. */
const newRoute = (list: string): Record<string, RouteCase> => ({
  [`GET /contributions/:id/${list}/new`]: {
    url: () => `/contributions/${anyId}/${list.replace(/:\w+/g, anyId)}/new`,
    whose: 'house',
  },
});

const listRoutes = (list: string): Record<string, RouteCase> => ({
  [`GET /contributions/:id/${list}`]: of((i) => `/contributions/${i.contribution}/${list}`),
  ...newRoute(list),
});

const ROUTES: Record<string, RouteCase> = {
  'GET /api/v1/programmes': list('/api/v1/programmes'),
  'GET /api/v1/contributions': list('/api/v1/contributions'),
  'GET /api/v1/reports': list('/api/v1/reports'),
  'GET /api/v1/versions': list('/api/v1/versions'),
  'GET /api/v1/committees': list('/api/v1/committees'),
  'GET /api/v1/meetings': list('/api/v1/meetings'),
  'GET /api/v1/enquiries': list('/api/v1/enquiries'),
  'POST /api/v1/enquiries': of(
    () => '/api/v1/enquiries',
    (i) => ({ meetingId: i.meeting, text: 'x', ownerId: anyId }),
  ),
  'GET /api/v1/enquiries/:id': of((i) => `/api/v1/enquiries/${i.enquiry}`),
  'PATCH /api/v1/enquiries/:id': of(
    (i) => `/api/v1/enquiries/${i.enquiry}`,
    () => ({ text: 'x', ownerId: anyId }),
  ),
  'POST /api/v1/enquiries/:id/withdraw': of(
    (i) => `/api/v1/enquiries/${i.enquiry}/withdraw`,
    () => why,
  ),
  'PUT /api/v1/enquiries/:id/answer': of(
    (i) => `/api/v1/enquiries/${i.enquiry}/answer`,
    () => ({ text: 'x' }),
  ),
  'POST /api/v1/enquiries/:id/submit': of((i) => `/api/v1/enquiries/${i.enquiry}/submit`),
  'POST /api/v1/enquiries/:id/return': of(
    (i) => `/api/v1/enquiries/${i.enquiry}/return`,
    () => why,
  ),
  'POST /api/v1/enquiries/:id/approve': of((i) => `/api/v1/enquiries/${i.enquiry}/approve`),
  'GET /programmes/:id/enquiries': of((i) => `/programmes/${i.programme}/enquiries`),
  ...formRoutes(
    '/committees/:id/meetings/:meetingId/enquiries/new',
    (i) => `/committees/${i.committee}/meetings/${i.meeting}/enquiries/new`,
  ),
  'GET /enquiries/:id': of((i) => `/enquiries/${i.enquiry}`),
  ...Object.fromEntries(
    ['change', 'withdraw', 'answer', 'return'].flatMap((step) =>
      Object.entries(formRoutes(`/enquiries/:id/${step}`, (i) => `/enquiries/${i.enquiry}/${step}`)),
    ),
  ),
  'POST /enquiries/:id/submit': of((i) => `/enquiries/${i.enquiry}/submit`, form),
  'POST /enquiries/:id/approve': of((i) => `/enquiries/${i.enquiry}/approve`, form),
  'GET /api/v1/programmes/:id/enquiry-settings': of(
    (i) => `/api/v1/programmes/${i.programme}/enquiry-settings`,
  ),
  'PUT /api/v1/programmes/:id/enquiry-settings': of(
    (i) => `/api/v1/programmes/${i.programme}/enquiry-settings`,
    () => ({ answerDays: 10 }),
  ),
  'GET /api/v1/programmes/:id/public-form': of((i) => `/api/v1/programmes/${i.programme}/public-form`),
  'PUT /api/v1/programmes/:id/public-form': of(
    (i) => `/api/v1/programmes/${i.programme}/public-form`,
    () => ({ isOpen: true, keepDays: 30 }),
  ),
  'GET /api/v1/programmes/:id/public-questions': {
    url: (i) => `/api/v1/programmes/${i.programme}/public-questions`,
    whose: 'list',
  },
  'GET /programmes/:id/public-questions': of((i) => `/programmes/${i.programme}/public-questions`),
  'GET /api/v1/public-questions/:id': of((i) => `/api/v1/public-questions/${i.publicQuestion}`),
  'POST /api/v1/public-questions/:id/accept': of(
    (i) => `/api/v1/public-questions/${i.publicQuestion}/accept`,
    (i) => ({ committeeId: i.committee, text: 'x', ownerId: anyId }),
  ),
  'POST /api/v1/public-questions/:id/decline': of(
    (i) => `/api/v1/public-questions/${i.publicQuestion}/decline`,
    () => why,
  ),
  'GET /public-questions/:id': of((i) => `/public-questions/${i.publicQuestion}`),
  ...Object.fromEntries(
    ['accept', 'decline'].flatMap((step) =>
      Object.entries(
        formRoutes(`/public-questions/:id/${step}`, (i) => `/public-questions/${i.publicQuestion}/${step}`),
      ),
    ),
  ),
  'GET /programmes/:id/question-rules': of((i) => `/programmes/${i.programme}/question-rules`),
  'POST /programmes/:id/question-rules/days': of(
    (i) => `/programmes/${i.programme}/question-rules/days`,
    form,
  ),
  'POST /programmes/:id/question-rules/form': of(
    (i) => `/programmes/${i.programme}/question-rules/form`,
    form,
  ),
  'GET /api/v1/dispatches': list('/api/v1/dispatches'),
  'GET /api/v1/audit': list('/api/v1/audit'),
  'GET /api/v1/assignments': list('/api/v1/assignments'),

  'GET /api/v1/programmes/:id': of((i) => `/api/v1/programmes/${i.programme}`),
  'PATCH /api/v1/programmes/:id': of(
    (i) => `/api/v1/programmes/${i.programme}`,
    () => ({ name: 'x', council: 'x', quarterWindow: 'forward', sections: ['theme'] }),
  ),
  'GET /api/v1/programmes/:id/people': of((i) => `/api/v1/programmes/${i.programme}/people`),
  'GET /api/v1/programmes/:id/periods': of((i) => `/api/v1/programmes/${i.programme}/periods`),
  'POST /api/v1/programmes/:id/periods': of(
    (i) => `/api/v1/programmes/${i.programme}/periods`,
    () => ({ ...dates, label: 'x', startsOn: '2020-01-01', endsOn: '2020-01-31' }),
  ),
  'GET /api/v1/programmes/:id/themes': {
    ...of((i) => `/api/v1/programmes/${i.programme}/themes`),
    whose: 'list',
  },
  'POST /api/v1/programmes/:id/themes': of(
    (i) => `/api/v1/programmes/${i.programme}/themes`,
    () => ({ number: 9, title: 'x' }),
  ),
  'GET /api/v1/periods/:id': of((i) => `/api/v1/periods/${i.period}`),
  'PATCH /api/v1/periods/:id': of(
    (i) => `/api/v1/periods/${i.period}`,
    () => dates,
  ),
  'DELETE /api/v1/periods/:id': of((i) => `/api/v1/periods/${i.period}`),
  'POST /api/v1/periods/:id/contributions': of(
    (i) => `/api/v1/periods/${i.period}/contributions`,
    () => ({}),
  ),
  'GET /api/v1/themes/:id': of((i) => `/api/v1/themes/${i.theme}`),
  'PATCH /api/v1/themes/:id': of(
    (i) => `/api/v1/themes/${i.theme}`,
    () => ({ number: 1, title: 'x' }),
  ),
  'GET /api/v1/contributions/:id': of((i) => `/api/v1/contributions/${i.contribution}`),
  'GET /api/v1/contributions/:id/theme': of((i) => `/api/v1/contributions/${i.contribution}/theme`),
  'PUT /api/v1/contributions/:id/theme': of(
    (i) => `/api/v1/contributions/${i.contribution}/theme`,
    () => themeDocument(),
  ),
  'GET /api/v1/contributions/:id/risks': of((i) => `/api/v1/contributions/${i.contribution}/risks`),
  'PUT /api/v1/contributions/:id/risks': of(
    (i) => `/api/v1/contributions/${i.contribution}/risks`,
    () => ({ entries: [] }),
  ),
  'POST /api/v1/contributions/:id/risks/:entryId/acceptance': of(
    (i) => `/api/v1/contributions/${i.contribution}/risks/${i.measure}/acceptance`,
    () => ({ ...why, until: '2099-12-31' }),
  ),
  'GET /api/v1/programmes/:id/risks/:number/history': of(
    (i) => `/api/v1/programmes/${i.programme}/risks/1/history`,
  ),
  'GET /api/v1/programmes/:id/risk-matrix': of((i) => `/api/v1/programmes/${i.programme}/risk-matrix`),
  'PUT /api/v1/programmes/:id/risk-matrix': of(
    (i) => `/api/v1/programmes/${i.programme}/risk-matrix`,
    () => ({ matrixId: anyId }),
  ),
  'GET /api/v1/risk-matrices': list('/api/v1/risk-matrices'),
  'POST /api/v1/risk-matrices': house('/api/v1/risk-matrices', {}),
  'GET /api/v1/contributions/:id/concerns': of((i) => `/api/v1/contributions/${i.contribution}/concerns`),
  'PUT /api/v1/contributions/:id/concerns': of(
    (i) => `/api/v1/contributions/${i.contribution}/concerns`,
    () => ({ entries: [] }),
  ),
  'GET /api/v1/contributions/:id/developments': of(
    (i) => `/api/v1/contributions/${i.contribution}/developments`,
  ),
  'PUT /api/v1/contributions/:id/developments': of(
    (i) => `/api/v1/contributions/${i.contribution}/developments`,
    () => ({ entries: [] }),
  ),
  'GET /api/v1/contributions/:id/budget': of((i) => `/api/v1/contributions/${i.contribution}/budget`),
  'PUT /api/v1/contributions/:id/budget': of(
    (i) => `/api/v1/contributions/${i.contribution}/budget`,
    () => ({ lines: [] }),
  ),
  'POST /api/v1/contributions/:id/budget/import': {
    ...of(
      (i) => `/api/v1/contributions/${i.contribution}/budget/import?dryRun=false`,
      () => 'line,budget\nStaff,1',
    ),
    headers: { 'content-type': 'text/csv' },
  },
  'GET /api/v1/contributions/:id/workforce': of((i) => `/api/v1/contributions/${i.contribution}/workforce`),
  'PUT /api/v1/contributions/:id/workforce': of(
    (i) => `/api/v1/contributions/${i.contribution}/workforce`,
    () => ({ asAt: '2020-01-27', themeId: null, teams: [], benchmarks: [] }),
  ),
  'GET /api/v1/programmes/:id/budget-settings': of(
    (i) => `/api/v1/programmes/${i.programme}/budget-settings`,
  ),
  'PUT /api/v1/programmes/:id/budget-settings': of(
    (i) => `/api/v1/programmes/${i.programme}/budget-settings`,
    () => ({ thresholdPercent: 10 }),
  ),
  'GET /api/v1/programmes/:id/clock-settings': of((i) => `/api/v1/programmes/${i.programme}/clock-settings`),
  'PUT /api/v1/programmes/:id/clock-settings': of(
    (i) => `/api/v1/programmes/${i.programme}/clock-settings`,
    () => ({
      publishWithin: 2,
      callInDays: 5,
      ownerDays: 10,
      reviewerDays: 6,
      managerDays: 4,
      sroDays: 1,
    }),
  ),
  'GET /api/v1/committees/:id/meetings/:meetingId/clock': of(
    (i) => `/api/v1/committees/${i.committee}/meetings/${i.meeting}/clock`,
  ),
  'POST /api/v1/programmes/:id/meetings/imports': of(
    (i) => `/api/v1/programmes/${i.programme}/meetings/imports`,
    () => ({ calendar: 'Committee,Date,Time' }),
  ),
  'GET /programmes/:id/meetings/import': of((i) => `/programmes/${i.programme}/meetings/import`),
  'POST /programmes/:id/meetings/import': of((i) => `/programmes/${i.programme}/meetings/import`, form),
  'POST /programmes/:id/meetings/import/file': {
    ...of((i) => `/programmes/${i.programme}/meetings/import/file`),
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  },
  'GET /api/v1/committees/:id/schedules': of((i) => `/api/v1/committees/${i.committee}/schedules`),
  'POST /api/v1/committees/:id/schedules': of(
    (i) => `/api/v1/committees/${i.committee}/schedules`,
    () => ({ workingDay: 4, hour: 9 }),
  ),
  'GET /api/v1/committees/:id/schedules/:scheduleId': of(
    (i) => `/api/v1/committees/${i.committee}/schedules/${i.schedule}`,
  ),
  'PUT /api/v1/committees/:id/schedules/:scheduleId': of(
    (i) => `/api/v1/committees/${i.committee}/schedules/${i.schedule}`,
    () => ({ workingDay: 5, hour: 9, active: true }),
  ),
  'GET /committees/:id/schedules': of((i) => `/committees/${i.committee}/schedules`),
  'POST /committees/:id/schedules': of((i) => `/committees/${i.committee}/schedules`, form),
  'GET /committees/:id/schedules/:scheduleId': of(
    (i) => `/committees/${i.committee}/schedules/${i.schedule}`,
  ),
  'POST /committees/:id/schedules/:scheduleId': of(
    (i) => `/committees/${i.committee}/schedules/${i.schedule}`,
    form,
  ),
  'GET /api/v1/committees/:id/calendar-feed': of((i) => `/api/v1/committees/${i.committee}/calendar-feed`),
  'PUT /api/v1/committees/:id/calendar-feed': of((i) => `/api/v1/committees/${i.committee}/calendar-feed`),
  'DELETE /api/v1/committees/:id/calendar-feed': of((i) => `/api/v1/committees/${i.committee}/calendar-feed`),
  'GET /committees/:id/calendar': of((i) => `/committees/${i.committee}/calendar`),
  'POST /committees/:id/calendar/make': of((i) => `/committees/${i.committee}/calendar/make`, form),
  'POST /committees/:id/calendar/give-up': of((i) => `/committees/${i.committee}/calendar/give-up`, form),
  'GET /api/v1/periods/:id/reminders': of((i) => `/api/v1/periods/${i.period}/reminders`),
  'POST /api/v1/periods/:id/reminders': of((i) => `/api/v1/periods/${i.period}/reminders`, form),
  'GET /periods/:id/reminders': of((i) => `/periods/${i.period}/reminders`),
  'POST /periods/:id/reminders': of((i) => `/periods/${i.period}/reminders`, form),
  'GET /api/v1/programmes/:id/reminder-rule': of((i) => `/api/v1/programmes/${i.programme}/reminder-rule`),
  'PUT /api/v1/programmes/:id/reminder-rule': of(
    (i) => `/api/v1/programmes/${i.programme}/reminder-rule`,
    () => ({ before: [1], againAfter: 1, tellReviewer: 1, tellManager: 1, tellSro: 1 }),
  ),
  'GET /programmes/:id/reminders': of((i) => `/programmes/${i.programme}/reminders`),
  'POST /programmes/:id/reminders': of((i) => `/programmes/${i.programme}/reminders`, form),
  'GET /api/v1/periods/:id/deadlines': of((i) => `/api/v1/periods/${i.period}/deadlines`),
  'GET /api/v1/programmes/:id/proposed-deadlines': of(
    (i) => `/api/v1/programmes/${i.programme}/proposed-deadlines?endsOn=2020-01-31`,
  ),
  'PUT /api/v1/committees/:id/meetings/:meetingId/agenda': of(
    (i) => `/api/v1/committees/${i.committee}/meetings/${i.meeting}/agenda`,
    (i) => ({ periodIds: [i.period] }),
  ),
  'POST /api/v1/committees/:id/meetings/:meetingId/publication': of(
    (i) => `/api/v1/committees/${i.committee}/meetings/${i.meeting}/publication`,
    () => ({ publishedOn: '2020-02-03' }),
  ),
  'GET /committees/:id/meetings/:meetingId': of((i) => `/committees/${i.committee}/meetings/${i.meeting}`),
  'GET /calendar/:year/change': house('/calendar/2020/change'),
  'POST /calendar/:year/change': house('/calendar/2020/change', {}),
  'PUT /api/v1/calendar/:year': house('/api/v1/calendar/2020', { bankHolidays: null, closures: [] }),
  'GET /api/v1/contributions/:id/challenges': of((i) => `/api/v1/contributions/${i.contribution}/challenges`),
  'GET /api/v1/contributions/:id/measures': of((i) => `/api/v1/contributions/${i.contribution}/measures`),
  'PUT /api/v1/contributions/:id/measures': of(
    (i) => `/api/v1/contributions/${i.contribution}/measures`,
    () => ({ commentary: null, overrides: [] }),
  ),
  'GET /api/v1/programmes/:id/measure-groups': {
    ...of((i) => `/api/v1/programmes/${i.programme}/measure-groups`),
    whose: 'list',
  },
  'POST /api/v1/programmes/:id/measure-groups': of(
    (i) => `/api/v1/programmes/${i.programme}/measure-groups`,
    () => ({ number: 9 }),
  ),
  'GET /api/v1/measure-groups/:id': of((i) => `/api/v1/measure-groups/${i.measureGroup}`),
  'PATCH /api/v1/measure-groups/:id': of(
    (i) => `/api/v1/measure-groups/${i.measureGroup}`,
    () => ({ number: 9 }),
  ),
  'GET /api/v1/programmes/:id/measures': {
    ...of((i) => `/api/v1/programmes/${i.programme}/measures`),
    whose: 'list',
  },
  'POST /api/v1/programmes/:id/measures': of(
    (i) => `/api/v1/programmes/${i.programme}/measures`,
    () => measureBody,
  ),
  'POST /api/v1/programmes/:id/readings': of(
    (i) => `/api/v1/programmes/${i.programme}/readings`,
    (i) => ({ readings: [{ measureId: i.measure, period: '2019-12', value: 1 }] }),
  ),
  'GET /programmes/:id/risks': of((i) => `/programmes/${i.programme}/risks`),
  'GET /programmes/:id/risks/matrix': of((i) => `/programmes/${i.programme}/risks/matrix`),
  'GET /programmes/:id/risks/:number': of((i) => `/programmes/${i.programme}/risks/1`),
  'GET /programmes/:id/measures': of((i) => `/programmes/${i.programme}/measures`),
  'GET /programmes/:id/measures/ratings': of((i) => `/programmes/${i.programme}/measures/ratings`),
  ...formRoutes('/programmes/:id/measures/new', (i) => `/programmes/${i.programme}/measures/new`),
  ...formRoutes('/programmes/:id/measure-groups/new', (i) => `/programmes/${i.programme}/measure-groups/new`),
  'GET /measure-groups/:id': of((i) => `/measure-groups/${i.measureGroup}`),
  ...formRoutes('/measure-groups/:id/change', (i) => `/measure-groups/${i.measureGroup}/change`),
  'GET /measures/:id': of((i) => `/measures/${i.measure}`),
  'GET /measures/:id/figures/:period': of((i) => `/measures/${i.measure}/figures/m2019-12`),
  ...formRoutes('/measures/:id/definition', (i) => `/measures/${i.measure}/definition`),
  ...formRoutes('/measures/:id/target', (i) => `/measures/${i.measure}/target`),
  ...formRoutes('/measures/:id/benchmarks/new', (i) => `/measures/${i.measure}/benchmarks/new`),
  ...formRoutes('/measures/:id/rebases/new', (i) => `/measures/${i.measure}/rebases/new`),
  'GET /api/v1/measures/:id': of((i) => `/api/v1/measures/${i.measure}`),
  'PUT /api/v1/measures/:id/definition': of(
    (i) => `/api/v1/measures/${i.measure}/definition`,
    () => ({ ...measureBody, ...why }),
  ),
  'GET /api/v1/measures/:id/definitions': of((i) => `/api/v1/measures/${i.measure}/definitions`),
  'GET /api/v1/measures/:id/readings': of((i) => `/api/v1/measures/${i.measure}/readings`),
  'GET /api/v1/measures/:id/readings/history': of(
    (i) => `/api/v1/measures/${i.measure}/readings/history?period=2019-12`,
  ),
  'GET /api/v1/measures/:id/benchmarks': of((i) => `/api/v1/measures/${i.measure}/benchmarks`),
  'POST /api/v1/measures/:id/benchmarks': of(
    (i) => `/api/v1/measures/${i.measure}/benchmarks`,
    () => ({ area: 'national', value: 1, likeForLike: true }),
  ),
  'GET /api/v1/measures/:id/rebases': of((i) => `/api/v1/measures/${i.measure}/rebases`),
  'POST /api/v1/measures/:id/rebases': of(
    (i) => `/api/v1/measures/${i.measure}/rebases`,
    () => ({ ...why, from: '2019-12' }),
  ),
  'POST /api/v1/programmes/:id/readings/imports': {
    ...of(
      (i) => `/api/v1/programmes/${i.programme}/readings/imports?asAt=2020-01-27`,
      () => 'Reference,Period,Value',
    ),
    headers: { 'content-type': 'text/csv' },
  },
  'POST /api/v1/programmes/:id/intake': {
    ...of(
      (i) => `/api/v1/programmes/${i.programme}/intake`,
      () => 'no document',
    ),
    headers: { 'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  },
  ...evidenceRoutes('/api/v1/contributions', (i) => i.contribution),
  ...evidenceRoutes('/api/v1/reports', (i) => i.report),
  'GET /api/v1/programmes/:id/evidence': of((i) => `/api/v1/programmes/${i.programme}/evidence`),
  'GET /api/v1/programmes/:id/evidence/due': of((i) => `/api/v1/programmes/${i.programme}/evidence/due`),
  'GET /api/v1/programmes/:id/evidence/missing': of(
    (i) => `/api/v1/programmes/${i.programme}/evidence/missing`,
  ),
  ...evidenceRoutes('/contributions', (i) => i.contribution),
  ...evidenceRoutes('/reports', (i) => i.report),
  'GET /programmes/:id/evidence': of((i) => `/programmes/${i.programme}/evidence`),
  'GET /evidence/:id': of((i) => `/evidence/${i.evidence}`),
  'GET /evidence/:id/file': of((i) => `/evidence/${i.evidence}/file`),
  ...Object.fromEntries(
    ['withdraw', 'release', 'hold-back'].map((step) => [
      `POST /evidence/:id/${step}`,
      of((i) => `/evidence/${i.evidence}/${step}`, form),
    ]),
  ),
  'GET /api/v1/evidence/:id': of((i) => `/api/v1/evidence/${i.evidence}`),
  'GET /api/v1/evidence/:id/file': of((i) => `/api/v1/evidence/${i.evidence}/file`),
  ...Object.fromEntries(
    ['withdraw', 'release', 'hold-back'].map((step) => [
      `POST /api/v1/evidence/:id/${step}`,
      of(
        (i) => `/api/v1/evidence/${i.evidence}/${step}`,
        () => why,
      ),
    ]),
  ),
  'GET /api/v1/programmes/:id/intake': of((i) => `/api/v1/programmes/${i.programme}/intake`),
  'PUT /api/v1/programmes/:id/intake/choices': of(
    (i) => `/api/v1/programmes/${i.programme}/intake/choices`,
    () => ({}),
  ),
  'POST /api/v1/programmes/:id/intake/write': of((i) => `/api/v1/programmes/${i.programme}/intake/write`),
  'DELETE /api/v1/programmes/:id/intake': of((i) => `/api/v1/programmes/${i.programme}/intake`),
  'GET /api/v1/programmes/:id/readings/export': of(
    (i) => `/api/v1/programmes/${i.programme}/readings/export`,
  ),
  'PUT /api/v1/contributions/:id/owner': of(
    (i) => `/api/v1/contributions/${i.contribution}/owner`,
    () => ({ ownerId: null }),
  ),
  'POST /api/v1/contributions/:id/submit': of(
    (i) => `/api/v1/contributions/${i.contribution}/submit`,
    () => said,
  ),
  'POST /api/v1/contributions/:id/return': of(
    (i) => `/api/v1/contributions/${i.contribution}/return`,
    () => said,
  ),
  'POST /api/v1/contributions/:id/approve': of(
    (i) => `/api/v1/contributions/${i.contribution}/approve`,
    () => said,
  ),
  'POST /api/v1/contributions/:id/reopen': of(
    (i) => `/api/v1/contributions/${i.contribution}/reopen`,
    () => said,
  ),
  'GET /api/v1/contributions/:id/publication': of(
    (i) => `/api/v1/contributions/${i.contribution}/publication`,
  ),
  'POST /api/v1/contributions/:id/publication': of(
    (i) => `/api/v1/contributions/${i.contribution}/publication`,
    (i) => ({ effect: 'withhold', block: `person/${i.report}`, ground: 'confidential', reason: 'x' }),
  ),
  'GET /api/v1/reports/:id/publication': of((i) => `/api/v1/reports/${i.report}/publication`),
  'POST /api/v1/reports/:id/publication': of(
    (i) => `/api/v1/reports/${i.report}/publication`,
    (i) => ({ effect: 'withhold', block: `person/${i.report}`, ground: 'confidential', reason: 'x' }),
  ),
  'GET /api/v1/reports/:id/editions/:edition': of((i) => `/api/v1/reports/${i.report}/editions/public`),
  'GET /programmes/:id/set-up': of((i) => `/programmes/${i.programme}/set-up`),
  'GET /programmes/:id/themes': of((i) => `/programmes/${i.programme}/themes`),
  'GET /programmes/:id/risk-matrix': of((i) => `/programmes/${i.programme}/risk-matrix`),
  'POST /programmes/:id/risk-matrix': of((i) => `/programmes/${i.programme}/risk-matrix`, form),
  ...Object.fromEntries(
    [
      'change',
      'themes/new',
      'themes/paste',
      'risk-matrix/new',
      'budget-rule',
      'days-before-meetings',
      'publication-rules',
      'glossary',
      'measures/paste',
    ].flatMap((page) => [
      [`GET /programmes/:id/${page}`, of((i) => `/programmes/${i.programme}/${page}`)],
      [`POST /programmes/:id/${page}`, of((i) => `/programmes/${i.programme}/${page}`, form)],
    ]),
  ),
  'POST /programmes/:id/measures/paste/file': {
    ...of((i) => `/programmes/${i.programme}/measures/paste/file`),
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  },
  'GET /themes/:id/change': of((i) => `/themes/${i.theme}/change`),
  'POST /themes/:id/change': of((i) => `/themes/${i.theme}/change`, form),
  'GET /programmes/:id/meetings': of((i) => `/programmes/${i.programme}/meetings`),
  'GET /programmes/:id/committees/new': of((i) => `/programmes/${i.programme}/committees/new`),
  'POST /programmes/:id/committees/new': of((i) => `/programmes/${i.programme}/committees/new`, form),
  'GET /committees/:id': of((i) => `/committees/${i.committee}`),
  'GET /committees/:id/change': of((i) => `/committees/${i.committee}/change`),
  'POST /committees/:id/change': of((i) => `/committees/${i.committee}/change`, form),
  'GET /committees/:id/recipients/new': of((i) => `/committees/${i.committee}/recipients/new`),
  'POST /committees/:id/recipients/new': of((i) => `/committees/${i.committee}/recipients/new`, form),
  ...Object.fromEntries(
    Object.entries({ change: 'change', secret: 'secret', ':step': 'remove' }).flatMap(([route, step]) => [
      [
        `GET /committees/:id/recipients/:recipientId/${route}`,
        of((i) => `/committees/${i.committee}/recipients/${i.recipient}/${step}`),
      ],
      [
        `POST /committees/:id/recipients/:recipientId/${route}`,
        of((i) => `/committees/${i.committee}/recipients/${i.recipient}/${step}`, form),
      ],
    ]),
  ),
  'GET /committees/:id/meetings/new': of((i) => `/committees/${i.committee}/meetings/new`),
  'POST /committees/:id/meetings/new': of((i) => `/committees/${i.committee}/meetings/new`, form),
  ...Object.fromEntries(
    ['change', 'cancel', 'publication', 'agenda'].flatMap((step) => [
      [
        `GET /committees/:id/meetings/:meetingId/${step}`,
        of((i) => `/committees/${i.committee}/meetings/${i.meeting}/${step}`),
      ],
      [
        `POST /committees/:id/meetings/:meetingId/${step}`,
        of((i) => `/committees/${i.committee}/meetings/${i.meeting}/${step}`, form),
      ],
    ]),
  ),
  'GET /dispatches/new': of((i) => `/dispatches/new?meeting=${i.meeting}`),
  'POST /dispatches/new': of(
    () => '/dispatches/new',
    (i) => ({ meeting: i.meeting, period: i.period, send: 'when_sealed' }),
  ),
  'GET /dispatches/:id': of((i) => `/dispatches/${i.dispatch}`),
  'GET /dispatches/:id/check': of((i) => `/dispatches/${i.dispatch}/check`),
  'GET /dispatches/:id/changes': of((i) => `/dispatches/${i.dispatch}/changes`),
  'GET /dispatches/:id/pack': of((i) => `/dispatches/${i.dispatch}/pack`),
  'GET /dispatches/:id/cancel': of((i) => `/dispatches/${i.dispatch}/cancel`),
  'POST /dispatches/:id/cancel': of((i) => `/dispatches/${i.dispatch}/cancel`, form),
  'POST /deliveries/:id/address/make': of((i) => `/deliveries/${i.delivery}/address/make`, form),
  'POST /deliveries/:id/address/withdraw': of((i) => `/deliveries/${i.delivery}/address/withdraw`, form),
  'GET /programmes/:id/deliveries': of((i) => `/programmes/${i.programme}/deliveries`),
  'GET /programmes/:id/deliveries/export': of((i) => `/programmes/${i.programme}/deliveries/export`),
  'GET /deliveries/:id': of((i) => `/deliveries/${i.delivery}`),
  ...Object.fromEntries(
    ['resend', 'settle'].flatMap((step) => [
      [`GET /deliveries/:id/${step}`, of((i) => `/deliveries/${i.delivery}/${step}`)],
      [`POST /deliveries/:id/${step}`, of((i) => `/deliveries/${i.delivery}/${step}`, form)],
    ]),
  ),
  'GET /account/stand-ins/new': { url: () => '/account/stand-ins/new', whose: 'house' },
  'POST /account/stand-ins/new': house('/account/stand-ins/new', {}),
  'GET /programmes/:id/bring-report': of((i) => `/programmes/${i.programme}/bring-report`),
  'POST /programmes/:id/bring-report': {
    ...of((i) => `/programmes/${i.programme}/bring-report`),
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  },
  'GET /programmes/:id/bring-report/found': of((i) => `/programmes/${i.programme}/bring-report/found`),
  'POST /programmes/:id/bring-report/found': of((i) => `/programmes/${i.programme}/bring-report/found`, form),
  'GET /programmes/:id/bring-report/tables/:number': of(
    (i) => `/programmes/${i.programme}/bring-report/tables/1`,
  ),
  'POST /programmes/:id/bring-report/tables/:number': of(
    (i) => `/programmes/${i.programme}/bring-report/tables/1`,
    form,
  ),
  'GET /programmes/:id/bring-report/people': of((i) => `/programmes/${i.programme}/bring-report/people`),
  'POST /programmes/:id/bring-report/people': of(
    (i) => `/programmes/${i.programme}/bring-report/people`,
    form,
  ),
  'POST /programmes/:id/bring-report/write': of((i) => `/programmes/${i.programme}/bring-report/write`, form),
  'POST /programmes/:id/bring-report/discard': of(
    (i) => `/programmes/${i.programme}/bring-report/discard`,
    form,
  ),
  'GET /programmes/:id/figures/import': of((i) => `/programmes/${i.programme}/figures/import`),
  'POST /programmes/:id/figures/import': {
    ...of((i) => `/programmes/${i.programme}/figures/import`),
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  },
  'POST /programmes/:id/figures/import/confirm': {
    ...of((i) => `/programmes/${i.programme}/figures/import/confirm`),
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  },
  'GET /contributions/:id/figures': of((i) => `/contributions/${i.contribution}/figures`),
  'POST /contributions/:id/figures': of((i) => `/contributions/${i.contribution}/figures`),
  'POST /contributions/:id/figures/record': of((i) => `/contributions/${i.contribution}/figures/record`),
  'GET /contributions/:id/figures/paste': of((i) => `/contributions/${i.contribution}/figures/paste`),
  'POST /contributions/:id/figures/paste': of((i) => `/contributions/${i.contribution}/figures/paste`),
  'GET /contributions/:id/commentary': of((i) => `/contributions/${i.contribution}/commentary`),
  'POST /contributions/:id/commentary': of((i) => `/contributions/${i.contribution}/commentary`),
  'GET /contributions/:id/commentary/:measureId': of(
    (i) => `/contributions/${i.contribution}/commentary/${i.measure}`,
  ),
  'POST /contributions/:id/commentary/:measureId': of(
    (i) => `/contributions/${i.contribution}/commentary/${i.measure}`,
  ),
  'GET /contributions/:id/overview': of((i) => `/contributions/${i.contribution}/overview`),
  'POST /contributions/:id/overview': of(
    (i) => `/contributions/${i.contribution}/overview`,
    () => ({}),
  ),
  'GET /contributions/:id/risks': of((i) => `/contributions/${i.contribution}/risks`),
  'GET /contributions/:id/risks/new': { url: () => `/contributions/${anyId}/risks/new`, whose: 'house' },
  ...entryRoutes('risks', ['', '/close', '/accept', '/remove']),
  'GET /contributions/:id/entries': of((i) => `/contributions/${i.contribution}/entries`),
  'GET /contributions/:id/entries/new': { url: () => `/contributions/${anyId}/entries/new`, whose: 'house' },
  ...entryRoutes('entries', ['', '/close', '/remove']),
  'GET /contributions/:id': of((i) => `/contributions/${i.contribution}`),
  'GET /contributions/:id/history': of((i) => `/contributions/${i.contribution}/history`),
  'GET /contributions/:id/publication': of((i) => `/contributions/${i.contribution}/publication`),
  ...Object.fromEntries(
    ['/submit', '/reopen', '/owner', '/publication/new', '/publication/lift'].flatMap((step) => {
      const url = (i: Ids) => `/contributions/${i.contribution}${step}`;
      return [
        [`GET /contributions/:id${step}`, of(url)],
        [`POST /contributions/:id${step}`, of(url, () => ({}))],
      ];
    }),
  ),
  'GET /periods/:id': of((i) => `/periods/${i.period}`),
  'POST /periods/:id/report': of(
    (i) => `/periods/${i.period}/report`,
    () => ({}),
  ),
  'GET /periods/:id/dates': of((i) => `/periods/${i.period}/dates`),
  'POST /periods/:id/dates': of(
    (i) => `/periods/${i.period}/dates`,
    () => ({}),
  ),
  'GET /periods/:id/cancel': of((i) => `/periods/${i.period}/cancel`),
  'POST /periods/:id/cancel': of(
    (i) => `/periods/${i.period}/cancel`,
    () => ({}),
  ),
  'GET /periods/:id/parts': of((i) => `/periods/${i.period}/parts`),
  'POST /periods/:id/parts': of(
    (i) => `/periods/${i.period}/parts`,
    () => ({}),
  ),
  'GET /programmes/:id/periods': of((i) => `/programmes/${i.programme}/periods`),
  'GET /programmes/:id/periods/new': of((i) => `/programmes/${i.programme}/periods/new`),
  'POST /programmes/:id/periods/new': of(
    (i) => `/programmes/${i.programme}/periods/new`,
    () => ({}),
  ),
  'GET /reports/:id/told': of((i) => `/reports/${i.report}/told`),
  'GET /contributions/:id/review': of((i) => `/contributions/${i.contribution}/review`),
  'GET /contributions/:id/review/:tab': of((i) => `/contributions/${i.contribution}/review/text`),
  'POST /contributions/:id/review': of(
    (i) => `/contributions/${i.contribution}/review`,
    () => ({ decision: 'approve' }),
  ),
  'GET /periods/:id/unchanged': of((i) => `/periods/${i.period}/unchanged`),
  'POST /periods/:id/unchanged': of(
    (i) => `/periods/${i.period}/unchanged`,
    () => ({ parts: [anyId] }),
  ),
  'GET /reports/:id': of((i) => `/reports/${i.report}`),
  'GET /reports/:id/trial': of((i) => `/reports/${i.report}/trial`),
  'GET /reports/:id/trial/:file': of((i) => `/reports/${i.report}/trial/public.pdf`),
  'POST /reports/:id/trial': of((i) => `/reports/${i.report}/trial`, form),
  'GET /reports/:id/late': of((i) => `/reports/${i.report}/late`),
  'POST /reports/:id/late': of((i) => `/reports/${i.report}/late`, form),
  'GET /reports/:id/read/:edition': of((i) => `/reports/${i.report}/read/public`),
  'GET /reports/:id/text': of((i) => `/reports/${i.report}/text`),
  'POST /reports/:id/text': of(
    (i) => `/reports/${i.report}/text`,
    () => ({}),
  ),
  'GET /reports/:id/questions': of((i) => `/reports/${i.report}/questions`),
  'GET /reports/:id/questions/:key': of((i) => `/reports/${i.report}/questions/${'0'.repeat(32)}`),
  'POST /reports/:id/questions/:key': of(
    (i) => `/reports/${i.report}/questions/${'0'.repeat(32)}`,
    () => ({ reason: 'x' }),
  ),
  'GET /versions': list('/versions'),
  'GET /versions/:id': of((i) => `/versions/${i.version}`),
  'GET /versions/:id/making': of((i) => `/versions/${i.version}/making`),
  'GET /versions/:id/proof': of((i) => `/versions/${i.version}/proof`),
  'GET /versions/:id/evidence': of((i) => `/versions/${i.version}/evidence`),
  'GET /versions/:id/changes': of((i) => `/versions/${i.version}/changes`),
  'GET /versions/:id/files/:file': of((i) => `/versions/${i.version}/files/public.pdf`),
  'GET /versions/:id/publish': of((i) => `/versions/${i.version}/publish`),
  'POST /versions/:id/publish': of(
    (i) => `/versions/${i.version}/publish`,
    () => ({}),
  ),
  'GET /versions/:id/take-down': of((i) => `/versions/${i.version}/take-down`),
  'POST /versions/:id/take-down': of(
    (i) => `/versions/${i.version}/take-down`,
    () => ({}),
  ),
  'GET /api/v1/versions/:id/published': of((i) => `/api/v1/versions/${i.version}/published`),
  'POST /api/v1/versions/:id/publish': of(
    (i) => `/api/v1/versions/${i.version}/publish`,
    () => ({}),
  ),
  'POST /api/v1/versions/:id/take-down': of(
    (i) => `/api/v1/versions/${i.version}/take-down`,
    () => why,
  ),
  'GET /reports/:id/approve': of((i) => `/reports/${i.report}/approve`),
  'POST /reports/:id/approve': of(
    (i) => `/reports/${i.report}/approve`,
    () => ({}),
  ),
  'GET /reports/:id/sealed': of((i) => `/reports/${i.report}/sealed?version=${i.version}`),
  'GET /reports/:id/return': of((i) => `/reports/${i.report}/return`),
  'POST /reports/:id/return': of(
    (i) => `/reports/${i.report}/return`,
    () => ({}),
  ),
  'GET /reports/:id/withdraw': of((i) => `/reports/${i.report}/withdraw`),
  'POST /reports/:id/withdraw': of((i) => `/reports/${i.report}/withdraw`, form),
  'GET /reports/:id/correct': of((i) => `/reports/${i.report}/correct`),
  'POST /reports/:id/correct': of(
    (i) => `/reports/${i.report}/correct`,
    () => ({}),
  ),
  'GET /reports/:id/submit': of((i) => `/reports/${i.report}/submit`),
  'POST /reports/:id/submit': of(
    (i) => `/reports/${i.report}/submit`,
    () => ({}),
  ),
  ...listRoutes('objectives'),
  'POST /contributions/:id/objectives': of(
    (i) => `/contributions/${i.contribution}/objectives`,
    () => ({}),
  ),
  ...pageRoutes('objectives/paste'),
  ...pageRoutes('objectives/:itemId'),
  ...pageRoutes('objectives/:itemId/remove'),
  ...Object.fromEntries(
    ['actions/:actionId', 'texts/:textId'].flatMap((item) => {
      const list = `objectives/:itemId/${item.split('/', 1)[0]}`;
      return Object.entries({
        ...newRoute(list),
        ...pageRoutes(`objectives/:itemId/${item}`),
        ...pageRoutes(`objectives/:itemId/${item}/remove`),
      });
    }),
  ),
  ...listRoutes('teams'),
  ...pageRoutes('teams/about'),
  ...pageRoutes('teams/:teamId'),
  ...pageRoutes('teams/:teamId/remove'),
  'GET /contributions/:id/benchmarks': of((i) => `/contributions/${i.contribution}/benchmarks`),
  'GET /contributions/:id/benchmarks/new': of((i) => `/contributions/${i.contribution}/benchmarks/new`),
  ...pageRoutes('benchmarks/:benchmark'),
  ...pageRoutes('benchmarks/:benchmark/remove'),
  ...listRoutes('lines'),
  ...pageRoutes('lines/:lineId'),
  ...pageRoutes('lines/:lineId/remove'),
  ...pageRoutes('ledger'),
  'POST /contributions/:id/ledger/file': of(
    (i) => `/contributions/${i.contribution}/ledger/file`,
    () => ({}),
  ),
  'GET /reports/:id/publication': of((i) => `/reports/${i.report}/publication`),
  'GET /reports/:id/publication/:effect': of((i) => `/reports/${i.report}/publication/withhold`),
  'POST /reports/:id/publication/:effect': of(
    (i) => `/reports/${i.report}/publication/lift`,
    () => ({ block: `entry/${anyId}`, reason: 'x' }),
  ),
  'GET /api/v1/programmes/:id/report-settings': of(
    (i) => `/api/v1/programmes/${i.programme}/report-settings`,
  ),
  'PUT /api/v1/programmes/:id/report-settings': of(
    (i) => `/api/v1/programmes/${i.programme}/report-settings`,
    () => ({ policy: { threshold: 5, denominatorFloor: 10, names: 'names' }, glossary: [] }),
  ),
  'GET /api/v1/dispatches/:id/pack': of((i) => `/api/v1/dispatches/${i.dispatch}/pack`),
  'POST /api/v1/reports': of(
    () => '/api/v1/reports',
    (i) => ({ periodId: i.period }),
  ),
  'GET /api/v1/reports/:id': of((i) => `/api/v1/reports/${i.report}`),
  'GET /api/v1/reports/:id/preview': of((i) => `/api/v1/reports/${i.report}/preview`),
  'PUT /api/v1/reports/:id/text': of(
    (i) => `/api/v1/reports/${i.report}/text`,
    () => ({ overall: { narrative: 'x', rag: 'RED' } }),
  ),
  'GET /api/v1/reports/:id/challenges': of((i) => `/api/v1/reports/${i.report}/challenges`),
  'PUT /api/v1/reports/:id/challenges/:key': of(
    (i) => `/api/v1/reports/${i.report}/challenges/${'a'.repeat(32)}`,
    () => why,
  ),
  'POST /api/v1/reports/:id/submit': of(
    (i) => `/api/v1/reports/${i.report}/submit`,
    () => said,
  ),
  'POST /api/v1/reports/:id/look': of(
    (i) => `/api/v1/reports/${i.report}/look`,
    () => ({ sha256: 'a'.repeat(64) }),
  ),
  'GET /api/v1/reports/:id/trial/:edition': of((i) => `/api/v1/reports/${i.report}/trial/public`),
  'POST /api/v1/reports/:id/trial': of((i) => `/api/v1/reports/${i.report}/trial`),
  'POST /api/v1/reports/:id/return': of(
    (i) => `/api/v1/reports/${i.report}/return`,
    () => said,
  ),
  'POST /api/v1/reports/:id/approve': of(
    (i) => `/api/v1/reports/${i.report}/approve`,
    () => ({ sha256: 'a'.repeat(64), password: PASSWORD }),
  ),
  'POST /api/v1/reports/:id/withdraw': of(
    (i) => `/api/v1/reports/${i.report}/withdraw`,
    () => ({ comment: 'x' }),
  ),
  'POST /api/v1/reports/:id/corrections': of(
    (i) => `/api/v1/reports/${i.report}/corrections`,
    () => why,
  ),
  'GET /api/v1/versions/:id': of((i) => `/api/v1/versions/${i.version}`),
  'GET /api/v1/versions/:id/snapshot': of((i) => `/api/v1/versions/${i.version}/snapshot`),
  'GET /api/v1/versions/:id/changes': of((i) => `/api/v1/versions/${i.version}/changes`),
  'GET /api/v1/versions/:id/editions/:edition/:format': of(
    (i) => `/api/v1/versions/${i.version}/editions/public/pdf`,
  ),
  'POST /api/v1/committees': of(
    () => '/api/v1/committees',
    (i) => ({ programmeId: i.programme, name: 'x', kind: 'board' }),
  ),
  'GET /api/v1/committees/:id': of((i) => `/api/v1/committees/${i.committee}`),
  'PATCH /api/v1/committees/:id': of(
    (i) => `/api/v1/committees/${i.committee}`,
    () => ({ name: 'x', kind: 'board', active: true }),
  ),
  'GET /api/v1/committees/:id/recipients': of((i) => `/api/v1/committees/${i.committee}/recipients`),
  'POST /api/v1/committees/:id/recipients': of(
    (i) => `/api/v1/committees/${i.committee}/recipients`,
    () => ({ name: 'x', email: 'x@example.org' }),
  ),
  'GET /api/v1/committees/:id/recipients/:recipientId': of(
    (i) => `/api/v1/committees/${i.committee}/recipients/${i.recipient}`,
  ),
  ...Object.fromEntries(
    ['GET', 'PUT'].map((method) => [
      `${method} /api/v1/committees/:id/recipients/:recipientId/webhook-secret`,
      of((i) => `/api/v1/committees/${i.committee}/recipients/${i.recipient}/webhook-secret`),
    ]),
  ),
  'PATCH /api/v1/committees/:id/recipients/:recipientId': of(
    (i) => `/api/v1/committees/${i.committee}/recipients/${i.recipient}`,
    () => ({ name: 'x', email: 'x@example.org', active: false }),
  ),
  'GET /api/v1/committees/:id/meetings': of((i) => `/api/v1/committees/${i.committee}/meetings`),
  'POST /api/v1/committees/:id/meetings': of(
    (i) => `/api/v1/committees/${i.committee}/meetings`,
    () => ({ startsAt: '2020-03-11T17:30:00Z' }),
  ),
  'GET /api/v1/committees/:id/meetings/:meetingId': of(
    (i) => `/api/v1/committees/${i.committee}/meetings/${i.meeting}`,
  ),
  'PATCH /api/v1/committees/:id/meetings/:meetingId': of(
    (i) => `/api/v1/committees/${i.committee}/meetings/${i.meeting}`,
    () => ({ startsAt: '2020-03-11T17:30:00Z' }),
  ),
  'POST /api/v1/committees/:id/meetings/:meetingId/cancel': of(
    (i) => `/api/v1/committees/${i.committee}/meetings/${i.meeting}/cancel`,
    () => why,
  ),
  'POST /api/v1/dispatches': of(
    () => '/api/v1/dispatches',
    (i) => ({ periodId: i.period, meetingId: i.meeting, send: 'when_sealed' }),
  ),
  'GET /api/v1/dispatches/:id': of((i) => `/api/v1/dispatches/${i.dispatch}`),
  'GET /api/v1/dispatches/:id/check': of((i) => `/api/v1/dispatches/${i.dispatch}/check`),
  'GET /api/v1/dispatches/:id/changes': of((i) => `/api/v1/dispatches/${i.dispatch}/changes`),
  'POST /api/v1/dispatches/:id/cancel': of(
    (i) => `/api/v1/dispatches/${i.dispatch}/cancel`,
    () => why,
  ),
  'GET /api/v1/deliveries': { url: (i) => `/api/v1/deliveries?dispatchId=${i.dispatch}`, whose: 'list' },
  'GET /api/v1/deliveries/export': list('/api/v1/deliveries/export'),
  'GET /api/v1/deliveries/:id': of((i) => `/api/v1/deliveries/${i.delivery}`),
  'GET /api/v1/deliveries/:id/address': of((i) => `/api/v1/deliveries/${i.delivery}/address`),
  'PUT /api/v1/deliveries/:id/address': of((i) => `/api/v1/deliveries/${i.delivery}/address`),
  'DELETE /api/v1/deliveries/:id/address': of((i) => `/api/v1/deliveries/${i.delivery}/address`),
  'POST /api/v1/deliveries/:id/resend': of(
    (i) => `/api/v1/deliveries/${i.delivery}/resend`,
    () => why,
  ),
  'POST /api/v1/deliveries/:id/settle': of(
    (i) => `/api/v1/deliveries/${i.delivery}/settle`,
    () => ({ ...why, state: 'accepted' }),
  ),

  'POST /api/v1/programmes': house('/api/v1/programmes', {
    code: 'XX',
    name: 'x',
    council: 'x',
    sections: ['theme'],
  }),
  'GET /admin/programmes': list('/admin/programmes'),
  'GET /admin/programmes/new': house('/admin/programmes/new'),
  'POST /admin/programmes/new': house('/admin/programmes/new', {}),
  'GET /admin/assignments': list('/admin/assignments'),
  'GET /admin/delegations': list('/admin/delegations'),
  'GET /admin/groups': list('/admin/groups'),
  'GET /admin/groups/new': house('/admin/groups/new'),
  'POST /admin/groups/new': house('/admin/groups/new', {}),
  'GET /admin/groups/:id/end': house(`/admin/groups/${anyId}/end`),
  'POST /admin/groups/:id/end': house(`/admin/groups/${anyId}/end`, {}),
  'GET /admin/roles': house('/admin/roles'),
  'GET /admin/roles/new': house('/admin/roles/new'),
  'POST /admin/roles/new': house('/admin/roles/new', {}),
  'GET /admin/roles/:id': house(`/admin/roles/${anyId}`),
  ...Object.fromEntries(
    ['change', 'delete'].flatMap((step) => [
      [`GET /admin/roles/:id/${step}`, house(`/admin/roles/${anyId}/${step}`)],
      [`POST /admin/roles/:id/${step}`, house(`/admin/roles/${anyId}/${step}`, {})],
    ]),
  ),
  'GET /admin/users': house('/admin/users'),
  'GET /programmes/:id/archive': of((i) => `/programmes/${i.programme}/archive`),
  'GET /programmes/:id/archive/file': of((i) => `/programmes/${i.programme}/archive/file`),
  'GET /programmes/:id/theme-ratings': of((i) => `/programmes/${i.programme}/theme-ratings`),
  'GET /programmes/:id/said-again': of((i) => `/programmes/${i.programme}/said-again`),
  'GET /api/v1/programmes/:id/said-again': of((i) => `/api/v1/programmes/${i.programme}/said-again`),
  'GET /api/v1/programmes/:id/closing': of((i) => `/api/v1/programmes/${i.programme}/closing`),
  'POST /api/v1/programmes/:id/close': of(
    (i) => `/api/v1/programmes/${i.programme}/close`,
    () => ({ ...why, password: PASSWORD }),
  ),
  'POST /api/v1/programmes/:id/open-again': of(
    (i) => `/api/v1/programmes/${i.programme}/open-again`,
    () => ({ ...why, password: PASSWORD }),
  ),
  ...formRoutes('/programmes/:id/close', (i) => `/programmes/${i.programme}/close`),
  ...formRoutes('/programmes/:id/open-again', (i) => `/programmes/${i.programme}/open-again`),
  'GET /api/v1/programmes/:id/archive': of((i) => `/api/v1/programmes/${i.programme}/archive`),
  'GET /admin/system': house('/admin/system'),
  'GET /admin/jobs/:id': house(`/admin/jobs/${anyId}`),
  'POST /admin/jobs/:id/retry': house(`/admin/jobs/${anyId}/retry`, {}),
  'GET /admin/audit': list('/admin/audit'),
  'GET /admin/audit/export': list('/admin/audit/export'),
  'GET /admin/audit/check': house('/admin/audit/check'),
  'GET /admin/users/new': house('/admin/users/new'),
  'POST /admin/users/new': house('/admin/users/new', {}),
  'GET /admin/users/import': house('/admin/users/import'),
  'POST /admin/users/import': house('/admin/users/import', {}),
  'POST /admin/users/import/file': {
    ...house('/admin/users/import/file', {}),
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  },
  'GET /admin/users/:id': house(`/admin/users/${anyId}`),
  'GET /admin/users/:id/change': house(`/admin/users/${anyId}/change`),
  'POST /admin/users/:id/change': house(`/admin/users/${anyId}/change`, {}),
  'GET /admin/users/:id/:step': house(`/admin/users/${anyId}/disable`),
  ...Object.fromEntries(
    ['password', 'reset-second-factor', 'end-sessions', 'disable', 'enable'].map((step) => [
      `POST /admin/users/:id/${step}`,
      house(`/admin/users/${anyId}/${step}`, {}),
    ]),
  ),
  'GET /admin/users/:id/roles/new': house(`/admin/users/${anyId}/roles/new`),
  'POST /admin/users/:id/roles/new': house(`/admin/users/${anyId}/roles/new`, {}),
  'GET /admin/users/:id/roles/:assignmentId/end': house(`/admin/users/${anyId}/roles/${anyId}/end`),
  'POST /admin/users/:id/roles/:assignmentId/end': house(`/admin/users/${anyId}/roles/${anyId}/end`, {}),

  'POST /api/v1/delegations': house('/api/v1/delegations', {
    assignmentId: anyId,
    delegateId: anyId,
    startsOn: '2026-11-22',
    endsOn: '2026-11-30',
    reason: 'x',
  }),
  'POST /api/v1/assignments': house('/api/v1/assignments', {
    userId: anyId,
    roleId: anyId,
    programmeId: null,
  }),
  'POST /api/v1/assignments/:id/end': house(`/api/v1/assignments/${anyId}/end`, {}),
  'GET /api/v1/audit/verification': house('/api/v1/audit/verification'),
  'GET /api/v1/health': house('/api/v1/health'),
  'GET /api/v1/configuration': house('/api/v1/configuration'),
  'GET /api/v1/audit/export': list('/api/v1/audit/export'),
  'GET /api/v1/work/:id': house(`/api/v1/work/${anyId}`),
  'GET /api/v1/work': house('/api/v1/work'),
  'POST /api/v1/work/:id/retry': house(`/api/v1/work/${anyId}/retry`, {}),
  'GET /api/v1/holds': house('/api/v1/holds'),
  'POST /api/v1/holds': house('/api/v1/holds', { reason: 'x' }),
  'GET /api/v1/holds/:id': house(`/api/v1/holds/${anyId}`),
  'POST /api/v1/holds/:id/lift': house(`/api/v1/holds/${anyId}/lift`, { reason: 'x' }),
  'GET /api/v1/retention': house('/api/v1/retention'),
  'GET /api/v1/retention/:key': house('/api/v1/retention/tokens'),
  'POST /api/v1/retention/:key/sweep': house('/api/v1/retention/tokens/sweep', { sha256: '0'.repeat(64) }),
  'POST /api/v1/users/:id/data': house(`/api/v1/users/${anyId}/data`, {}),
  'GET /api/v1/users/:id/erasure': house(`/api/v1/users/${anyId}/erasure`),
  'POST /api/v1/users/:id/erase': house(`/api/v1/users/${anyId}/erase`, {}),
  'GET /admin/retention': house('/admin/retention'),
  'GET /admin/retention/:key': house('/admin/retention/tokens'),
  'POST /admin/retention/:key/sweep': house('/admin/retention/tokens/sweep', {}),
  'GET /admin/holds': house('/admin/holds'),
  'GET /admin/holds/new': house('/admin/holds/new'),
  'POST /admin/holds/new': house('/admin/holds/new', {}),
  'GET /admin/holds/:id': house(`/admin/holds/${anyId}`),
  'POST /admin/holds/:id/lift': house(`/admin/holds/${anyId}/lift`, {}),
  'GET /admin/users/:id/data': house(`/admin/users/${anyId}/data`),
  'POST /admin/users/:id/data': house(`/admin/users/${anyId}/data`, {}),
  'GET /admin/users/:id/data/file': house(`/admin/users/${anyId}/data/file`),
  'GET /admin/users/:id/erasure': house(`/admin/users/${anyId}/erasure`),
  'POST /admin/users/:id/erasure': house(`/admin/users/${anyId}/erasure`, {}),
  'GET /api/v1/permissions': house('/api/v1/permissions'),
  'GET /api/v1/group-rules': list('/api/v1/group-rules'),
  'GET /api/v1/group-rules/:id': house(`/api/v1/group-rules/${anyId}`),
  'GET /api/v1/group-rules/:id/preview-end': house(`/api/v1/group-rules/${anyId}/preview-end`),
  ...Object.fromEntries(
    ['', '/preview'].map((step) => [
      `POST /api/v1/group-rules${step}`,
      house(`/api/v1/group-rules${step}`, { group: 'x', roleId: anyId, programmeId: null }),
    ]),
  ),
  'POST /api/v1/group-rules/:id/end': house(`/api/v1/group-rules/${anyId}/end`),
  'GET /api/v1/roles': house('/api/v1/roles'),
  'POST /api/v1/roles': house('/api/v1/roles', { key: 'x', name: 'x', description: 'x', permissions: [] }),
  'GET /api/v1/roles/:id': house(`/api/v1/roles/${anyId}`),
  'PATCH /api/v1/roles/:id': house(`/api/v1/roles/${anyId}`, { name: 'x' }),
  'DELETE /api/v1/roles/:id': house(`/api/v1/roles/${anyId}`),
  'GET /api/v1/users': house('/api/v1/users'),
  'POST /api/v1/users': house('/api/v1/users', { email: 'x@example.org', name: 'x', jobTitle: 'x' }),
  'GET /api/v1/users/:id': house(`/api/v1/users/${anyId}`),
  'PATCH /api/v1/users/:id': house(`/api/v1/users/${anyId}`, { name: 'x' }),
  'POST /api/v1/users/:id/disable': house(`/api/v1/users/${anyId}/disable`, {}),
  'POST /api/v1/users/:id/enable': house(`/api/v1/users/${anyId}/enable`, {}),
  'POST /api/v1/users/:id/reset-second-factor': house(`/api/v1/users/${anyId}/reset-second-factor`, {}),
  'POST /api/v1/users/:id/end-sessions': house(`/api/v1/users/${anyId}/end-sessions`, {}),
  'PUT /api/v1/users/:id/password': house(`/api/v1/users/${anyId}/password`, {}),
  'GET /api/v1/users/:id/tokens': house(`/api/v1/users/${anyId}/tokens`),
  'POST /api/v1/tokens/:id/revoke': house(`/api/v1/tokens/${anyId}/revoke`, {}),
};

let council: CouncilHarness;
let ids: Ids;
let nobody: Client;
/** Holds every role there is, in the other programme. */
let strangerInAllRoles: Client;
/** Had every role here until a moment ago; the session is from before. */
let formerMember: Client;
/** An account with no role at all. */
let newcomer: Client;

async function person(
  email: string,
  roles: readonly string[],
  programmeId: string,
): Promise<{ id: string; client: Client }> {
  const [made] = await council.test.sql<{ id: string }>(
    `insert into app_user (email, name, job_title, password_hash) select $1, $1, 'Officer', password_hash from app_user where email = 'owner@example.org' returning id`,
    [email],
  );
  for (const role of roles)
    await council.test.sql(
      `insert into assignment (user_id, role_id, programme_id, granted_at) select $1, id, $3, now() from role where key = $2`,
      [made?.id, role, programmeId],
    );
  const client = council.newClient();
  expect((await client.signIn(email, 'four words are better')).status).toBe(201);
  // Everybody has just shown that it is them, so that what is found is about permissions.
  await council.test.sql(`update session set confirmed_at = now() + interval '1 hour'`);
  return { id: made?.id ?? '', client };
}

beforeAll(async () => {
  council = await CouncilHarness.open();
  const period = await council.openPeriod(0);
  await council.approveContribution('owner', period.contributions[0]);
  const reportUrl = await council.startReport(period.id, 'One owner is away.');
  const sealed = await council.sealReport(reportUrl);
  const post = async (url: string, body: unknown): Promise<string> => {
    const made = await council.as('clerk').send('POST', url, { body });
    expect(made).toMatchObject({ status: 201 });
    return String(made.body['id']);
  };
  const committee = await post('/api/v1/committees', {
    programmeId: council.programmeId,
    name: 'Cabinet',
    kind: 'cabinet',
  });
  const recipient = await post(`/api/v1/committees/${committee}/recipients`, {
    name: 'Leader',
    email: 'leader@example.org',
  });
  const meeting = await post(`/api/v1/committees/${committee}/meetings`, {
    startsAt: '2030-02-11T17:30:00Z',
  });
  const [enquiry] = await council.test.sql<{ id: string }>(
    `insert into enquiry (programme_id, committee_id, meeting_id, number, source, text, asked_on, owner_id, due_on, recorded_by, recorded_at)
     values ($1, $2, $3, 1, 'meeting', 'Why?', '2020-01-14', $4, '2020-01-28', $4, now()) returning id`,
    [council.programmeId, committee, meeting, council.people.owner.id],
  );
  const [publicQuestion] = await council.test.sql<{ id: string }>(
    `insert into public_question (programme_id, text, name, received_at, received_on, keep_until)
     values ($1, 'Why?', 'Somebody', now(), '2020-01-14', '2020-02-28') returning id`,
    [council.programmeId],
  );
  const schedule = await post(`/api/v1/committees/${committee}/schedules`, { workingDay: -1, hour: 9 });
  const dispatch = await post('/api/v1/dispatches', {
    periodId: period.id,
    meetingId: meeting,
    send: 'when_sealed',
    password: PASSWORD,
  });
  const file = fileForm({ title: 'Minutes' }, 'minutes.pdf', pdf());
  const attached = await council
    .as('owner')
    .send('POST', `/api/v1/contributions/${period.contributions[0]}/evidence`, file);
  expect(attached.status).toBe(201);
  const [delivery] = await council.test.sql<{ id: string }>(
    `insert into delivery (dispatch_id, recipient_id, recipient_name, recipient_email, message_id) values ($1, $2, 'Leader', 'leader@example.org', '<x@example.org>') returning id`,
    [dispatch, recipient],
  );
  await council.test.sql(
    `insert into delivery_event (delivery_id, number, state, attempt, actor_label) values ($1, 1, 'queued', 0, 'system')`,
    [delivery?.id],
  );
  const analyst = async (what: string, body: unknown): Promise<string> => {
    const url = `/api/v1/programmes/${council.programmeId}/${what}`;
    const made = await council.as('analyst').send('POST', url, { body });
    expect(made).toMatchObject({ status: 201 });
    return String(made.body['id']);
  };
  const measureGroup = await analyst('measure-groups', { number: 1 });
  const measure = await analyst('measures', { ...measureBody, groupId: measureGroup });
  // As the worker would: a delivery is of papers that were bound to a version.
  await council.test.sql(
    `update dispatch set version_id = $2, edition = 'exempt', bound_at = now() where id = $1`,
    [dispatch, sealed.body['versionId']],
  );
  ids = {
    programme: council.programmeId,
    period: period.id,
    contribution: period.contributions[0],
    report: reportUrl.split('/').at(-1) ?? '',
    theme: council.themeIds[0],
    version: String(sealed.body['versionId']),
    committee,
    schedule,
    recipient,
    meeting,
    enquiry: enquiry?.id ?? '',
    publicQuestion: publicQuestion?.id ?? '',
    dispatch,
    delivery: delivery?.id ?? '',
    measureGroup,
    measure,
    evidence: String(attached.body['id']),
  };
  const roles = ['owner', 'reviewer', 'sro', 'clerk', 'analyst', 'reader', 'auditor'];
  nobody = council.newClient();
  strangerInAllRoles = (await person('stranger@example.org', roles, council.elsewhereId)).client;
  const former = await person('former@example.org', roles, council.programmeId);
  formerMember = former.client;
  expect(await formerMember.send('GET', `/api/v1/programmes/${ids.programme}`)).toMatchObject({
    status: 200,
  });
  await council.test.sql(`update assignment set ended_at = now(), ended_by = $2 where user_id = $1`, [
    former.id,
    council.people.admin.id,
  ]);
  newcomer = (await person('newcomer@example.org', [], council.programmeId)).client;
});
afterAll(() => council.close());

const cases = Object.entries(ROUTES).map(([name, route]) => ({ name, route }));
const split = (name: string): ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string] =>
  name.split(' ') as ['GET', string];

const ask = (client: Client, { name, route }: (typeof cases)[number], subject = ids) =>
  client.send(split(name)[0], route.url(subject), {
    ...(split(name)[0] === 'GET' ? {} : { ifMatch: '"v1"' }),
    ...(route.body?.(subject) === undefined ? {} : { body: route.body(subject) }),
    ...(route.headers ? { headers: route.headers } : {}),
  });

it('the table knows every route that needs a permission', () => {
  const running = routePolicies(council.test.app)
    .filter(({ policy }) => policy !== 'public' && policy !== 'signed-in')
    .map(({ method, path }) => `${method} ${path}`);
  expect(Object.keys(ROUTES).sort()).toEqual(running.sort());
});

describe('nobody who is not signed in passes', () => {
  it.each(cases)('$name', async (route) => {
    const answer = await ask(nobody, route);
    // A page leads to the sign-in.
    if (route.name.includes(' /api/')) expect(answer.status).toBe(401);
    else expect([answer.status, answer.headers['location']?.split('?', 1)[0]]).toEqual([303, '/sign-in']);
  });
});

describe('an account without a role passes nowhere', () => {
  it.each(cases)('$name', async (route) => {
    expect((await ask(newcomer, route)).status).toBe(403);
  });
});

describe('who had a role until a moment ago is out with the next request, in the same session', () => {
  it.each(cases)('$name', async (route) => {
    expect((await ask(formerMember, route)).status).toBe(403);
  });
});

describe('every role of another programme opens nothing here, and does not tell that it exists', () => {
  const nowhere = (): Ids => Object.fromEntries(Object.keys(ids).map((key) => [key, randomUUID()])) as Ids;

  it.each(cases.filter(({ route }) => route.whose === 'programme'))('$name', async (route) => {
    const here = await ask(strangerInAllRoles, route);
    // What only an administrator may do is forbidden before anybody looks for the subject.
    expect([403, 404]).toContain(here.status);
    const absent = await ask(strangerInAllRoles, route, nowhere());
    expect({ ...here.body, instance: '' }).toEqual({ ...absent.body, instance: '' });
  });

  it.each(cases.filter(({ route }) => route.whose === 'list'))(
    '$name shows nothing of here',
    async (route) => {
      const answer = await ask(strangerInAllRoles, route);
      expect([200, 404]).toContain(answer.status);
      const shown = JSON.stringify(answer.body);
      for (const id of Object.values(ids)) expect(shown).not.toContain(id);
    },
  );
});

/** Cells in which somebody who has the permission is refused by a rule of the room, each with the reason. */
const REFUSED_BY_A_ROOM: readonly [route: RegExp, why: string][] = [
  [
    /reports\/:id\/trial\/:/,
    'a trial print is for those who prepare the report or decide about it, which are several permissions',
  ],
  [/publication\/lift$/, 'to leave out and to publish after all are two permissions, and one page'],
  [/^POST \/reports\/:id\/publication\/:effect$/, 'the table sends a decision that publishes after all'],
];

describe('each built-in role, at every route', () => {
  const roles = BUILT_IN_ROLES.map(({ key, permissions }) => ({
    key,
    permissions: new Set<string>(permissions),
  }));
  /** Nothing is as it was read, so that a write that is let through changes nothing. */
  const stale = (name: string) => (name.startsWith('GET') ? {} : { 'if-match': '"v999999"' });

  /** Without a connection of its own: there are thousands of them. */
  async function cell(
    client: Client,
    { name, route }: (typeof cases)[number],
    subject: Ids,
  ): Promise<{ status: number; text: string }> {
    const body = route.body?.(subject);
    const answer = await council.test.app.inject({
      method: split(name)[0],
      url: route.url(subject),
      headers: {
        cookie: client.cookie ?? '',
        'x-csrf-token': client.csrfToken ?? '',
        ...stale(name),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...route.headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    // Of a page what it says, without its frame.
    const said = /<main[\s\S]*<\/main>/.exec(answer.body)?.[0] ?? answer.body;
    return {
      status: answer.statusCode,
      text: said.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '…'),
    };
  }

  const needed = () =>
    new Map(routePolicies(council.test.app).map(({ method, path, policy }) => [`${method} ${path}`, policy]));

  it('is let through in its own programme where it has the permission, and nowhere else', async () => {
    const wrong: string[] = [];
    const needs = needed();
    for (const { key, permissions } of roles)
      await atOnce(cases, async (one) => {
        const { status } = await cell(council.as(key), one, ids);
        const allowed = permissions.has(needs.get(one.name) ?? '');
        const asExpected = allowed
          ? status < 500 &&
            status !== 401 &&
            (status !== 403 || REFUSED_BY_A_ROOM.some(([route]) => route.test(one.name)))
          : status === 403;
        if (!asExpected) wrong.push(`${key} ${one.name}: ${status}`);
      });
    expect(wrong).toEqual([]);
  }, 240_000);

  it('alone tells nobody from another programme that something is there', async () => {
    const wrong: string[] = [];
    const needs = needed();
    const nowhere = Object.fromEntries(Object.keys(ids).map((id) => [id, randomUUID()])) as Ids;
    const clients = new Map<string, Client>();
    for (const { key } of roles)
      clients.set(key, (await person(`${key}-elsewhere@example.org`, [key], council.elsewhereId)).client);
    // Each route by one of the roles that have its permission, in turn; all roles together have a test of their own above.
    const within = cases.filter(({ route }) => route.whose === 'programme');
    await atOnce([...within.entries()], async ([index, one]) => {
      const having = roles.filter(({ permissions }) => permissions.has(needs.get(one.name) ?? ''));
      const { key } = having[index % having.length] ?? { key: '' };
      const client = clients.get(key);
      if (!client) throw new Error(`${one.name}: no role has its permission`);
      const here = await cell(client, one, ids);
      const absent = await cell(client, one, nowhere);
      if (![403, 404].includes(here.status) || here.status !== absent.status || here.text !== absent.text)
        wrong.push(`${key} ${one.name}: ${here.status}, absent ${absent.status}`);
    });
    expect(wrong).toEqual([]);
  }, 240_000);
});

/** What a closed programme may still write: none of it is of the programme's content. */
const NOT_CONTENT = new Set(['audit_event']);
const passes = ({ name }: { name: string }): boolean => /\/(?:close|open-again)$/.test(name);

describe('a closed programme', () => {
  /** Everything of the programme, table by table. */
  async function contents(): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const [table, rule] of Object.entries(EXPORTED_TABLES))
      if (!('not' in rule) && !NOT_CONTENT.has(table)) {
        const [row] = await council.test.sql<{ hash: string }>(
          `select md5(coalesce(string_agg(t::text, ' ' order by t::text), '')) as hash from ${table} t where ${belongs(table)}`,
          [ids.programme],
        );
        found[table] = row?.hash ?? '';
      }
    return found;
  }

  it('is written by no route, whoever asks, and most say why', async () => {
    const needs = new Map(
      routePolicies(council.test.app).map(({ method, path, policy }) => [`${method} ${path}`, policy]),
    );
    const writes = cases.filter(
      (one) => !one.name.startsWith('GET') && one.route.whose === 'programme' && !passes(one),
    );
    await council.test.sql(
      `update programme set closed_at = now(), closed_label = 'Admin', closed_reason = 'It has ended.' where id = $1`,
      [ids.programme],
    );
    const before = await contents();
    // A draft: what is approved is refused for that alone.
    const [draft] = await council.test.sql<{ id: string }>(
      `select id from envelope where programme_id = $1 and status = 'draft' and kind = 'contribution' limit 1`,
      [ids.programme],
    );
    const subject = { ...ids, contribution: draft?.id ?? '' };
    const passed: string[] = [];
    const told = new Set<string>();
    try {
      for (const one of writes)
        for (const { key, permissions } of BUILT_IN_ROLES) {
          if (!(permissions as readonly string[]).includes(needs.get(one.name) ?? '')) continue;
          const answer = await ask(council.as(key), one, subject);
          // A page may lead back to the part, which cannot be written.
          if (answer.status < 300 || (answer.status < 400 && one.name.includes(' /api/')))
            passed.push(`${key} ${one.name}: ${answer.status}`);
          if (JSON.stringify(answer.body).includes('This programme is closed')) told.add(one.name);
        }
      expect({ changed: await contents(), passed }).toEqual({ changed: before, passed: [] });
    } finally {
      await council.test.sql(
        `update programme set closed_at = null, closed_label = null, closed_reason = null where id = $1`,
        [ids.programme],
      );
    }
    // The others are refused before anybody looks at the programme: an empty form, a report that is approved.
    expect(told.size).toBeGreaterThan(writes.length / 2);
  }, 120_000);
});

/** So many at a time as there are connections to the database. */
async function atOnce<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const queue = [...all];
  await Promise.all(
    Array.from({ length: 5 }, async () => {
      for (let one = queue.shift(); one !== undefined; one = queue.shift()) await work(one);
    }),
  );
}
