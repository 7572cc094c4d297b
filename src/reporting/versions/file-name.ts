import type { EditionName } from '../../snapshot/index.js';

/** What names a file. */
export interface NamedFile {
  code: string;
  startsOn: string;
  version: number;
  isUsual: boolean;
  since: string | null;
}

/** The name of a file without what tells its format. Readers who had another report before have a file of their own, in which other changes are told. */
export function stemOf({ code, startsOn, version, isUsual, since }: NamedFile, edition: EditionName): string {
  const programme = code.replace(/[^A-Za-z0-9-]+/g, '-').toLowerCase();
  const marked = edition === 'exempt' ? '-not-for-publication' : '';
  const reader = isUsual ? '' : since === null ? '-first' : `-since-${since}`;
  return `${programme}-highlight-report-${startsOn}-v${version}${marked}${reader}`;
}
