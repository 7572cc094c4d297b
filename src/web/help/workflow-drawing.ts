/** One box of a drawing: a state. */
export interface Box {
  x: number;
  y: number;
  label: string;
  /** The label as it stands in the box: one line, or two. */
  lines: string[];
}

/** An arrow with its words. `path` as SVG has it. */
export interface Arrow {
  path: string;
  label: string;
  x: number;
  y: number;
}

export interface Drawing {
  title: string;
  width: number;
  height: number;
  boxes: Box[];
  arrows: Arrow[];
}

/** In user units, which are pixels of a page. */
export const BOX = { width: 112, height: 44 };
/** A longer label stands on two lines. */
const LONGEST_LINE = 13;
/** Between two states, where there is room for it. */
const GAP = 140;
/** A page is this wide at 1280 pixels, less the line around a box. */
const WIDEST = 1096;
const TOP = 44;
const STEP = 34;

/**
 * States in a row, steps onwards as straight arrows above each other's words, or above the states that they leave out; steps back as arrows
 * below. Pure.
 * @param steps between two different states; those between the same two share an arrow.
 */
export function drawWorkflow(
  title: string,
  states: readonly { key: string; label: string }[],
  steps: readonly { from: string; to: string; label: string }[],
): Drawing {
  const at = (key: string): number => states.findIndex((state) => state.key === key);
  const gap = Math.min(
    GAP,
    Math.floor((WIDEST - states.length * BOX.width) / Math.max(1, states.length - 1)),
  );
  const x = (index: number): number => index * (BOX.width + gap);
  const pairs = new Map<string, { from: number; to: number; labels: string[] }>();
  for (const step of steps) {
    const [from, to] = [at(step.from), at(step.to)];
    if (from < 0 || to < 0 || from === to) continue;
    const pair = pairs.get(`${from} ${to}`) ?? { from, to, labels: [] };
    pair.labels.push(step.label);
    pairs.set(`${from} ${to}`, pair);
  }
  let depth = 0;
  let rise = 0;
  const top = TOP + STEP * [...pairs.values()].filter(({ from, to }) => to > from + 1).length;
  const bottom = top + BOX.height;
  const arrows = [...pairs.values()].map(({ from, to, labels }): Arrow => {
    const label = labels.join(', ');
    if (to > from + 1) {
      rise += 1;
      const y = top - rise * STEP;
      const [start, end] = [x(from) + BOX.width / 2, x(to) + BOX.width / 2 - rise * 12];
      return {
        path: `M${start} ${top} L${start} ${y} L${end} ${y} L${end} ${top - 2}`,
        label,
        x: (start + end) / 2,
        y: y - 8,
      };
    }
    if (to > from) {
      const y = top + BOX.height / 2;
      return {
        path: `M${x(from) + BOX.width} ${y} L${x(to) - 2} ${y}`,
        label,
        x: (x(from) + BOX.width + x(to)) / 2,
        y: y - 10,
      };
    }
    depth += 1;
    const y = bottom + depth * STEP;
    const [start, end] = [x(from) + BOX.width / 2, x(to) + BOX.width / 2 + depth * 12];
    return {
      path: `M${start} ${bottom} L${start} ${y} L${end} ${y} L${end} ${bottom + 2}`,
      label,
      x: (start + end) / 2,
      y: y - 8,
    };
  });
  return {
    title,
    width: x(states.length - 1) + BOX.width,
    height: bottom + depth * STEP + 16,
    boxes: states.map(({ label }, index) => ({ x: x(index), y: top, label, lines: linesOf(label) })),
    arrows,
  };
}

/** In two, where it is long, at the space after which both are as short as they can be. */
function linesOf(label: string): string[] {
  if (label.length <= LONGEST_LINE) return [label];
  const words = label.split(' ');
  const halves = words
    .slice(1)
    .map((_, index) => [words.slice(0, index + 1).join(' '), words.slice(index + 1).join(' ')]);
  const longest = (lines: readonly string[]): number => Math.max(...lines.map(({ length }) => length));
  return halves.toSorted((a, b) => longest(a) - longest(b))[0] ?? [label];
}
