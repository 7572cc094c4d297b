import { paths, withQuery, type Link } from '../shell/index.js';

/** Both editions of a draft as they would be printed, while it is this one. */
export function draftLinks(reportId: string, sha256: string): Link[] {
  const link = (edition: string): Link['href'] => withQuery(paths.readDraft(reportId, edition), { sha256 });
  return [
    { text: 'Read the public edition', href: link('public') },
    { text: 'Read the whole, with what is not for publication', href: link('exempt') },
  ];
}
