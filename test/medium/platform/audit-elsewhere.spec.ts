import { readFileSync } from 'node:fs';
import { createServer as createPlainServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { EncapsulatedContent, EncapsulatedContentInfo, SignedData } from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  PKIStatus,
  PKIStatusInfo,
  TimeStampReq,
  TimeStampResp,
  TimeStampToken,
  TSTInfo,
} from '@peculiar/asn1-tsp';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Clock, createLogger, loadConfig, type AuditActor } from '../../../src/platform/index.js';
import { AuditElsewhere, auditPlaces } from '../../../src/platform/audit/elsewhere/audit-elsewhere.js';
import { AuditStamps } from '../../../src/platform/audit/elsewhere/audit-stamps.js';
import type { AuditPlace } from '../../../src/platform/audit/elsewhere/audit-place.js';
import { BucketPlace } from '../../../src/platform/audit/elsewhere/bucket-place.js';
import { SyslogPlace } from '../../../src/platform/audit/elsewhere/syslog-place.js';
import { FakeS3 } from '../../support/fake-s3.js';
import { createTestPlatform, type TestPlatform } from '../../support/platform.js';

const actor: AuditActor = { userId: null, label: 'Zoë (Officer)', correlationId: 'request-1' };
const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../fixtures/tls', name), 'utf8');

let platform: TestPlatform;
const open: TestPlatform[] = [];
const ending: (() => Promise<void>)[] = [];
beforeEach(async () => {
  platform = await createTestPlatform();
  open.push(platform);
});
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});
afterAll(() => Promise.all(open.map((one) => one.close())));

async function note(times: number): Promise<void> {
  for (let n = 1; n <= times; n += 1)
    await platform.audit.note(actor, {
      action: 'work.done',
      subjectKind: 'thing',
      subjectId: `t${n}`,
      detail: { words: 'first line\nsecond — line' },
    });
}

const elsewhere = (...places: AuditPlace[]): AuditElsewhere =>
  new AuditElsewhere(
    platform.audit,
    platform.database,
    new Clock(),
    createLogger({ LOG_LEVEL: 'silent' }, 'test'),
    places,
  );
const send = (...places: AuditPlace[]): Promise<void> =>
  elsewhere(...places).send(AbortSignal.timeout(20_000));

/** What it does when it gets something; `nothing`: it does not even end its side. */
type Talks = 'nothing' | ((socket: Socket) => void);

/** Takes what a receiver of syslog takes: messages with their length before them. */
class Receiver {
  readonly messages: string[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly talks: Talks,
  ) {
    server.on('connection', (socket: Socket) => socket.on('error', () => undefined));
  }

  static async start({
    tls = false,
    talks = () => undefined,
  }: { tls?: boolean; talks?: Talks } = {}): Promise<Receiver> {
    const taken = (socket: Socket): void => {
      receiver.take(socket);
    };
    const server = tls
      ? createTlsServer({ key: fixture('localhost.key.pem'), cert: fixture('localhost.cert.pem') }, taken)
      : createPlainServer({ allowHalfOpen: talks === 'nothing' }, taken);
    const receiver = new Receiver(server, talks);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ending.push(
      () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          for (const socket of receiver.sockets) socket.destroy();
        }),
    );
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  private take(socket: Socket): void {
    this.sockets.add(socket);
    const chunks: Buffer[] = [];
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (this.talks !== 'nothing') this.talks(socket);
    });
    socket.on('end', () => {
      let rest = Buffer.concat(chunks);
      while (rest.length > 0) {
        const [whole = '', length = ''] = /^(\d+) /.exec(rest.toString('latin1')) ?? [];
        const end = whole.length + Number(length);
        this.messages.push(rest.toString('utf8', whole.length, end));
        rest = rest.subarray(end);
      }
    });
  }
}

describe('a receiver of syslog', () => {
  const place = (
    receiver: Receiver,
    options: { tls?: boolean; ca?: string; deadlineMs?: number } = {},
  ): SyslogPlace =>
    new SyslogPlace(
      new URL(`syslog${options.tls ? '+tls' : ''}://localhost:${receiver.port}`),
      'reports.council.example',
      options.deadlineMs,
      options.ca,
    );

  it('gets each event once, in order, whole, over TLS, and the next time only what is new', async () => {
    const receiver = await Receiver.start({ tls: true });
    const there = place(receiver, { tls: true, ca: fixture('localhost.cert.pem') });
    await note(3);
    await send(there);
    await note(1);
    await send(there);
    const [first = ''] = receiver.messages;
    const sent = receiver.messages.map(
      (message) => JSON.parse(message.slice(message.indexOf('\uFEFF') + 1)) as { seq: string; hash: string },
    );
    const kept = await platform.audit.after('0', 10);
    expect(sent).toEqual(kept);
    expect(sent.map(({ seq }) => seq)).toEqual(['1', '2', '3', '4']);
    expect(first.slice(0, first.indexOf('\uFEFF'))).toBe(
      `<110>1 ${kept[0]?.at ?? ''} reports.council.example highlight-report - work.done - `,
    );
    expect(await elsewhere(there).states()).toMatchObject([
      { seq: '4', waiting: 0, behindSeconds: 0, error: null },
    ]);
  });

  it('whose certificate nobody vouches for gets nothing, and the page says why', async () => {
    const receiver = await Receiver.start({ tls: true });
    const there = place(receiver, { tls: true });
    await note(2);
    await send(there);
    expect(receiver.messages).toEqual([]);
    const [state] = await elsewhere(there).states();
    expect(state).toMatchObject({ seq: '0', at: null, waiting: 2 });
    expect(state?.error).toMatch(
      /^The syslog at localhost:\d+ did not take events of the audit trail: DEPTH_ZERO_SELF_SIGNED_CERT\.$/,
    );
  });

  it.each<[string, Talks | undefined, RegExp]>([
    ['is not there', undefined, /ECONNREFUSED/],
    ['hangs up in the middle', (socket: Socket) => void socket.resetAndDestroy(), /ECONNRESET/],
    ['never ends its side', 'nothing', /not done in time/],
  ])('that %s gets everything when it is well again', async (_, talks, why) => {
    const receiver = await Receiver.start(talks === undefined ? {} : { talks });
    const there = place(receiver, { deadlineMs: 300 });
    if (talks === undefined) for (const end of ending.splice(0)) await end();
    await note(2);
    await send(there);
    const [state] = await elsewhere(there).states();
    expect(state).toMatchObject({ seq: '0', waiting: 2 });
    expect(state?.error).toMatch(why);

    const well = await Receiver.start();
    // The same place by its name, at another port of this test.
    const again = Object.assign(place(well), { name: there.name });
    await send(again);
    expect(well.messages).toHaveLength(2);
    expect(await elsewhere(again).states()).toMatchObject([{ seq: '2', waiting: 0, error: null }]);
  });
});

describe('a bucket with object lock', () => {
  let s3: FakeS3;
  let there: BucketPlace;
  beforeEach(async () => {
    s3 = await FakeS3.start();
    ending.push(() => s3.stop());
    there = new BucketPlace({
      bucket: s3.bucket,
      region: 'eu-west-2',
      endpoint: s3.url,
      credentials: { accessKeyId: 'put-only', secretAccessKey: 'secret' },
      years: 7,
      now: () => new Date('2020-02-29T09:00:00Z'),
    });
  });

  it('gets events as objects that nobody can remove for seven years', async () => {
    await note(3);
    await send(there);
    const [{ seq, hash } = { seq: '', hash: '' }] = (await platform.audit.after('2', 1)).slice(-1);
    expect([...s3.objects.keys()]).toEqual([
      `/reports/audit-trail/000000000001-00000000000${seq}-${hash}.jsonl`,
    ]);
    expect(s3.requests[0]?.headers).toMatchObject({
      'x-amz-object-lock-mode': 'COMPLIANCE',
      'x-amz-object-lock-retain-until-date': '2027-02-28T09:00:00Z',
      'if-none-match': '*',
    });
    expect(s3.requests[0]?.headers['x-amz-checksum-sha256']).toMatch(/^[\w+/]{43}=$/);
  });

  it('that got events of a worker which died before it wrote that down is told them again, and has them once', async () => {
    await note(2);
    await send(there);
    await platform.database.query(`update audit_place set seq = 0`);
    await send(there);
    expect(s3.objects.size).toBe(1);
    expect(await elsewhere(there).states()).toMatchObject([{ seq: '2', waiting: 0, error: null }]);
  });

  it('of two workers at once has everything, and so does the other place when it fails', async () => {
    const receiver = await Receiver.start();
    const syslog = new SyslogPlace(new URL(`syslog://127.0.0.1:${receiver.port}`), 'here');
    await note(7);
    s3.failures = [403];
    await Promise.all([send(there, syslog), send(there, syslog)]);
    expect(new Set(receiver.messages).size).toBe(7);
    await send(there, syslog);
    expect(await elsewhere(there, syslog).compare()).toMatchObject([
      { place: 'bucket reports', different: null },
    ]);
    expect(await elsewhere(there, syslog).states()).toMatchObject([
      { name: 'bucket reports', seq: '7', error: null },
      { seq: '7', error: null },
    ]);
  });

  const rewritten = `update audit_event set actor_label = 'Somebody else', hash = audit_hash((select hash from audit_event where seq = 2), seq, at, actor_id, 'Somebody else', action, subject_kind, subject_id, programme_id, correlation_id, detail) where seq = 3`;
  it.each([
    [
      'was written anew so that it verifies',
      `${rewritten}; update audit_head set hash = (select hash from audit_event where seq = 3)`,
      '3',
      /another hash/,
    ],
    [
      'was cut together with its head',
      `delete from audit_event where seq = 3; update audit_head set (seq, hash) = (select seq, hash from audit_event where seq = 2)`,
      '3',
      /missing/,
    ],
  ])('shows a trail that %s', async (_, statements, seq, reason) => {
    await note(3);
    const [, , noted] = await platform.audit.after('0', 3);
    await send(there);
    await platform.testDatabase.adminQuery(
      `alter table audit_event disable trigger all; alter table audit_head disable trigger all; ${statements}; alter table audit_event enable trigger all; alter table audit_head enable trigger all`,
    );
    expect(await platform.audit.verify()).toMatchObject({ intact: true });
    expect(await elsewhere(there).compare()).toEqual([
      { place: 'bucket reports', same: 2, different: { seq, reason: expect.stringMatching(reason) } },
    ]);
    // The same by an event that a person noted down.
    expect(await platform.audit.verify({ full: true, kept: noted })).toMatchObject({
      intact: false,
      broken: { seq: '3' },
    });
  });

  it('with something else in it is no trail', async () => {
    s3.objects.set('/reports/audit-trail/000000000001-x.jsonl', Buffer.from('{"seq": "one"}\n'));
    await expect(elsewhere(there).compare()).rejects.toThrow(/does not hold events of an audit trail/);
  });
});

describe('the settings', () => {
  const names = (env: Record<string, string>): string[] =>
    auditPlaces(loadConfig({ NODE_ENV: 'test', DATABASE_URL: 'postgres://x', ...env }), new Clock()).map(
      ({ name }) => name,
    );

  it('name the places, and no secret', () => {
    expect(names({})).toEqual([]);
    expect(
      names({
        AUDIT_SYSLOG_URL: 'syslog+tls://logs.council.example:6514',
        AUDIT_BUCKET: 'council-audit',
        AUDIT_BUCKET_ACCESS_KEY_ID: 'id',
        AUDIT_BUCKET_SECRET_ACCESS_KEY: 'secret',
      }),
    ).toEqual(['syslog at logs.council.example:6514', 'bucket council-audit']);
  });

  it.each([
    [{ AUDIT_SYSLOG_URL: 'udp://logs:514' }, /AUDIT_SYSLOG_URL/],
    [{ AUDIT_SYSLOG_URL: 'syslog+tls://user:password@logs:6514' }, /AUDIT_SYSLOG_URL/],
    [{ AUDIT_BUCKET: 'b', AUDIT_BUCKET_ACCESS_KEY_ID: 'id' }, /set together/],
    [{ AUDIT_BUCKET_ENDPOINT: 'https://s3.example' }, /AUDIT_BUCKET is not/],
  ])('refuse %j', (env, words) => {
    expect(() => names(env)).toThrow(words);
  });

  it('demand TLS in production', () => {
    const production = {
      NODE_ENV: 'production',
      SESSION_SECRET: 'x'.repeat(32),
      SMTP_URL: 'smtps://mail.example',
      PUBLIC_URL: 'https://reports.council.example',
      DATABASE_URL: 'postgres://localhost/x',
    };
    expect(() => names({ ...production, AUDIT_SYSLOG_URL: 'syslog://logs.council.example:601' })).toThrow(
      /AUDIT_SYSLOG_URL begins with syslog\+tls:/,
    );
    expect(names({ ...production, AUDIT_SYSLOG_URL: 'syslog://127.0.0.1:601' })).toEqual([
      'syslog at 127.0.0.1:601',
    ]);
  });
});

describe('a time stamping authority', () => {
  /** Signs nothing: what it answers is about what was asked, unless `lies` changes that. */
  async function authority(
    lies: (info: TSTInfo) => void = () => undefined,
    status = PKIStatus.granted,
  ): Promise<string> {
    const server = createHttpServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const asked = AsnConvert.parse(Buffer.concat(chunks), TimeStampReq);
        const info = new TSTInfo({
          policy: '1.2.3.4.1',
          messageImprint: asked.messageImprint,
          serialNumber: new Uint8Array([1]).buffer,
          genTime: new Date('2020-02-03T02:30:00Z'),
          ...(asked.nonce === undefined ? {} : { nonce: asked.nonce }),
        });
        lies(info);
        const signed = new SignedData({
          encapContentInfo: new EncapsulatedContentInfo({
            eContentType: '1.2.840.113549.1.9.16.1.4',
            eContent: new EncapsulatedContent({ single: new OctetString(AsnConvert.serialize(info)) }),
          }),
        });
        const answer = new TimeStampResp({
          status: new PKIStatusInfo({ status }),
          timeStampToken: new TimeStampToken({
            contentType: '1.2.840.113549.1.7.2',
            content: AsnConvert.serialize(signed),
          }),
        });
        response
          .writeHead(200, { 'content-type': 'application/timestamp-reply' })
          .end(Buffer.from(AsnConvert.serialize(answer)));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ending.push(() => new Promise((resolve) => server.close(() => resolve())));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }
  const stamps = (url: string): AuditStamps => new AuditStamps(platform.audit, url);

  it('signs the head once, and the token goes with the trail', async () => {
    const there = stamps(await authority());
    await note(3);
    expect(await there.stamp('night-1')).toBe(true);
    // Nothing was done since.
    expect(await there.stamp('night-2')).toBe(false);
    const [event] = await platform.audit.list({ limit: 1, programmeIds: null });
    const [, , third] = await platform.audit.after('0', 3);
    expect(event).toMatchObject({
      action: 'audit.stamped',
      subjectId: '3',
      detail: { hash: third?.hash, at: '2020-02-03T02:30:00.000Z' },
    });
    expect(await there.check()).toEqual({ stamps: 1, lastAt: '2020-02-03T02:30:00.000Z', wrong: null });
  });

  it('shows a trail that was written anew below it', async () => {
    const there = stamps(await authority());
    await note(3);
    await there.stamp('night-1');
    await platform.testDatabase.adminQuery(
      `alter table audit_event disable trigger all; update audit_event set hash = sha256('another') where seq = 3; alter table audit_event enable trigger all`,
    );
    expect(await there.check()).toMatchObject({
      wrong: { seq: '4', reason: 'what was signed is another event' },
    });
  });

  it.each<[string, () => Promise<string>, RegExp]>([
    ['refuses', () => authority(undefined, PKIStatus.rejection), /refused: status 2/],
    [
      'answers for another hash',
      () => authority((info) => (info.messageImprint.hashedMessage = new OctetString(new Uint8Array(32)))),
      /another question/,
    ],
    [
      'answers an older question',
      () => authority((info) => (info.nonce = new Uint8Array([1, 2]).buffer)),
      /another question/,
    ],
    ['is not there', () => Promise.resolve('http://127.0.0.1:1/'), /did not answer/],
  ])('that %s leaves no event, and says so', async (_, start, words) => {
    await note(1);
    await expect(stamps(await start()).stamp('night-1')).rejects.toThrow(words);
    expect(await platform.audit.list({ limit: 5, programmeIds: null })).toHaveLength(1);
  });

  it('that speaks something else says no time stamp', async () => {
    const server = createHttpServer((_, response) => response.end('<html>'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ending.push(() => new Promise((resolve) => server.close(() => resolve())));
    await note(1);
    await expect(
      stamps(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`).stamp('night-1'),
    ).rejects.toThrow('no time stamp');
  });
});
