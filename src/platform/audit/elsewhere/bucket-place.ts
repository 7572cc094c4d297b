import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { DateTime } from 'luxon';
import { z } from 'zod';
import type { AuditEvent } from '../audit.js';
import { eventLine, type AuditPlace, type KeptEvent } from './audit-place.js';

export interface AuditBucketOptions {
  bucket: string;
  region: string;
  endpoint?: string | undefined;
  /** A login of its own, which may put and read and nothing else. Without it the SDK's own chain is asked. */
  credentials?: { accessKeyId: string; secretAccessKey: string } | undefined;
  /** For how long nobody, its owner included, can remove an object. */
  years: number;
  now: () => Date;
  /** For one call, retries included. */
  deadlineMs?: number;
}

const FOLDER = 'audit-trail';
const keptEvent = z.object({ seq: z.string().regex(/^\d+$/), hash: z.string() });

/** A bucket with object lock (S3): what was put can be neither changed nor removed before its time, not even by who owns the bucket. */
export class BucketPlace implements AuditPlace {
  readonly name: string;
  private readonly client: S3Client;

  constructor(private readonly options: AuditBucketOptions) {
    this.name = `bucket ${options.bucket}`;
    this.client = new S3Client({
      region: options.region,
      maxAttempts: 3,
      ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint, forcePathStyle: true }),
      ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout: 3000, socketTimeout: 10_000 },
    });
  }

  /** One object for all of them. Its name holds the last hash, so that the same events make the same object. */
  async keep(events: readonly AuditEvent[]): Promise<void> {
    const [first, last] = [events[0], events.at(-1)];
    if (first === undefined || last === undefined) return;
    const body = Buffer.from(events.map((event) => `${eventLine(event)}\n`).join(''));
    try {
      await this.client.send(
        new PutObjectCommand({
          Bucket: this.options.bucket,
          Key: `${FOLDER}/${inOrder(first.seq)}-${inOrder(last.seq)}-${last.hash}.jsonl`,
          Body: body,
          ContentLength: body.length,
          ContentType: 'application/x-ndjson',
          // Every store that has object lock asks for one of the two sums.
          ChecksumAlgorithm: 'SHA256',
          IfNoneMatch: '*',
          ObjectLockMode: 'COMPLIANCE',
          ObjectLockRetainUntilDate: DateTime.fromJSDate(this.options.now())
            .plus({ years: this.options.years })
            .toJSDate(),
        }),
        { abortSignal: this.deadline() },
      );
    } catch (error) {
      // It is there already: a worker died between the bucket and the database.
      if (statusOf(error) !== 412) throw this.fault('take', error);
    }
  }

  async *kept(): AsyncIterable<KeptEvent[]> {
    let after: string | undefined;
    do {
      const listed = await this.asked(() =>
        this.client.send(
          new ListObjectsV2Command({
            Bucket: this.options.bucket,
            Prefix: `${FOLDER}/`,
            ContinuationToken: after,
          }),
          { abortSignal: this.deadline() },
        ),
      );
      for (const { Key } of listed.Contents ?? []) if (Key !== undefined) yield await this.read(Key);
      after = listed.NextContinuationToken;
    } while (after !== undefined);
  }

  private async read(key: string): Promise<KeptEvent[]> {
    const text = await this.asked(async () => {
      const { Body } = await this.client.send(
        new GetObjectCommand({ Bucket: this.options.bucket, Key: key }),
        { abortSignal: this.deadline() },
      );
      return Body?.transformToString() ?? '';
    });
    try {
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => keptEvent.parse(JSON.parse(line)));
    } catch (error) {
      throw new Error(`The object ${key} of the ${this.name} does not hold events of an audit trail.`, {
        cause: error,
      });
    }
  }

  private async asked<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw this.fault('give', error);
    }
  }

  private deadline(): AbortSignal {
    return AbortSignal.timeout(this.options.deadlineMs ?? 30_000);
  }

  private fault(doing: 'take' | 'give', error: unknown): Error {
    const status = statusOf(error);
    return new Error(
      `The ${this.name} did not ${doing} events of the audit trail: ${error instanceof Error ? error.name : 'unknown'}${status === undefined ? '' : ` ${status}`}.`,
      { cause: error },
    );
  }
}

/** So that names come in the order of the events. */
const inOrder = (seq: string): string => seq.padStart(12, '0');

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}
