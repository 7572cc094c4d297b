/*
 * Which figures of a table have to stay out of a public edition so that no small number of people becomes known. Pure, and about
 * counts alone: what a cell is the count of, is the business of small-numbers.rules.ts.
 *
 * What a reader knows: every cell that is shown and not suppressed, every cell that an earlier edition has printed, how the cells add
 * up, and that no count is negative. Of what is or was marked as suppressed readers are, to be on the safe side, taken to know more
 * than the mark says: whether it is zero (zeros are suppressed last), and whether it was small (between 1 and `threshold`).
 *
 * The rule: a protected cell is safe when some other table of whole numbers agrees with everything that the reader knows and has
 * another number in its place. One such table is looked for and held in hand; where none is found the cell counts as given away. That
 * one rule covers subtraction (what linear algebra over the known cells determines has no second table) and sums that are too small or
 * too large to leave a choice: two marked cells that make 2 are 1 and 1; two that make 10 under a policy of 1 to 5 are 5 and 5. No
 * fraction is ever computed: a second table differs from the first by whole steps of one.
 *
 * It is exact where every cell stands in at most two relations and these can be turned so that it adds to one and takes from the
 * other: rows and columns with their totals, months and years to date. (There, the difference of two tables is made of closed paths,
 * each a step of one.) Elsewhere the search may miss a second table; then it suppresses more than it must, or lists a cell as disclosed
 * that is not so yet. No cell that it lists neither way is given away.
 *
 * Not protected against: a range that is narrow but has more than one value; somebody who knows a person in the cell; relations that
 * nobody has named; counts that are not whole; a reader who is told which cell was suppressed for which reason, or who replays these
 * very choices: `why` is for the reviewer and is not to be printed.
 */

export interface Cell {
  id: string;
  /** A count. Where values do not add up (they are rounded or restated at their source) what matters is how they should. */
  value: number;
  /** This edition wants to print it. */
  shown: boolean;
  /** An earlier public edition has printed it; that cannot be taken back. */
  published: boolean;
  /** Must not become known: a count between 1 and the threshold, which nobody has released. */
  protected: boolean;
  /** An earlier public edition has left it out and said so. */
  marked?: boolean;
}

/** The parts make the total. */
export interface Relation {
  total: string;
  parts: readonly string[];
}

export interface Table {
  cells: readonly Cell[];
  relations: readonly Relation[];
  /** Counts from 1 to this are small. */
  threshold: number;
}

export interface Suppression {
  /** By id. `primary`: protected itself. `secondary`: what is protected could be worked out from it. */
  suppressed: { id: string; why: 'primary' | 'secondary' }[];
  /** Protected cells that earlier editions give away, whatever this one leaves out; by id. */
  disclosed: string[];
}

/** A cell with the relations in which it stands. */
interface Node extends Cell {
  /** `sign`: +1 as a part, -1 as the total. */
  places: { relation: number; sign: number }[];
}

interface Net {
  /** By id. */
  nodes: readonly Node[];
  members: readonly { node: Node; sign: number }[][];
  threshold: number;
}

/** How many half-made tables are tried for one cell before it counts as given away; no table of a report comes near. */
const MOST_TRIED = 5_000;

/**
 * Every protected cell that is shown is suppressed. While a protected cell is given away, the smallest positive shown cell that can
 * help follows (parts before totals, then by id); a zero only where no positive cell can. What turns out not to have been needed is
 * shown after all, the largest first.
 * @throws Error when a relation names a cell that is not in the table.
 */
export function suppress(table: Table): Suppression {
  const net = netOf(table);
  const { nodes } = net;
  const guarded = nodes.filter((node) => node.protected);
  const primary = guarded.filter(({ shown }) => shown);
  // Hiding more never makes more known: what nothing can protect is what is known even when all of this edition is left out.
  const most = new Set(nodes.filter(({ published }) => !published));
  const disclosed = guarded.filter((node) => node.published || !isFeasible(net, node, most));
  const open = guarded.filter((node) => !disclosed.includes(node));

  const hidden = new Set([...most].filter((node) => !node.shown || node.protected));
  const others: Node[] = [];
  for (;;) {
    const exposed = open.find((node) => !isFeasible(net, node, hidden));
    if (!exposed) break;
    const [next] = [...within(net, exposed, hidden)]
      .filter((node) => most.has(node) && !hidden.has(node))
      .toSorted(cheapestFirst);
    if (!next) throw new Error(`Nothing is left that could protect ${exposed.id}, which something did.`);
    hidden.add(next);
    others.push(next);
  }
  const needed = others.toSorted(dearestFirst).filter((node) => {
    hidden.delete(node);
    const spared = open.every((one) => isFeasible(net, one, hidden));
    if (!spared) hidden.add(node);
    return !spared;
  });
  return {
    suppressed: [
      ...primary.map(({ id }) => ({ id, why: 'primary' as const })),
      ...needed.map(({ id }) => ({ id, why: 'secondary' as const })),
    ].toSorted((a, b) => compare(a.id, b.id)),
    disclosed: disclosed.map(({ id }) => id),
  };
}

function netOf({ cells, relations, threshold }: Table): Net {
  const nodes = cells.map((cell): Node => ({ ...cell, places: [] })).toSorted((a, b) => compare(a.id, b.id));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const members = relations.map(({ total, parts }, relation) =>
    [...parts.map((id) => ({ id, sign: 1 })), { id: total, sign: -1 }].map(({ id, sign }) => {
      const node = byId.get(id);
      if (!node) throw new Error(`A relation names the cell ${id}, which is not in the table.`);
      node.places.push({ relation, sign });
      return { node, sign };
    }),
  );
  // A policy of 1 to 1 would tell the number by its mark; then the reader is taken not to know it.
  return { nodes, members, threshold: Math.max(threshold, 2) };
}

/** Whether a cell may stand this far from its value, for all that a reader knows of cells that they cannot see. */
function may(node: Node, by: number, threshold: number): boolean {
  const { value, shown, marked = false } = node;
  const moved = value + by;
  if (!shown && !marked) return moved >= Math.min(value, 0);
  return moved >= Math.min(value, 1) && (by <= 0 || !node.protected || moved <= Math.max(value, threshold));
}

/** Relations that do not add up, by how much. */
type Surplus = ReadonlyMap<number, number>;

/** Whether another table has another number for the cell. */
const isFeasible = (net: Net, node: Node, hidden: ReadonlySet<Node>): boolean =>
  [1, -1].some((by) => may(node, by, net.threshold) && canSettle(net, node, by, hidden));

/**
 * Whether the others that a reader cannot see can follow, a step each, when one cell is a step larger or smaller. Tried in the order
 * of the number of steps, so that no cell takes part twice where once is enough.
 */
function canSettle(net: Net, start: Node, by: number, hidden: ReadonlySet<Node>): boolean {
  const first = disturbed(new Map(), start, by);
  const tried: { surplus: Surplus; moves: ReadonlyMap<Node, number> }[] = [
    { surplus: first, moves: new Map([[start, by]]) },
  ];
  const seen = new Set([keyOf(first)]);
  for (const { surplus, moves } of tried) {
    const [worst] = surplus;
    if (!worst) return true;
    if (tried.length > MOST_TRIED) return false;
    const [relation, over] = worst;
    for (const { node, sign } of net.members[relation] ?? []) {
      if (!hidden.has(node) || node === start) continue;
      const step = -Math.sign(over) * sign;
      const moved = (moves.get(node) ?? 0) + step;
      if (!may(node, moved, net.threshold)) continue;
      const next = disturbed(surplus, node, step);
      const key = keyOf(next);
      if (seen.has(key)) continue;
      seen.add(key);
      tried.push({ surplus: next, moves: new Map(moves).set(node, moved) });
    }
  }
  return false;
}

function disturbed(surplus: Surplus, { places }: Node, by: number): Surplus {
  const next = new Map(surplus);
  for (const { relation, sign } of places) {
    const over = (next.get(relation) ?? 0) + sign * by;
    if (over === 0) next.delete(relation);
    else next.set(relation, over);
  }
  return next;
}

const keyOf = (surplus: Surplus): string =>
  [...surplus]
    .map(([relation, over]) => `${relation}:${over}`)
    .toSorted()
    .join(' ');

/** Everything that stands in a relation with the cell, or with a hidden cell that does, and so on: only there can something help. */
function within(net: Net, start: Node, hidden: ReadonlySet<Node>): Set<Node> {
  const reached = new Set([start]);
  for (const node of reached)
    if (node === start || hidden.has(node))
      for (const { relation } of node.places)
        for (const member of net.members[relation] ?? []) reached.add(member.node);
  return reached;
}

const isTotal = ({ places }: Node): boolean => places.some(({ sign }) => sign < 0);

function cheapestFirst(a: Node, b: Node): number {
  return (
    Number(a.value <= 0) - Number(b.value <= 0) ||
    a.value - b.value ||
    Number(isTotal(a)) - Number(isTotal(b)) ||
    compare(a.id, b.id)
  );
}

/** The other way round: zeros, then what is largest. */
const dearestFirst = (a: Node, b: Node): number => cheapestFirst(b, a);

/** The same order on every machine. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
