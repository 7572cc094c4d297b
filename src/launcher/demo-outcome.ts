import { join, relative } from 'node:path';
import type { SealedVersion, SentDispatch, TakenFile } from './demo-distribution.js';
import type { Period, Programme } from '../sample/index.js';
import type { RunningSystem } from './system.js';
import type { ConsoleReporter } from './console-reporter.js';

/** What the demonstration has brought about. */
export interface Outcome {
  programme: Programme;
  period: Period;
  /** The hash that the SRO approved. */
  sha256: string;
  version: SealedVersion;
  /** Where the files of its editions were put. */
  files: TakenFile[];
  sent: SentDispatch[];
  /** Audit events that were verified. */
  events: number;
}

export function reportOutcome(reporter: ConsoleReporter, system: RunningSystem, outcome: Outcome): void {
  const { programme, period, version, sha256, files, sent } = outcome;
  const pdf = files.find(({ edition, format }) => edition === 'public' && format === 'pdf');
  const others = files.filter((file) => file !== pdf);
  reporter.heading('Delivery ledger');
  reporter.table(
    ['Committee', 'Recipient', 'State', 'Tries', 'At', 'Mail'],
    sent.flatMap(({ committee, deliveries }) =>
      deliveries.map(({ id, recipient, state, attempts, changedAt, file }) => [
        committee,
        recipient.name,
        state,
        String(attempts),
        londonTime(changedAt),
        file === undefined ? `to ${recipient.email}` : `${id.slice(0, 8)}-*.eml`,
      ]),
    ),
  );
  reporter.heading('Result');
  const lines: [string, string][] = [
    ['Report', `${programme.name}, ${period.label}, version ${version.version}`],
    ['PDF', pdf ? shown(pdf.path) : 'none'],
    ['Pages', String(pdf?.pageCount ?? 0)],
    ...others.map(({ path }, index): [string, string] => [index === 0 ? 'Besides' : '', shown(path)]),
    ['Approved by', version.approvedBy.name],
    ['Approved hash', `SHA-256 ${sha256}`],
    ['PDF’s own hash', `SHA-256 ${pdf?.sha256 ?? ''}`],
    [
      'Mails',
      system.mailDir === undefined
        ? 'sent by SMTP'
        : `${shown(join(system.mailDir, '*.eml'))} (each with the PDF)`,
    ],
    ['Accounts', `${shown(join(system.varDir, 'accounts.json'))} (passwords, for you alone)`],
  ];
  for (const [name, value] of lines) reporter.say(`  ${name.padEnd(16)}${value}`);
  reporter.say();
}

/** From here when it lies below, else in full. */
function shown(path: string): string {
  const here = relative(process.cwd(), path);
  return here.startsWith('..') ? path : here;
}

const londonTime = (instant: string): string =>
  new Date(instant).toLocaleTimeString('en-GB', { timeZone: 'Europe/London' });
