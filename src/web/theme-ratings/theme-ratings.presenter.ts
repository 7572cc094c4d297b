import { quarterLabel } from '../../programmes/index.js';
import type { VersionInForce } from '../../reporting/index.js';
import { ratingView } from '../../snapshot/index.js';
import { themeHeading, type RatedThemes } from '../../themes/index.js';
import { head, paths, sealedAt, type Link } from '../shell/index.js';
import type { ThemeRatingsPage } from './theme-ratings.view.js';

type Theme = RatedThemes['themes'][number];
type Rated = NonNullable<Theme['actions'][number]['rated']>;
type Cell = ThemeRatingsPage['rows'][number]['cells'][number];

interface Given {
  programme: string;
  programmeId: string;
  /** The earliest first. */
  periods: readonly RatedThemes[];
  /** The sealed report of each period that the reader may see. */
  versions: ReadonlyMap<string, Pick<VersionInForce, 'id' | 'readable'>>;
  /** Of which the actions are shown; the first one where it is not known. */
  themeId: string | undefined;
}

/** One theme with its actions; the others by links. Pure. */
export function presentThemeRatings({
  programme,
  programmeId,
  periods,
  versions,
  themeId,
}: Given): ThemeRatingsPage {
  const newest = new Map(
    periods.flatMap(({ themes }) => themes.map((theme) => [theme.themeId, theme] as const)),
  );
  const themes = [...newest.values()].sort((one, other) => one.number - other.number);
  const chosen = themes.find((theme) => theme.themeId === themeId) ?? themes[0];
  const said = periods.map((period) => period.themes.find((theme) => theme.themeId === chosen?.themeId));
  const [first, last] = [periods[0], periods.at(-1)];
  return {
    head: head('Ratings of themes and actions over time', {
      wide: true,
      programme,
      lead:
        !first || !last || !chosen
          ? 'No theme has been approved yet.'
          : first === last
            ? `How ${last.label} rates ${themeHeading(chosen)}.`
            : `How ${first.label} to ${last.label} rate ${themeHeading(chosen)}, as it was approved.`,
    }),
    themes: themes
      .filter((theme) => theme !== chosen)
      .map((theme): Link => ({
        text: themeHeading(theme),
        href: paths.themeRatings(programmeId, theme.themeId),
      })),
    caption: 'Ratings as approved',
    columns: periods.map(({ id, label }, index) => {
      const version = versions.get(id);
      const theme = said[index];
      return version === undefined
        ? { text: label, href: null, without: 'Not approved yet' }
        : {
            text: label,
            href: theme ? sealedAt(version, `theme-${theme.number}`) : paths.version(version.id),
            without: 'Not in it',
          };
    }),
    rows: chosen ? [themeRow(chosen, said), ...actionRows(said)] : [],
  };
}

const themeRow = (theme: Theme, said: readonly (Theme | undefined)[]): ThemeRatingsPage['rows'][number] => ({
  text: `${themeHeading(theme)}: the whole theme`,
  href: paths.part(theme.partId),
  cells: said.map((one) => one && { rating: ratingView(one.rag), note: null }).map((cell) => cell ?? null),
});

/** In the order of the newest plan; those that are no longer in it come last. */
function actionRows(said: readonly (Theme | undefined)[]): ThemeRatingsPage['rows'][number][] {
  const titles = new Map<string, { title: string; partId: string }>();
  for (const theme of said.toReversed())
    for (const { id, title } of theme?.actions ?? [])
      if (theme && !titles.has(id)) titles.set(id, { title, partId: theme.partId });
  return [...titles].map(([id, { title, partId }]) => {
    const rated = said.map((theme) => theme?.actions.find((action) => action.id === id));
    return {
      text: title,
      href: paths.part(partId),
      cells: rated.map((action, index): Cell =>
        action
          ? {
              rating: ratingView(action.rated?.rag ?? null),
              note: noteOf(action.rated, rated.slice(index + 1)),
            }
          : null,
      ),
    };
  });
}

/** Which quarter is meant, and whether a later report rates it in another way. */
function noteOf(
  rated: Rated | null,
  later: readonly (Theme['actions'][number] | undefined)[],
): string | null {
  if (rated === null) return null;
  const quarter = quarterLabel(rated);
  const otherwise = later.some(
    (action) =>
      action?.rated?.financialYear === rated.financialYear &&
      action.rated.quarter === rated.quarter &&
      action.rated.rag !== rated.rag,
  );
  return otherwise ? `${quarter}; rated differently later` : quarter;
}
