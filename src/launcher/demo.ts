/**
 * The demonstration: the whole way of one month's report, from empty drafts to the PDF in the committees' inboxes, driven through the
 * HTTP API by the people whose work it is. Every run makes a programme of its own (its code ends with the date and time), so it can be
 * run again and again on the same folder; the accounts are made once and kept.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { counted } from '../platform/index.js';
import {
  Accounts,
  answerQuestions,
  approveReport,
  contributionsOf,
  explainAbbreviations,
  figuresOf,
  grantRoles,
  loadSample,
  longDate,
  makeAccounts,
  makeMeasures,
  makeProgramme,
  makeThemes,
  nameOwners,
  openPeriod,
  partsOf,
  readOnceTried,
  SampleUsers,
  startReport,
  type ApiClient,
  type Period,
  type Programme,
} from '../sample/index.js';
import type { ConsoleReporter } from './console-reporter.js';
import { remind, showClock } from './demo-clock.js';
import {
  draft,
  isLatePart,
  only,
  review,
  tryToApprove,
  type Contributions,
  type Step,
} from './demo-contributions.js';
import {
  addCommittees,
  deliveriesOf,
  planDispatches,
  type EditionName,
  type SealedVersion,
  type TakenFile,
} from './demo-distribution.js';
import { reportOutcome, type Outcome } from './demo-outcome.js';
import type { RunningSystem } from './system.js';
import { waitFor } from './wait.js';

const PDF_WITHIN_MS = 120_000;

/** @param signal aborted when somebody wants it to stop. @throws StepFailed naming the step. */
export async function runDemo(
  system: RunningSystem,
  reporter: ConsoleReporter,
  signal: AbortSignal,
): Promise<void> {
  const sample = loadSample('january-2020');
  sample.programme.code = `${sample.programme.code}-${stamp(new Date())}`;
  const users = new SampleUsers(sample, Accounts.in(system.varDir), system, signal);
  const demo = new Demo(users, system, reporter, signal);
  reportOutcome(reporter, system, await demo.run());
}

/** `20200127-143005`, in UTC. */
function stamp(instant: Date): string {
  return instant.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
}

class Demo {
  constructor(
    private readonly users: SampleUsers,
    private readonly system: RunningSystem,
    private readonly reporter: ConsoleReporter,
    private readonly signal: AbortSignal,
  ) {}

  async run(): Promise<Outcome> {
    this.reporter.heading('The programme is set up');
    const { admin, programme, period, contributions } = await this.setUp();
    this.reporter.heading('The committees meet, and the dates follow from the law');
    const meetings = await addCommittees(this.users, this.reporter, programme);
    await showClock(this.users, this.reporter, this.step, period, meetings);
    this.reporter.heading('The owners write, all but one');
    await draft(
      this.users,
      this.step,
      only(contributions, (part) => !isLatePart(part)),
    );
    await tryToApprove(this.users, this.step, contributions);
    this.reporter.heading('One owner is late');
    await remind(this.users, this.reporter, this.step, period, this.signal);
    await draft(this.users, this.step, only(contributions, isLatePart));
    this.reporter.heading('The programme manager reviews');
    await review(this.users, this.step, contributions);
    this.reporter.heading('The committees are told what they will get');
    const dispatches = await planDispatches(this.users, this.reporter, period, meetings);
    this.reporter.heading('The report is put together and approved');
    const { versionId, sha256, editions } = await this.report(period);
    this.reporter.heading('The worker prints and sends');
    const version = await this.printed(admin, versionId, editions);
    const sent = await deliveriesOf(this.users, this.reporter, this.system, dispatches, this.signal);
    this.reporter.heading('Everything is checked');
    const files = await this.check(version, sha256);
    return { programme, period, sha256, version, files, sent, ...(await this.audit()) };
  }

  private async setUp(): Promise<{
    admin: ApiClient;
    programme: Programme;
    period: Period;
    contributions: Contributions;
  }> {
    const { users } = this;
    const { sample } = users;
    const manager = users.keyOf('reviewer');
    const { client: admin } = await this.step(
      users.keyOf('admin'),
      'signs in',
      () => users.administrator(),
      ({ made }) => (made ? 'the first account of this installation' : ''),
    );
    await this.step(
      users.keyOf('admin'),
      `makes accounts for ${counted(sample.people.length, 'person', 'people')}`,
      () => makeAccounts(users, admin),
      (made) => (made === 0 ? 'they have theirs from an earlier run' : ''),
    );
    const programme = await this.step(
      users.keyOf('admin'),
      `adds the ${sample.programme.name}`,
      () => makeProgramme(users, admin),
      ({ code }) => `code ${code}, new in every run`,
    );
    await this.step(
      users.keyOf('admin'),
      'gives everybody their roles',
      () => grantRoles(users, admin, programme),
      (granted) => counted(granted, 'assignment'),
    );
    const themes = await this.step(users.keyOf('admin'), `adds its ${sample.themes.length} themes`, () =>
      makeThemes(users, admin, programme),
    );
    await this.step(
      manager,
      'explains the programme’s own abbreviations',
      async () => explainAbbreviations(users, await users.as(manager), programme),
      (terms) => counted(terms, 'term'),
    );
    const analyst = users.keyOf('analyst');
    const groups = await this.step(
      analyst,
      'writes the dictionary of measures',
      async () => makeMeasures(users, await users.as(analyst), programme, themes),
      (made) => `${counted(made.measures, 'measure')} in ${counted(made.groups.length, 'group')}`,
    );
    await this.figures(programme);
    const { label, asAt } = sample.programme.period;
    const period = await this.step(manager, `opens the period ${label}, as at ${longDate(asAt)}`, async () =>
      openPeriod(users, await users.as(manager), programme),
    );
    const parts = partsOf(users, programme, themes, groups.groups);
    const contributions = await this.step(
      manager,
      'names the owners of the parts that have none yet',
      async () => {
        const client = await users.as(manager);
        const found = await contributionsOf(client, period, parts);
        return { found, named: await nameOwners(users, client, found) };
      },
      ({ found, named }) => `${named} of ${found.size}`,
    );
    return { admin, programme, period, contributions: contributions.found };
  }

  /** The month's figures come as the table that everybody knows: first a dry run, which writes nothing, then all of it. */
  private async figures(programme: Programme): Promise<void> {
    const { users } = this;
    const analyst = users.keyOf('analyst');
    const figures = figuresOf(users, programme);
    await this.step(
      analyst,
      'tries the import of the six-month table, which writes nothing yet',
      async () => figures.dryRun(await users.as(analyst)),
      (plan) => plan,
    );
    await this.step(
      analyst,
      'imports it',
      async () => figures.record(await users.as(analyst)),
      (done) => done,
    );
  }

  private async report(
    period: Period,
  ): Promise<{ versionId: string; sha256: string; editions: EditionName[] }> {
    const { users } = this;
    const manager = users.keyOf('reviewer');
    const sro = users.keyOf('sro');
    const url = await this.step(
      manager,
      `assembles the report, writes its summary and narrative and rates it ${users.sample.overall.rag}`,
      async () => startReport(users.sample, await users.as(manager), period),
    );
    await this.step(manager, 'submits the report to the SRO', async () => {
      await (await users.as(manager)).act(url, 'submit');
    });
    await this.step(
      manager,
      'answers what a careful member would ask of it',
      async () => answerQuestions(await users.as(manager), url),
      ({ answered, printed }) =>
        `${counted(answered, 'question')}, ${counted(printed, 'answer')} to be printed`,
    );
    const preview = await this.step(
      sro,
      'reads the report as it would be sealed, once both editions were printed on trial',
      async () => readOnceTried(await users.as(sro), url),
      ({ value }) => `SHA-256 ${value.sha256.slice(0, 12)}…`,
    );
    const { sha256 } = preview.value;
    const { editions } = await this.step(
      sro,
      'looks at what the public edition leaves out',
      async () =>
        (await users.as(sro)).get<{ editions: EditionName[]; figures: number }>(`${url}/publication`),
      ({ editions: all, figures }) =>
        `${counted(figures, 'figure')} suppressed, ${counted(all.length, 'edition')}`,
    );
    const versionId = await this.step(sro, 'approves exactly that, which seals it as version 1', async () =>
      approveReport(users, url, preview),
    );
    return { versionId, sha256, editions };
  }

  private async printed(
    admin: ApiClient,
    versionId: string,
    editions: readonly EditionName[],
  ): Promise<SealedVersion> {
    const clerk = await this.users.as(this.users.keyOf('clerk'));
    const what = 'the edition to be printed and stored';
    for (const edition of editions)
      await this.reporter.step(
        'The worker',
        `prints the ${edition} edition, checks it and stores its files`,
        () =>
          waitFor({ what, withinMs: PDF_WITHIN_MS, signal: this.signal }, async () => {
            const { files } = await clerk.get<SealedVersion>(`/api/v1/versions/${versionId}`);
            await refuseFailedWork(admin, versionId);
            return files.find((file) => file.edition === edition && file.format === 'pdf');
          }),
        ({ pageCount, size }) => `${counted(pageCount ?? 0, 'page')}, ${kilobytes(size)}`,
      );
    return clerk.get<SealedVersion>(`/api/v1/versions/${versionId}`);
  }

  /** What was approved, what is stored, what is handed out: one chain of hashes. @returns where the files were put, with the sealed text. */
  private async check(version: SealedVersion, approved: string): Promise<TakenFile[]> {
    const clerk = this.users.keyOf('clerk');
    const sealed = await this.step(
      clerk,
      'recomputes the hash of the sealed text',
      async () => {
        const { bytes } = await (
          await this.users.as(clerk)
        ).download(`/api/v1/versions/${version.id}/snapshot`);
        same('the sealed text', sha256(bytes), approved);
        same('the sealed version', version.sha256, approved);
        return bytes;
      },
      () => 'it is the one that was approved',
    );
    return this.step(
      clerk,
      'downloads every file of every edition and recomputes its hash',
      async () => {
        const folder = join(this.system.varDir, 'demo');
        mkdirSync(folder, { recursive: true });
        const taken: TakenFile[] = [];
        for (const file of version.files) {
          const { edition, format } = file;
          const { bytes, name } = await (
            await this.users.as(clerk)
          ).download(`/api/v1/versions/${version.id}/editions/${edition}/${format}`);
          same(`the ${edition} ${format}`, sha256(bytes), file.sha256);
          const path = join(folder, name ?? `${version.id}-${edition}.${format}`);
          writeFileSync(path, bytes);
          if (edition === 'public' && format === 'pdf')
            writeFileSync(path.replace(/\.pdf$/, '.json'), sealed);
          taken.push({ ...file, path });
        }
        return taken;
      },
      (files) => `${counted(files.length, 'file')}, each the one under whose hash it was stored`,
    );
  }

  private audit(): Promise<{ events: number }> {
    const auditor = this.users.keyOf('auditor');
    return this.step(
      auditor,
      'verifies the audit trail, entry by entry',
      async () => {
        const found = await (
          await this.users.as(auditor)
        ).get<{ intact: boolean; checked: number; broken: { seq: string; reason: string } | null }>(
          '/api/v1/audit/verification',
        );
        if (!found.intact)
          throw new Error(
            `The trail is broken at ${found.broken?.seq ?? '?'}: ${found.broken?.reason ?? '?'}`,
          );
        return { events: found.checked };
      },
      ({ events }) => `${counted(events, 'event')}, the chain is intact`,
    );
  }

  private readonly step: Step = (key, what, work, outcome) => {
    this.signal.throwIfAborted();
    return this.reporter.step(this.users.label(key), what, work, outcome);
  };
}

/** Work about this version that was given up says why; nobody needs to wait for it any longer. */
async function refuseFailedWork(admin: ApiClient, versionId: string): Promise<void> {
  const failed = await admin.all<{ key: string; kind: string; lastError: string | null }>(
    '/api/v1/work?state=dead_letter',
  );
  const ours = failed.find((work) => work.key.startsWith(versionId));
  if (ours)
    throw new Error(`The work “${ours.kind}” was given up: ${ours.lastError ?? 'no reason was kept'}`);
}

function same(what: string, found: string, expected: string): void {
  if (found !== expected) throw new Error(`The hash of ${what} is ${found}, and should be ${expected}.`);
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const kilobytes = (bytes: number): string => `${Math.round(bytes / 1024)} KB`;
