import { Worker } from 'node:worker_threads';
import type { PdfFacts } from './pdf-check.js';
import { RenderError, type RenderErrorCode } from './render-error.js';

export interface CompressJob {
  id: number;
  bytes: Uint8Array;
  /** Rows of the contents that wait for the number of their page. */
  pageNumbers: number;
  /** Its headings in order, as they are read. */
  headings: readonly string[];
  /** Texts of drawings that the document has. */
  drawings: number;
  /** False leaves out the object streams and the shortened steps between letters. */
  compress: boolean;
}

export type CompressAnswer =
  | { id: number; ok: true; bytes: Uint8Array; facts: PdfFacts; pages: Record<string, number> }
  | { id: number; ok: false; code: RenderErrorCode; message: string };

export interface CheckedPdf {
  bytes: Buffer;
  facts: PdfFacts;
  /** On which page each heading of the contents stands, by its id in the document. */
  pages: Record<string, number>;
}

interface Waiting {
  resolve: (checked: CheckedPdf) => void;
  reject: (error: RenderError) => void;
}

/**
 * Finishes printed PDFs, one after the other in one kept thread: checks, numbers the contents, and packs with object
 * streams (a third of the size).
 * A thread that dies or stays silent past the deadline is replaced at the next job; the jobs it had fail.
 */
export class PdfCompressor {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private closed = false;

  /** @param deadlineMs for one job, the ones before it in the thread included. */
  constructor(private readonly deadlineMs: number) {}

  /** Starts the thread ahead of the first job. */
  start(): void {
    this.worker ??= this.spawn();
  }

  /**
   * @param bytes are moved to the thread: empty afterwards.
   * @throws RenderError what pdf-check, pdf-tags, pdf-references and contents-pages refuse, or `compression-failed`.
   */
  async finish(
    bytes: Uint8Array<ArrayBuffer>,
    {
      pageNumbers = 0,
      headings = [],
      drawings = 0,
      compress = true,
    }: Partial<Omit<CompressJob, 'id' | 'bytes'>> = {},
  ): Promise<CheckedPdf> {
    if (this.closed) throw new RenderError('closed', 'The renderer is shutting down.');
    this.worker ??= this.spawn();
    const worker = this.worker;
    const job: CompressJob = { id: ++this.lastId, bytes, pageNumbers, headings, drawings, compress };
    const timer = setTimeout(() => {
      this.drop(worker, `The PDF was not finished within ${this.deadlineMs} ms.`);
    }, this.deadlineMs);
    try {
      return await new Promise<CheckedPdf>((resolve, reject) => {
        this.waiting.set(job.id, { resolve, reject });
        worker.postMessage(job, [bytes.buffer]);
      });
    } finally {
      clearTimeout(timer);
      this.waiting.delete(job.id);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    const worker = this.worker;
    if (worker) this.drop(worker, 'The renderer is shutting down.', 'closed');
    await worker?.terminate();
  }

  private spawn(): Worker {
    // Beside this file, compiled as it is; from source (tests) it is read by the TypeScript loader that Node was started with.
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const worker = new Worker(new URL(`./pdf-compress.worker.${extension}`, import.meta.url), {
      env: {}, // none of our settings
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    worker.on('message', (answer: CompressAnswer) => {
      const job = this.waiting.get(answer.id);
      if (!job) return;
      if (!answer.ok) job.reject(new RenderError(answer.code, answer.message));
      else {
        const { bytes, facts, pages } = answer;
        job.resolve({ bytes: Buffer.from(bytes.buffer as ArrayBuffer), facts, pages });
      }
    });
    worker.on('error', (error) => {
      this.drop(worker, `The thread that finishes PDFs died: ${error.message}`);
    });
    worker.on('exit', () => {
      this.drop(worker, 'The thread that finishes PDFs ended.');
    });
    worker.unref();
    return worker;
  }

  /** Fails what the thread still had; the next job gets a new one. */
  private drop(worker: Worker, reason: string, code: RenderErrorCode = 'compression-failed'): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    for (const job of this.waiting.values()) job.reject(new RenderError(code, reason));
    void worker.terminate();
  }
}
