export { PagesModule } from './pages.module.js';
export { acceptForms } from './shell/accept-forms.js';
export { PageProblemFilter } from './shell/problem.filter.js';
