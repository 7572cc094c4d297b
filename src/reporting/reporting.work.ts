import { z } from 'zod';
import { workKind } from '../platform/index.js';

/** A report version was sealed: render it. One per version. */
export const versionSealed = workKind({
  name: 'version.sealed',
  queue: 'render',
  payload: z.strictObject({ versionId: z.uuid() }),
});

/** A sealed version's PDF is stored: whoever waits for it may send it. One per version. */
export const versionRendered = workKind({
  name: 'version.rendered',
  queue: 'deliver',
  payload: z.strictObject({ versionId: z.uuid() }),
});
