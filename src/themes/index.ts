export {
  themeAction,
  themeContent,
  themeObjective,
  themeOverview,
  type ThemeContent,
} from './theme.content.js';
export { themeInput } from './themes.input.js';
export { themeBlockers, themeHeading } from './theme.rules.js';
export { ThemesModule } from './themes.module.js';
export { ThemesQueries, type ThemeView } from './themes.queries.js';
export { ThemePastQueries, type RatedThemes } from './theme-past.queries.js';
export { ThemesService } from './themes.service.js';
