import { describe, expect, it } from '@jest/globals';
import { fieldsRead, threeWay } from './three-way.rules.js';

const began = {
  event: 'Posts stay empty.',
  mitigation: 'Advertise',
  next: '',
  'due-day': '1',
  'due-month': '2',
};
const read = fieldsRead(began);

describe('two forms of one block', () => {
  it('are one where nobody changed a field that the other changed', () => {
    const mine = { ...began, mitigation: 'Advertise twice' };
    const theirs = { ...began, next: 'Ask the agency' };
    expect(threeWay(mine, theirs, read)).toEqual({
      merged: { ...began, mitigation: 'Advertise twice', next: 'Ask the agency' },
      contested: new Set(),
    });
  });

  it('contest what both changed, and nothing else', () => {
    const found = threeWay(
      { ...began, event: 'Mine', next: 'The same' },
      { ...began, event: 'Theirs', next: 'The same', mitigation: 'Wait' },
      read,
    );
    expect(found?.contested).toEqual(new Set(['event']));
    expect(found?.merged).toMatchObject({ event: 'Mine', next: 'The same', mitigation: 'Wait' });
  });

  it('take a day, a month and a year as one field', () => {
    const found = threeWay({ ...began, 'due-day': '9' }, { ...began, 'due-month': '3' }, read);
    expect(found?.contested).toEqual(new Set(['due-day', 'due-month']));
  });

  it('keep a box that one of them unticked unticked, and what ends its lines otherwise is no change', () => {
    const both = { about: ['a', 'b'], text: 'One\nTwo' };
    const found = threeWay({ text: 'One\r\nTwo', about: ['a'] }, both, fieldsRead(both));
    expect(found).toEqual({ merged: { text: both.text, about: ['a'] }, contested: new Set() });
  });

  it('cannot be put together where rows moved, or where nobody knows what both began from', () => {
    const rows = { 'actions.0.id': 'a', 'actions.0.title': 'A' };
    expect(threeWay(rows, { 'actions.0.id': 'b', 'actions.0.title': 'B' }, fieldsRead(rows))).toBeNull();
    expect(threeWay(began, began, '')).toBeNull();
  });
});
