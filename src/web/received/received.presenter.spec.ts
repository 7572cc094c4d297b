import { describe, expect, it } from '@jest/globals';
import type { ReceivedPapers } from '../../distribution/index.js';
import { presentReceived } from './received.presenter.js';

const papers = (state: ReceivedPapers['state']): ReceivedPapers => ({
  state,
  versionId: 'first',
  council: 'Northcote Council',
  programme: 'Children’s services improvement',
  committee: 'Cabinet',
  meetingAt: '2020-02-11T10:00:00Z',
  period: 'January 2020',
  version: 1,
  marking: 'OFFICIAL',
  exemption: null,
  approvedBy: 'Director',
  approvedAt: '2020-02-03T09:00:00Z',
  sha256: 'a'.repeat(64),
  file: null,
  sections: [],
  expiresAt: '2020-03-04T09:00:00Z',
  acknowledgedAt: null,
  newer: state === 'replaced' ? 2 : null,
  ask: { name: 'Committee Clerk', jobTitle: '', email: 'clerk@example.org' },
});
const published = (state: ReceivedPapers['state'], found: { id: string; version: number } | null) =>
  presentReceived('token', papers(state), found, new Date('2020-02-05T09:00:00Z')).published;

describe('the page of papers that were received', () => {
  it('leads to the report that anybody can read', () => {
    expect(published('open', { id: 'first', version: 1 })?.href).toBe('/published/first');
    expect(published('open', null)).toBeNull();
  });

  it('leads from a replaced version to the one in its place alone', () => {
    expect(published('replaced', { id: 'second', version: 2 })).toEqual({
      text: 'Read version 2 as it is published for everybody',
      href: '/published/second',
    });
    expect(published('replaced', { id: 'first', version: 1 })).toBeNull();
  });
});
