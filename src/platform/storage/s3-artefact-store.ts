import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  type ListObjectsV2CommandOutput,
} from '@aws-sdk/client-s3';
import {
  ArtefactStore,
  isArtefactName,
  sha256Of,
  StorageError,
  type StoredArtefact,
} from './artefact-store.js';

export interface S3StoreOptions {
  bucket: string;
  region: string;
  /** The folder of the bucket; `artefacts` unless something else is kept there. */
  folder?: string | undefined;
  /** For S3-compatible stores; buckets are then addressed by path. Without it: Amazon's own. */
  endpoint?: string | undefined;
  /** Without them the SDK's own chain is asked (instance role, web identity). */
  credentials?: { accessKeyId: string; secretAccessKey: string } | undefined;
  /** For one whole call, its retries and the body included. Milliseconds, default 30 000. */
  deadlineMs?: number | undefined;
}

const CONNECT_MS = 3000;
const IDLE_MS = 10_000;

/** Objects `<folder>/ab/ab12…` in one bucket, written only where nothing is yet (If-None-Match). */
export class S3ArtefactStore extends ArtefactStore {
  private readonly client: S3Client;
  private readonly bucket: string;
  private readonly folder: string;
  private readonly deadlineMs: number;

  constructor(options: S3StoreOptions) {
    super();
    this.bucket = options.bucket;
    this.folder = options.folder ?? 'artefacts';
    this.deadlineMs = options.deadlineMs ?? 30_000;
    this.client = new S3Client({
      region: options.region,
      maxAttempts: 4,
      ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint, forcePathStyle: true }),
      ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
      // Our own SHA-256 goes with every write and is checked on every read; S3-compatible stores do not all know CRC32.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: IDLE_MS },
    });
  }

  override async put(bytes: Buffer): Promise<StoredArtefact> {
    const sha256 = sha256Of(bytes);
    try {
      await this.client.send(
        new PutObjectCommand({
          Bucket: this.bucket,
          Key: this.keyOf(sha256),
          Body: bytes,
          ContentLength: bytes.length,
          ContentType: 'application/octet-stream',
          ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
          IfNoneMatch: '*',
        }),
        { abortSignal: AbortSignal.timeout(this.deadlineMs) },
      );
    } catch (error) {
      // 412: it is there already. 409: somebody else is writing it now. Either way the bytes decide.
      const status = statusOf(error);
      if (status !== 412 && status !== 409) throw this.unavailable('write', error);
      if ((await this.intact(sha256)) === undefined) throw this.unavailable('write', error);
    }
    return { sha256, size: bytes.length };
  }

  override async exists(sha256: string): Promise<boolean> {
    if (!isArtefactName(sha256)) return false;
    try {
      await this.client.send(new HeadObjectCommand({ Bucket: this.bucket, Key: this.keyOf(sha256) }), {
        abortSignal: AbortSignal.timeout(this.deadlineMs),
      });
      return true;
    } catch (error) {
      // An answer to HEAD has no body: a missing bucket looks like a missing object here. `put` and `get` tell them apart.
      if (isAbsent(error)) return false;
      throw this.unavailable('look up', error);
    }
  }

  override async *namesBefore(instant: Date): AsyncIterable<string[]> {
    let after: string | undefined;
    do {
      const listed = await this.list(after);
      const old = (listed.Contents ?? [])
        .filter(({ LastModified }) => LastModified !== undefined && LastModified < instant)
        .map(({ Key = '' }) => Key.slice(Key.lastIndexOf('/') + 1))
        .filter(isArtefactName);
      if (old.length > 0) yield old;
      after = listed.NextContinuationToken;
    } while (after !== undefined);
  }

  /** Never: the login of a bucket is not to be able to delete, and what is not asked for cannot be granted by mistake. */
  override removeUnnamed(): Promise<boolean> {
    return Promise.resolve(false);
  }

  /** The login has to be allowed to delete below this folder, and needs it nowhere else. */
  override async remove(sha256: string): Promise<void> {
    if (!isArtefactName(sha256)) return;
    try {
      await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: this.keyOf(sha256) }), {
        abortSignal: AbortSignal.timeout(this.deadlineMs),
      });
    } catch (error) {
      throw this.unavailable('remove', error);
    }
  }

  /** Only asks: what is put into a bucket stays there. */
  override async tryToStore(): Promise<void> {
    await this.exists('0'.repeat(64));
  }

  override async close(): Promise<void> {
    this.client.destroy();
    return Promise.resolve();
  }

  protected override async read(sha256: string): Promise<Buffer | undefined> {
    try {
      return await this.download(sha256);
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw this.unavailable('read', error);
    }
  }

  private keyOf(sha256: string): string {
    return `${this.folder}/${sha256.slice(0, 2)}/${sha256}`;
  }

  private async list(after: string | undefined): Promise<ListObjectsV2CommandOutput> {
    try {
      return await this.client.send(
        new ListObjectsV2Command({
          Bucket: this.bucket,
          Prefix: `${this.folder}/`,
          ContinuationToken: after,
        }),
        { abortSignal: AbortSignal.timeout(this.deadlineMs) },
      );
    } catch (error) {
      throw this.unavailable('list', error);
    }
  }

  /** The deadline covers the body as well: a store that stops in the middle of an answer must not hold a worker. */
  private async download(sha256: string): Promise<Buffer> {
    const signal = AbortSignal.timeout(this.deadlineMs);
    const answer = await this.client.send(
      new GetObjectCommand({ Bucket: this.bucket, Key: this.keyOf(sha256) }),
      {
        abortSignal: signal,
      },
    );
    const body = answer.Body;
    if (body === undefined) throw new Error('the answer had no body');
    const stalled = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => {
        reject(new Error(`the answer was not complete after ${this.deadlineMs} ms`));
      });
    });
    return Buffer.from(await Promise.race([body.transformToByteArray(), stalled]));
  }

  private unavailable(doing: string, error: unknown): StorageError {
    if (error instanceof StorageError) return error;
    const status = statusOf(error);
    const name = error instanceof Error ? error.name : 'unknown';
    const detail =
      error instanceof S3ServiceException || !(error instanceof Error) ? '' : `: ${error.message}`;
    return new StorageError(
      'unavailable',
      `Could not ${doing} a stored file in bucket "${this.bucket}": ${name}${status === undefined ? '' : ` ${status}`}${detail}.`,
      { cause: error },
    );
  }
}

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}

/** A missing bucket is a fault of the set-up, not a missing file. */
function isAbsent(error: unknown): boolean {
  return error instanceof S3ServiceException && (error.name === 'NoSuchKey' || error.name === 'NotFound');
}
