/**
 * The thread of pdf-compress.ts: reads a printed PDF, mends what Chromium tags amiss, refuses an unfit one, numbers its contents, rewrites it with object
 * streams, and proves that nothing but the packing has changed. All of it blocks, so none of it happens on the main thread.
 */
import { isDeepStrictEqual } from 'node:util';
import { parentPort } from 'node:worker_threads';
import { PDFStreamWriter, PDFWriter } from 'pdf-lib';
import { numberContents } from './contents-pages.js';
import { factsOf, loadPdf, refuseUnfit, type PdfFacts } from './pdf-check.js';
import type { CompressAnswer, CompressJob } from './pdf-compress.js';
import { shortenSteps } from './pdf-content.js';
import { nameOutline } from './pdf-outline.js';
import { refuseReferences } from './pdf-references.js';
import { silenceRepeatedHeaders } from './pdf-repeats.js';
import { refuseScaledDown } from './pdf-scale.js';
import { structureTree } from './pdf-structure.js';
import { groupOuterFigures, refuseUnreadable } from './pdf-tags.js';
import { RenderError } from './render-error.js';

/** What pdf-lib's own `save` packs by fifties. By five hundreds a report is a twentieth smaller and sooner packed. */
const OBJECTS_PER_STREAM = 500;

parentPort?.on('message', (job: CompressJob) => {
  void answer(job).then((reply) => {
    parentPort?.postMessage(reply, reply.ok ? [reply.bytes.buffer as ArrayBuffer] : []);
  });
});

async function answer(job: CompressJob): Promise<CompressAnswer> {
  try {
    const pdf = await loadPdf(job.bytes);
    const facts = factsOf(pdf);
    refuseUnfit(facts);
    refuseScaledDown(pdf);
    const structure = structureTree(pdf);
    groupOuterFigures(structure);
    silenceRepeatedHeaders(pdf, structure);
    refuseUnreadable(pdf, structure, job.drawings);
    refuseReferences(pdf);
    pdf.catalog.getOrCreateViewerPreferences().setDisplayDocTitle(true); // the title, not the file's name
    nameOutline(pdf, job.headings);
    const pages = numberContents(pdf, job.pageNumbers);
    if (job.compress) shortenSteps(pdf);
    await pdf.flush();
    const bytes = await (
      job.compress
        ? PDFStreamWriter.forContext(pdf.context, Infinity, true, OBJECTS_PER_STREAM)
        : PDFWriter.forContext(pdf.context, Infinity)
    ).serializeToBuffer();
    refuseChanged(facts, factsOf(await loadPdf(bytes)));
    return { id: job.id, ok: true, bytes, facts, pages };
  } catch (error) {
    const known = error instanceof RenderError;
    return {
      id: job.id,
      ok: false,
      code: known ? error.code : 'compression-failed',
      message: error instanceof Error ? error.message : String(error),
    };
  }
}

function refuseChanged(before: PdfFacts, after: PdfFacts): void {
  const changed = (Object.keys(before) as (keyof PdfFacts)[]).filter(
    (key) => !isDeepStrictEqual(before[key], after[key]),
  );
  if (changed.length > 0) {
    throw new RenderError('compression-failed', `The object-stream pass changed: ${changed.join(', ')}.`);
  }
}
