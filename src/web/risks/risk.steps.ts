import type { RiskEntryDocument, RisksDocument } from '../../risks/index.js';
import { closing, removingEntry, type ItemStep } from '../part/index.js';
import { paths } from '../shell/index.js';
import { closeRiskForm } from './risk.form.js';
import { riskFacts, riskName } from './risk.presenter.js';
import { riskBlock, type RiskStore } from './risk.store.js';

type RiskStep = ItemStep<RisksDocument, RiskEntryDocument>;

const step = (
  store: RiskStore,
  partId: string,
  entryId: string,
  name: string,
  of: RiskStep['of'],
): RiskStep => ({
  store,
  block: riskBlock(entryId),
  action: paths.partItemStep(partId, 'risks', entryId, name),
  back: { text: 'Register', href: paths.partBlock(partId, 'risks') },
  done: paths.partBlock(partId, 'risks'),
  of,
});

/** A closed entry is opened again. */
export const closeRisk = (store: RiskStore, partId: string, entryId: string): RiskStep =>
  step(store, partId, entryId, 'close', (entry) =>
    closing(riskName(entry), entry, riskFacts(entry), closeRiskForm),
  );

export const removeRisk = (store: RiskStore, partId: string, entryId: string): RiskStep =>
  step(store, partId, entryId, 'remove', (entry) =>
    removingEntry(riskName(entry), riskFacts(entry), paths.partItemStep(partId, 'risks', entryId, 'close')),
  );
