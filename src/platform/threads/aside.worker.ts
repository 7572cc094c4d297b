/** The thread of aside.ts: calls one exported function and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { AsideJob } from './aside.js';

const { module, name, args } = workerData as AsideJob;
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const exported = (await import(`${module}.${extension}`)) as Record<
  string,
  (...args: readonly unknown[]) => unknown
>;
const called = exported[name];
if (called === undefined) throw new Error(`${module} exports no “${name}”.`);
parentPort?.postMessage(called(...args));
