import { drawing, element, label, type Chart } from './chart.js';

export interface HeatCell {
  probability: number;
  impact: number;
  score: number;
  band: string;
}

/** The least first. */
export interface HeatBand {
  key: string;
  name: string;
}

export interface HeatEntry {
  number: number;
  probability: number;
  impact: number;
}

/** User units; at 130 mm width one unit is 0.79 pt, so that letters print at 11 pt. */
const LEFT = 96;
const TOP = 8;
const CELL_WIDTH = 72;
const CELL_HEIGHT = 38;
const BOTTOM = 44;
const INK = '#16212c';
const QUIET = '#47545f';
/** From the least band to the worst: light to dark, so that it reads in grey; the score in each cell says it without shade. */
const SHADES = ['#ffffff', '#e3e9ee', '#b9c6d0', '#7f93a3'] as const;

/**
 * The risks in a grid of probability (upwards) and impact (to the right). Each cell says its score, its risks by number and, by its
 * shade, its band; the darkest have a thick frame.
 */
export function heatMap(
  cells: readonly HeatCell[],
  bands: readonly HeatBand[],
  entries: readonly HeatEntry[],
): Chart {
  const width = LEFT + 5 * CELL_WIDTH + 8;
  const height = TOP + 5 * CELL_HEIGHT + BOTTOM;
  const x = (impact: number) => LEFT + (impact - 1) * CELL_WIDTH;
  const y = (probability: number) => TOP + (5 - probability) * CELL_HEIGHT;
  const at = ({ probability, impact }: HeatCell) =>
    entries.filter((one) => one.probability === probability && one.impact === impact);
  return drawing(
    width,
    height,
    describe(cells, bands, entries),
    ...cells.map((cell) => {
      const rank = bands.findIndex(({ key }) => key === cell.band);
      const worst = rank === bands.length - 1;
      const numbers = at(cell).map(({ number }) => number);
      return element(
        'g',
        {},
        element('rect', {
          x: x(cell.impact) + 1,
          y: y(cell.probability) + 1,
          width: CELL_WIDTH - 2,
          height: CELL_HEIGHT - 2,
          fill: shade(rank, bands.length),
          stroke: worst ? INK : QUIET,
          'stroke-width': worst ? 2 : 0.75,
        }),
        label(
          {
            x: x(cell.impact) + CELL_WIDTH - 6,
            y: y(cell.probability) + 15,
            'text-anchor': 'end',
            'font-size': 14,
            fill: INK,
          },
          String(cell.score),
        ),
        ...(numbers.length === 0
          ? []
          : [
              label(
                {
                  x: x(cell.impact) + 5,
                  y: y(cell.probability) + CELL_HEIGHT - 7,
                  'font-size': 15,
                  'font-weight': 700,
                  fill: INK,
                },
                // The list beside the map names all.
                numbers.length > 3 ? `${numbers.slice(0, 2).join(', ')} …` : numbers.join(', '),
              ),
            ]),
      );
    }),
    ...[1, 2, 3, 4, 5].flatMap((step) => [
      label(
        { x: LEFT - 8, y: y(step) + CELL_HEIGHT / 2 + 5, 'text-anchor': 'end', 'font-size': 14, fill: QUIET },
        String(step),
      ),
      label(
        {
          x: x(step) + CELL_WIDTH / 2,
          y: TOP + 5 * CELL_HEIGHT + 17,
          'text-anchor': 'middle',
          'font-size': 14,
          fill: QUIET,
        },
        String(step),
      ),
    ]),
    label({ x: 0, y: TOP + 15, 'font-size': 14, 'font-weight': 700, fill: INK }, 'Probability'),
    label({ x: LEFT, y: height - 8, 'font-size': 14, 'font-weight': 700, fill: INK }, 'Impact'),
  );
}

/** Spread over the shades that there are, so that the least is white and the worst the darkest. */
function shade(rank: number, bands: number): string {
  const index = bands < 2 ? 0 : Math.round((rank * (SHADES.length - 1)) / (bands - 1));
  return SHADES[index] ?? SHADES[0];
}

function describe(
  cells: readonly HeatCell[],
  bands: readonly HeatBand[],
  entries: readonly HeatEntry[],
): string {
  if (entries.length === 0) return 'Grid of probability and impact. No risk has both numbers.';
  const said = bands.toReversed().flatMap(({ key, name }) =>
    cells
      .filter(({ band }) => band === key)
      .toSorted((a, b) => b.score - a.score)
      .flatMap(({ probability, impact, score }) => {
        const numbers = entries
          .filter((one) => one.probability === probability && one.impact === impact)
          .map(({ number }) => number);
        return numbers.length === 0
          ? []
          : [
              `${name}: ${numbers.length === 1 ? 'risk' : 'risks'} ${numbers.join(', ')} (probability ${probability}, impact ${impact}, score ${score})`,
            ];
      }),
  );
  return `Grid of probability and impact. ${said.join('. ')}.`;
}
