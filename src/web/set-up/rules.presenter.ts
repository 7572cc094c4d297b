import type { ProgrammeView } from '../../programmes/index.js';
import { head, paths, type FormView } from '../shell/index.js';
import {
  nameChoices,
  type BudgetRulePage,
  type GlossaryPage,
  type PublicationRulesPage,
} from './rules.view.js';

const around = ({ id, name }: Pick<ProgrammeView, 'id' | 'name'>) => ({
  programme: name,
  back: { text: 'Set-up', href: paths.setUp(id) },
});

export const presentBudgetRule = (
  form: FormView,
  programme: ProgrammeView,
  version: number,
): BudgetRulePage => ({
  head: head('Budget rule', {
    ...around(programme),
    lead: 'A budget line that is further from its budget than this needs a comment before it can be submitted. Drafts follow at once.',
  }),
  form,
  action: paths.budgetRule(programme.id),
  version,
});

export const presentPublicationRules = (
  form: FormView,
  programme: ProgrammeView,
  version: number,
): PublicationRulesPage => ({
  head: head('Publication rules', {
    ...around(programme),
    lead: 'What public editions leave out by themselves. It counts from the next approval; what is sealed stays as it is.',
  }),
  form,
  action: paths.publicationRules(programme.id),
  version,
  names: nameChoices(),
});

export const presentGlossary = (form: FormView, programme: ProgrammeView, version: number): GlossaryPage => ({
  head: head('Glossary', {
    ...around(programme),
    lead: 'The abbreviations of your programme. A report explains those that it uses, and no others.',
  }),
  form,
  action: paths.glossary(programme.id),
  version,
});
