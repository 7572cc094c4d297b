import type { Actor } from '../../identity/index.js';
import type { EarlierVersion } from '../../reporting/index.js';
import { approverLabel } from '../../snapshot/index.js';
import {
  count,
  head,
  instantWords,
  longDate,
  paths,
  sizeWords,
  withQuery,
  wordRows,
} from '../shell/index.js';
import {
  deliveryWords,
  EDITION_WORDS,
  FORMAT_WORDS,
  nameOf,
  type AroundVersion,
} from './library.presenter.js';
import type { VersionProofPage } from './library.view.js';

/** A hash that a narrow column can break between its groups. */
const inFours = (sha256: string): string => sha256.match(/.{4}/g)?.join(' ') ?? sha256;

/** Each PDF with whom it was made for, and each of the papers that it went out with. */
function pdfRows(
  { version, papers }: AroundVersion,
  earlier: readonly EarlierVersion[],
  mayKnowPapers: boolean,
): VersionProofPage['pdfs'] {
  const names = new Map(earlier.map((one) => [one.id, nameOf(one)]));
  const nobody = mayKnowPapers ? 'It has gone to no committee' : 'Not yours to see';
  return wordRows(
    version.files
      .filter(({ format }) => format === 'pdf')
      .flatMap(({ edition, sinceId, pageCount, size, sha256 }) => {
        const what = [
          EDITION_WORDS[edition],
          ...(pageCount ? [count(pageCount, 'page')] : []),
          sizeWords(size),
        ];
        const reader =
          sinceId === null
            ? 'Readers who had no earlier report'
            : `Readers who last had ${names.get(sinceId) ?? 'an earlier report'}`;
        const sentWith = papers.filter(
          ({ boundAt, reportVersion }) =>
            boundAt !== null && reportVersion?.edition === edition && reportVersion.sinceId === sinceId,
        );
        const row = (papersOf: string) => [what.join(', '), reader, papersOf, inFours(sha256)];
        return sentWith.length === 0
          ? [{ cells: row(nobody) }]
          : sentWith.map(({ id, meeting }) => ({
              cells: row(`${meeting.committeeName}, ${longDate(meeting.meetsOn)}`),
              link: {
                text: 'See the papers',
                about: `of ${meeting.committeeName}, ${longDate(meeting.meetsOn)}`,
                href: paths.dispatch(id),
              },
            }));
      }),
  );
}

/** Sealed, printed, sent, published, replaced: each with its time, and what has not happened. */
export function presentProof(
  actor: Actor,
  around: AroundVersion,
  earlier: readonly EarlierVersion[],
  now: Date,
): VersionProofPage {
  const { version, others, papers, publication } = around;
  const by = others.find(({ id }) => id === version.supersededBy);
  const sent = papers.filter(({ boundAt }) => boundAt !== null);
  const steps = [
    {
      at: version.approvedAt,
      cells: ['Approved and sealed', approverLabel(version.approvedBy), `SHA-256 ${inFours(version.sha256)}`],
    },
    ...version.files.map(({ edition, format, storedAt, sha256 }) => ({
      at: storedAt,
      cells: [
        `${EDITION_WORDS[edition]} made: ${FORMAT_WORDS[format]}`,
        'The worker',
        `SHA-256 ${inFours(sha256)}`,
      ],
    })),
    ...sent.map((one) => ({
      at: one.boundAt ?? one.createdAt,
      cells: [`Papers for ${one.meeting.committeeName}`, one.createdBy.name, deliveryWords(one)],
    })),
    ...publication.steps.map(({ act, at, byLabel, reason }) => ({
      at,
      cells: [
        act === 'published' ? 'Public edition published' : 'Public edition taken down',
        byLabel,
        reason ?? '',
      ],
    })),
    ...(by
      ? [
          {
            at: by.approvedAt,
            cells: [
              `Replaced by version ${by.version}`,
              approverLabel(by.approvedBy),
              by.correctionReason ?? '',
            ],
          },
        ]
      : []),
  ].toSorted((a, b) => a.at.localeCompare(b.at));
  return {
    head: head(`Proof of ${nameOf(version)}`, {
      programme: version.programmeName,
      wide: true,
      lead: `Sealed ${instantWords(version.approvedAt, now)} by ${approverLabel(version.approvedBy)}, and unchanged since.`,
      back: { text: nameOf(version), href: paths.version(version.id) },
    }),
    groups: version.sha256.match(/.{4}/g) ?? [],
    pdfs: pdfRows(around, earlier, actor.can('dispatch.read', version.programmeId)),
    steps: wordRows(
      steps.map(({ at, cells: [what = '', who = '', detail = ''] }) => ({
        cells: [what, instantWords(at, now), who, detail],
      })),
    ),
    gaps: [
      ...(version.files.length === 0 ? ['No file has been made yet.'] : []),
      ...(!actor.can('dispatch.read', version.programmeId)
        ? ['Where it was sent is not yours to see.']
        : sent.length === 0
          ? ['It has been sent to no meeting.']
          : []),
      ...(publication.steps.length === 0 ? ['Its public edition has not been published here.'] : []),
    ],
    check: withQuery(paths.verify(), { code: version.sha256 }),
    evidence: actor.can('exempt.read', version.programmeId)
      ? paths.versionStep(version.id, 'evidence')
      : null,
  };
}
