import { drawing, element, label, type Chart } from './chart.js';

export interface Bar {
  label: string;
  /** On the scale of all bars; may be negative. Null = not known: no bar, only its words. */
  value: number | null;
  /** Printed at the bar's end: `£1,000,000`, `78%, reported`. */
  words: string;
  /** Drawn as an outline: told apart from the filled ones in grey, too. */
  outline?: boolean;
}

/** User units; at 130 mm width one unit is 0.8 pt, so that letters print at 12 pt. */
const WIDTH = 460;
const LETTERS = 15;
/** Room for one letter, generously. */
const LETTER_WIDTH = 8;
const BAR = 16;
const ROW = 44;
const INK = '#16212c';
const FILL = '#0d4a63';

/**
 * Horizontal bars from a common zero, each under its label and with its value in words at its end: readable without colour.
 * @param text the text alternative, with every figure.
 * @param end where the scale ends if no bar is longer: 100 for percentages.
 */
export function horizontalBars(text: string, bars: readonly Bar[], end = 0): Chart {
  const values = bars.map(({ value }) => value ?? 0);
  const low = Math.min(0, ...values);
  const span = Math.max(end, ...values) - low || 1;
  const room = WIDTH - 12 - LETTER_WIDTH * Math.max(...bars.map(({ words }) => words.length));
  const at = (value: number): number => 1 + ((value - low) / span) * room;
  const zero = at(0);
  return drawing(
    WIDTH,
    bars.length * ROW,
    text,
    ...bars.flatMap(({ label: name, value, words, outline }, index) => {
      const top = index * ROW;
      const tip = at(value ?? 0);
      return [
        label({ x: 0, y: top + LETTERS, 'font-size': LETTERS, fill: INK }, name),
        element('rect', {
          x: Math.min(zero, tip),
          y: top + 22,
          width: Math.abs(tip - zero),
          height: BAR,
          fill: outline === true ? '#ffffff' : FILL,
          stroke: FILL,
          'stroke-width': 1.5,
        }),
        element('line', {
          x1: zero,
          y1: top + 19,
          x2: zero,
          y2: top + 25 + BAR,
          stroke: INK,
          'stroke-width': 1.5,
        }),
        label(
          {
            x: Math.max(zero, tip) + 8,
            y: top + 22 + BAR - 3,
            'font-size': LETTERS,
            'font-weight': 700,
            fill: INK,
          },
          words,
        ),
      ];
    }),
  );
}
