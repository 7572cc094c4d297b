import type { ConcernEntry, ConcernsDocument } from '../../concerns/index.js';
import { closing, removingEntry, type ItemStep } from '../part/index.js';
import { paths } from '../shell/index.js';
import { closeConcernForm } from './concern.form.js';
import { concernFacts, concernName } from './concern.presenter.js';
import { concernBlock, type ConcernStore } from './concern.store.js';

type ConcernStep = ItemStep<ConcernsDocument, ConcernEntry>;

const step = (
  store: ConcernStore,
  partId: string,
  entryId: string,
  name: string,
  of: ConcernStep['of'],
): ConcernStep => ({
  store,
  block: concernBlock(entryId),
  action: paths.partItemStep(partId, 'entries', entryId, name),
  back: { text: 'All entries', href: paths.partBlock(partId, 'entries') },
  done: paths.partBlock(partId, 'entries'),
  of,
});

/** A closed entry is opened again. */
export const closeConcern = (store: ConcernStore, partId: string, entryId: string): ConcernStep =>
  step(store, partId, entryId, 'close', (entry) =>
    closing(concernName(entry), entry, concernFacts(entry), closeConcernForm),
  );

export const removeConcern = (store: ConcernStore, partId: string, entryId: string): ConcernStep =>
  step(store, partId, entryId, 'remove', (entry) =>
    removingEntry(
      concernName(entry),
      concernFacts(entry),
      paths.partItemStep(partId, 'entries', entryId, 'close'),
    ),
  );
