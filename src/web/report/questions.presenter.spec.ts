import { expect, it } from '@jest/globals';
import type { PartView } from '../../programmes/index.js';
import type { AskedQuestion } from '../../reporting/index.js';
import { nextOpen } from './questions.presenter.js';

const parts = [{ id: 'theme' }, { id: 'risks' }] as unknown as PartView[];
const asked = (key: string, contributionId: string | null, isOpen = true): AskedQuestion =>
  ({ key, place: { contributionId }, answer: isOpen ? null : { reason: 'So.' } }) as unknown as AskedQuestion;

it('goes from question to open question in the order of the report, and begins anew at its end', () => {
  const questions = [
    asked('whole', null),
    asked('risk', 'risks'),
    asked('done', 'risks', false),
    asked('theme', 'theme'),
  ];
  const next = (key: string): string | undefined => nextOpen(questions, parts, key)?.key;
  expect(['theme', 'risk', 'done', 'whole'].map(next)).toEqual(['risk', 'whole', 'whole', 'theme']);
  expect(nextOpen([asked('only', 'theme')], parts, 'only')).toBeUndefined();
});
