import { FILE_KINDS, type ReleasedFile } from '../../evidence/index.js';
import { londonDate, type Page } from '../../platform/index.js';
import type { PublishedVersion } from '../../reporting/index.js';
import { count, head, longDate, paths, sizeWords, withQuery, type Link } from '../shell/index.js';
import type { PublishedListPage, PublishedVersionPage } from './published.view.js';

const day = (instant: string): string => longDate(londonDate(new Date(instant)));

export function presentPublishedList(
  { items, nextCursor }: Page<PublishedVersion>,
  isFirst: boolean,
): PublishedListPage {
  const [newest] = items;
  return {
    head: head('Published reports', {
      lead:
        newest === undefined
          ? 'No report has been published here yet.'
          : isFirst
            ? `The newest is ${newest.periodLabel}.`
            : 'Earlier reports.',
    }),
    entries: items.map((one) => ({
      link: {
        text: `${one.periodLabel}, version ${one.version}${one.replacedBy === null ? '' : ' (replaced)'}`,
        href: paths.publishedVersion(one.id),
      },
      sentence: `${one.programmeName}, ${one.council}. Published ${day(one.publishedFrom)}.`,
    })),
    next: nextCursor === null ? null : withQuery(paths.published(), { cursor: nextCursor }),
  };
}

/**
 * @param mayAsk the programme takes questions from the public.
 * @param evidence released files that the edition lists.
 * @param reason why it was replaced; null where it was not, or nobody can know.
 */
export const presentPublished = (
  one: PublishedVersion,
  mayAsk: boolean,
  evidence: readonly ReleasedFile[],
  reason: string | null,
): PublishedVersionPage => ({
  head: head(one.periodLabel, {
    caption: `${one.programmeName}, ${one.council}`,
    breadcrumbs: [{ text: 'Published reports', href: paths.published() }],
    lead: `This is the public edition of the highlight report, version ${one.version}, approved on ${day(one.approvedAt)}.`,
  }),
  replaced: one.replacedBy && {
    sentence: `This report was replaced by version ${one.replacedBy.version} on ${day(one.replacedBy.at)}${reason ? `: “${reason}”` : '.'}`,
    link:
      one.replacedBy.publishedId === null
        ? null
        : {
            text: `Read version ${one.replacedBy.version}`,
            href: paths.publishedVersion(one.replacedBy.publishedId),
          },
  },
  files: one.files.map((file) => fileLink(one, file)),
  evidence: evidence.map(({ sha256, title, kind, size }) => ({
    text: `${title} (${FILE_KINDS[kind].words}, ${sizeWords(size)})`,
    href: paths.publishedEvidence(one.id, sha256),
  })),
  check: paths.verify(),
  ask: mayAsk ? paths.askProgramme(one.programmeId) : null,
});

function fileLink(
  { id, replacedBy }: PublishedVersion,
  { format, size, pageCount }: PublishedVersion['files'][number],
): Link {
  const length = sizeWords(size);
  const words = {
    html: `Read it as a web page, ${length}`,
    pdf: `PDF, ${count(pageCount ?? 0, 'page')}, ${length}`,
    csv: `Data file (CSV), ${length}`,
  };
  const href = paths.publishedFile(id, `report.${format}`);
  const known = format === 'html' && replacedBy ? 'known' : undefined;
  return { text: words[format], href: withQuery(href, { replaced: known }) };
}
