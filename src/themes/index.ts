export {
  themeAction,
  themeContent,
  themeObjective,
  themeOverview,
  type ThemeContent,
} from './theme.content.js';
export { ThemesModule } from './themes.module.js';
export type { ThemeView } from './themes.queries.js';
