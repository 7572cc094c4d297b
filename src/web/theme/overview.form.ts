import { themeOverview } from '../../themes/index.js';
import { pageForm } from '../shell/index.js';

export const overviewForm = pageForm(themeOverview, {
  narrative: { to: 'narrative' },
  rag: { to: 'rag' },
});
