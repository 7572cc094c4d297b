import { appendFileSync, readFileSync } from 'node:fs';

/** What became of the mails that one kind of fault could have hit. */
export interface FaultCount {
  kind: string;
  /** How often the fault was injected. */
  tried: number;
  deliveries: number;
  /** Said to be accepted, and not with the mail server; or a version without all of its files. */
  lost: number;
  /** With the mail server twice; or a version with a file of one kind twice. */
  double: number;
  /** Work that is neither done nor given up for a person to see. */
  stuck: number;
  /** The product does not know, and says so: a person has to look. */
  uncertain: number;
}

const NUMBERS = ['tried', 'deliveries', 'lost', 'double', 'stuck', 'uncertain'] as const;

const NOTHING = { tried: 0, deliveries: 0, lost: 0, double: 0, stuck: 0, uncertain: 0 };

/** The file to which `npm run test:faults` has the counts written; elsewhere they are not kept. */
export function keepCounts(counts: readonly FaultCount[]): void {
  const file = process.env['FAULT_COUNTS'];
  if (file !== undefined) for (const count of counts) appendFileSync(file, `${JSON.stringify(count)}\n`);
}

/** Everything in the file, one row for each kind, as a table in Markdown with its sums. */
export function countsTable(file: string): string {
  const kinds = new Map<string, FaultCount>();
  const total: FaultCount = { kind: '**all**', ...NOTHING };
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const count = JSON.parse(line) as FaultCount;
    const known = kinds.get(count.kind) ?? { kind: count.kind, ...NOTHING };
    for (const name of NUMBERS) {
      known[name] += count[name];
      total[name] += count[name];
    }
    kinds.set(count.kind, known);
  }
  const rows = [...kinds.values()].sort((a, b) => a.kind.localeCompare(b.kind, 'en'));
  return [
    `| fault | ${NUMBERS.join(' | ')} |`,
    `| --- |${NUMBERS.map(() => ' ---: |').join('')}`,
    ...[...rows, total].map((row) => `| ${[row.kind, ...NUMBERS.map((name) => row[name])].join(' | ')} |`),
  ].join('\n');
}
