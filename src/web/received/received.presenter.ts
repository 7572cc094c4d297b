import type { ReceivedPapers } from '../../distribution/index.js';
import { namedWords } from '../../document/index.js';
import { facts, hashWords, head, instantWords, londonInstant, paths, sizeWords } from '../shell/index.js';
import type { ReceivedPage } from './received.view.js';

/** @param published this version, or the newest in its place, where anybody can read it. */
export function presentReceived(
  token: string,
  papers: ReceivedPapers,
  published: { id: string; version: number } | null,
  now: Date,
): ReceivedPage {
  const { state, version, file, acknowledgedAt, expiresAt } = papers;
  const open = state === 'open';
  return {
    head: head(`${papers.programme}: highlight report, ${papers.period}`, {
      caption: papers.council,
      lead: open ? openLead(papers) : overLead(papers),
      programme: papers.programme,
    }),
    warnings: overWarnings(papers),
    facts: facts([
      { name: 'For', value: `${papers.committee}, ${londonInstant(papers.meetingAt)}` },
      ...(papers.sections.length > 0
        ? [{ name: 'For this committee', value: namedWords(papers.sections) }]
        : []),
      { name: 'Version', value: String(version) },
      { name: 'Marking', value: papers.marking },
      ...(papers.exemption === null ? [] : [{ name: 'Not for publication', value: papers.exemption }]),
      { name: 'Approved', value: `By ${papers.approvedBy}, ${londonInstant(papers.approvedAt)}` },
      { name: 'SHA-256 of what was approved', value: hashWords(papers.sha256) },
      ...(file
        ? [
            { name: 'File', value: `${file.fileName}, PDF, ${sizeWords(file.size)}` },
            { name: 'SHA-256 of the file', value: hashWords(file.sha256) },
          ]
        : []),
      ...(open ? [{ name: 'This page works until', value: londonInstant(expiresAt) }] : []),
    ]),
    fetch: file && { action: paths.receivedStep(token, 'file'), size: sizeWords(file.size) },
    acknowledge: open && acknowledgedAt === null ? paths.receivedStep(token, 'acknowledgement') : null,
    acknowledged:
      acknowledgedAt === null
        ? null
        : `It was acknowledged ${instantWords(acknowledgedAt, now)}. Nothing more is asked of you.`,
    published:
      published === null || (state === 'replaced' && published.version === version)
        ? null
        : {
            text: `Read version ${published.version} as it is published for everybody`,
            href: paths.publishedVersion(published.id),
          },
    check: paths.verify(),
  };
}

const openLead = ({ file, acknowledgedAt }: ReceivedPapers): string => {
  const get = file
    ? 'These papers are for you. Get the PDF here.'
    : 'These papers are for you. The PDF came with your e-mail.';
  return acknowledgedAt === null ? `${get} Say here that you have received them.` : get;
};

const askWords = ({ ask }: ReceivedPapers): string => {
  const who = ask.jobTitle === '' || ask.jobTitle === ask.name ? ask.name : `${ask.name}, ${ask.jobTitle}`;
  return `Ask ${who} (${ask.email}).`;
};

function overLead(papers: ReceivedPapers): string {
  return papers.state === 'replaced'
    ? `This is no longer the newest version. ${askWords(papers)}`
    : `This address gives nothing any more. ${askWords(papers)}`;
}

function overWarnings({ state, newer, version, expiresAt }: ReceivedPapers): string[] {
  switch (state) {
    case 'open':
      return [];
    case 'replaced':
      return [
        `Version ${newer ?? version + 1} has taken the place of version ${version}, which you should no longer use.`,
      ];
    case 'withdrawn':
      return ['This address was withdrawn or replaced by another one.'];
    case 'expired':
      return [`This address worked until ${londonInstant(expiresAt)}.`];
  }
}
