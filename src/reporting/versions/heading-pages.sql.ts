import { rows, type ReadTx } from '../../platform/index.js';
import type { EditionName } from '../../snapshot/index.js';

/**
 * On which page of a printing's PDF each heading of the contents stands, by its anchor. Empty where it is not printed, and of what was
 * printed before that was kept.
 */
export async function headingPages(
  tx: ReadTx,
  of: { versionId: string; edition: EditionName; sinceId: string | null },
): Promise<Readonly<Record<string, number>>> {
  const [found] = await rows<{ pages: Record<string, number> | null }>(
    tx,
    `select facts -> 'pages' as pages from artefact
      where version_id = $1 and edition = $2 and since_version_id is not distinct from $3 and format = 'pdf'`,
    [of.versionId, of.edition, of.sinceId],
  );
  return found?.pages ?? {};
}
