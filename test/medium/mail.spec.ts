import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mock } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import {
  createMailTransport,
  FileTransport,
  SmtpTransport,
  type MailTransport,
  type OutgoingMail,
  type SmtpTimeouts,
} from '../../src/platform/mail/mail.js';

const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(200_000, 7)]);
const MESSAGE: OutgoingMail = {
  messageId: '<0b9f6f4e-7d3c-4a53-9d1e-2f1f5a1f7a10.1@reports.example.org>',
  from: 'Highlight reports <reports@example.org>',
  to: "o'brien+cabinet@council.example.org",
  subject: 'Highlight report – January 2020',
  text: 'The report is attached.\n.\nA line that is a dot.',
  html: '<p>The report is attached.</p>',
  attachments: [{ filename: 'Highlight report 2020-01.pdf', contentType: 'application/pdf', content: PDF }],
  headers: { 'Auto-Submitted': 'auto-generated' },
};

/** Whatever a test opens is closed after it, in reverse order. */
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function transportTo(port: number, timeouts: Partial<SmtpTimeouts> = {}, query = ''): SmtpTransport {
  const transport = new SmtpTransport({
    url: `smtp://127.0.0.1:${port}${query}`,
    requireTls: false,
    allowedDomains: [],
    timeouts: { connect: 2000, greeting: 300, socket: 500, attempt: 10_000, ...timeouts },
  });
  closers.push(() => transport.close());
  return transport;
}

describe('SmtpTransport: what a real conversation ends in', () => {
  it('accepted, with everything arrived as it was given', async () => {
    const server = await smtpServer();
    const outcome = await transportTo(server.port).send(MESSAGE);
    expect(outcome.kind).toBe('accepted');
    expect(outcome).toHaveProperty('response', expect.stringMatching(/^250 /));
    const [delivery] = server.deliveries;
    expect(delivery?.from).toBe('reports@example.org');
    expect(delivery?.to).toEqual([MESSAGE.to]);
    const parsed = await simpleParser(delivery?.bytes ?? '');
    expect(parsed.messageId).toBe(MESSAGE.messageId);
    expect(parsed.subject).toBe(MESSAGE.subject);
    expect(parsed.text?.trim()).toBe(MESSAGE.text);
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(parsed.attachments.map((one) => [one.filename, one.contentType])).toEqual([
      ['Highlight report 2020-01.pdf', 'application/pdf'],
    ]);
    expect(parsed.attachments[0]?.content.equals(PDF)).toBe(true);
  });

  it('several files and a text of dots arrive byte for byte', async () => {
    const server = await smtpServer();
    const files = [PDF, Buffer.alloc(0), randomBytes(57 * 400), PDF].map((content, n) => ({
      filename: `${n}.pdf`,
      contentType: 'application/pdf',
      content,
    }));
    const text = '.\n..\n.dot\nand\n.\n';
    await transportTo(server.port).send({ ...MESSAGE, text, attachments: files });
    const parsed = await simpleParser(server.deliveries[0]?.bytes ?? '');
    expect(parsed.text).toBe(text);
    expect(parsed.attachments.map(({ filename }) => filename)).toEqual(files.map(({ filename }) => filename));
    parsed.attachments.forEach(({ content }, n) => {
      expect(content.equals(files[n]?.content ?? PDF)).toBe(true);
    });
  });

  it('deferred: connection refused', async () => {
    const server = await rawServer({});
    await server.close();
    expect(await transportTo(server.port).send(MESSAGE)).toMatchObject({
      kind: 'rejected',
      permanent: false,
      code: 'ESOCKET',
    });
  });

  it('deferred: the server never greets', async () => {
    const server = await rawServer({ greeting: 'stall' });
    expect(await transportTo(server.port).send(MESSAGE)).toMatchObject({
      kind: 'rejected',
      permanent: false,
      code: 'ETIMEDOUT',
    });
  });

  it('deferred: the server hangs up instead of greeting, again and again', async () => {
    const server = await rawServer({ greeting: 'drop' });
    expect(await transportTo(server.port).send(MESSAGE)).toMatchObject({
      kind: 'rejected',
      permanent: false,
    });
  });

  it('deferred: the server is closed for everybody (554 as its greeting)', async () => {
    const server = await rawServer({ greeting: '554 no service here' });
    expect(await transportTo(server.port).send(MESSAGE)).toMatchObject({
      kind: 'rejected',
      permanent: false,
      code: '554',
    });
  });

  it('deferred: our own sign-in is refused', async () => {
    const server = await smtpServer({
      authOptional: false,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      onAuth: (_auth, _session, done) => {
        done(new Error('no such account'));
      },
    });
    const transport = new SmtpTransport({
      url: `smtp://user:pass%40word@127.0.0.1:${server.port}`,
      requireTls: false,
      allowedDomains: [],
    });
    closers.push(() => transport.close());
    const outcome = await transport.send(MESSAGE);
    expect(outcome).toMatchObject({ kind: 'rejected', permanent: false, code: '535' });
    expect(JSON.stringify(outcome)).not.toContain('pass@word');
  });

  it('deferred: TLS is required and not offered; nothing was said before it', async () => {
    const server = await rawServer({});
    const outcome = await transportTo(server.port, {}, '?requireTLS=true').send(MESSAGE);
    expect(outcome).toMatchObject({ kind: 'rejected', permanent: false });
    expect(server.heard.some((line) => line.startsWith('MAIL'))).toBe(false);
  });

  it('deferred: nobody vouches for the server’s certificate; nothing is said to it', async () => {
    let heard = 0;
    // The server of the package signs its certificate itself, and says so on the console.
    const said = mock.method(console, 'error', () => undefined);
    const server = await smtpServer({
      disabledCommands: ['AUTH'],
      onMailFrom: (_address, _session, done) => done(void (heard += 1)),
    });
    said.mock.restore();
    const outcome = await transportTo(server.port, { socket: 2000 }, '?requireTLS=true').send(MESSAGE);
    expect(outcome).toMatchObject({
      kind: 'rejected',
      permanent: false,
      reason: expect.stringMatching(/certificate/i),
    });
    expect(heard).toBe(0);
  });

  it.each([
    ['deferred: 451 at RCPT', 'onRcptTo', 451, false],
    ['failed: 550 at RCPT', 'onRcptTo', 550, true],
    ['failed: 550 at MAIL', 'onMailFrom', 550, true],
    ['deferred: 451 after the content', 'onData', 451, false],
    ['failed: 552 after the content', 'onData', 552, true],
  ] as const)('%s', async (_name, hook, code, permanent) => {
    const server = await smtpServer(refuseAt(hook, code));
    const outcome = await transportTo(server.port).send(MESSAGE);
    expect(outcome).toMatchObject({ kind: 'rejected', permanent, code: String(code) });
    expect(outcome).toHaveProperty('response', expect.stringContaining('not now'));
  });

  it.each([
    ['deferred: 451 at DATA', { data: '451 try later' }, '451', false],
    ['failed: 554 at DATA', { data: '554 no' }, '554', true],
    ['deferred: 421 after the content', { end: '421 closing' }, '421', false],
  ] as const)('%s', async (_name, script, code, permanent) => {
    const server = await rawServer(script);
    expect(await transportTo(server.port).send(MESSAGE)).toMatchObject({ kind: 'rejected', permanent, code });
  });

  it.each([
    ['RCPT', { rcpt: 'drop' }],
    ['DATA', { data: 'drop' }],
  ] as const)('deferred: the line breaks at %s, before any content', async (_name, script) => {
    const server = await rawServer(script);
    expect(await transportTo(server.port).send(MESSAGE)).toMatchObject({
      kind: 'rejected',
      permanent: false,
    });
  });

  it('asks for reports where the server offers them (DSN), of the headers alone, and says nothing of it elsewhere', async () => {
    const server = await rawServer({ offers: 'DSN' });
    expect(await transportTo(server.port).send(MESSAGE)).toMatchObject({ kind: 'accepted' });
    const id = '0b9f6f4e-7d3c-4a53-9d1e-2f1f5a1f7a10.1@reports.example.org';
    expect(server.heard.find((line) => line.startsWith('MAIL'))).toContain(` RET=HDRS ENVID=${id}`);
    expect(server.heard.find((line) => line.startsWith('RCPT'))).toMatch(
      / NOTIFY=FAILURE,DELAY ORCPT=rfc822;o'brien\+2Bcabinet@council\.example\.org$/,
    );
    const plain = await rawServer({});
    expect(await transportTo(plain.port).send(MESSAGE)).toMatchObject({ kind: 'accepted' });
    expect(plain.heard.filter((line) => /RET=|NOTIFY=/.test(line))).toEqual([]);
  });

  it('failed: larger than the size that the server announced', async () => {
    const server = await smtpServer({ size: 1000 });
    expect(await transportTo(server.port).send(MESSAGE)).toMatchObject({ kind: 'rejected', permanent: true });
  });

  it.each([
    ['the line breaks after the content', { end: 'drop' }],
    ['the server falls silent after the content', { end: 'stall' }],
    ['the line breaks in the middle of the content', { data: '354 go on', dropInContent: true }],
    ['the answer after the content is none', { end: '999 what' }],
  ] as const)('uncertain: %s; and it is not sent a second time', async (_name, script) => {
    const server = await rawServer(script);
    expect(await transportTo(server.port).send(MESSAGE)).toMatchObject({ kind: 'uncertain' });
    await sleep(300);
    expect(server.heard.filter((line) => line === 'DATA')).toHaveLength(1);
  });

  it('certain or uncertain when the caller gives up: before the content, and after it', async () => {
    const early = await rawServer({ rcpt: 'stall' });
    const late = await rawServer({ end: 'stall' });
    for (const [server, last, kind] of [
      [early, 'RCPT', 'rejected'],
      [late, '.', 'uncertain'],
    ] as const) {
      const giveUp = new AbortController();
      const sending = transportTo(server.port, { socket: 8000 }).send(MESSAGE, { signal: giveUp.signal });
      while (!server.heard.some((line) => line.startsWith(last))) await sleep(5);
      giveUp.abort();
      expect(await sending).toMatchObject({ kind });
    }
  });

  it.each([
    ['no connection', undefined, 0, 'rejected'],
    ['no greeting', { greeting: 'drop' }, 0, 'rejected'],
    ['RCPT refused', { rcpt: '550 no' }, 0, 'rejected'],
    ['the line lost at RCPT', { rcpt: 'drop' }, 0, 'rejected'],
    ['the line lost at DATA', { data: 'drop' }, 0, 'rejected'],
    ['DATA refused', { data: '451 later' }, 0, 'rejected'],
    ['the line lost in the content', { data: '354 go on', dropInContent: true }, 1, 'uncertain'],
    ['the line lost after the content', { end: 'drop' }, 1, 'uncertain'],
    ['taken', {}, 1, 'accepted'],
  ] as const)('says that the content is about to leave: %s', async (_name, script, times, kind) => {
    const server = await rawServer(script ?? {});
    if (script === undefined) await server.close();
    const seen: string[][] = [];
    const outcome = await transportTo(server.port).send(MESSAGE, {
      beforeContent: async () => {
        await sleep(20);
        seen.push([server.heard.at(-1) ?? '', String(server.contentBytes)]);
      },
    });
    expect(outcome.kind).toBe(kind);
    // The server had asked for it, and had not a byte of it.
    expect(seen).toEqual(Array.from({ length: times }, () => ['DATA', '0']));
  });

  it('sends nothing when the caller says no as the content is about to leave', async () => {
    const server = await rawServer({});
    const transport = transportTo(server.port);
    const no = { beforeContent: () => Promise.reject(new Error('another has it')) };
    await expect(transport.send(MESSAGE, no)).rejects.toThrow('another has it');
    expect(server.contentBytes).toBe(0);
    expect(await transport.send(MESSAGE)).toMatchObject({ kind: 'accepted' });
    expect(server.heard.filter((line) => line === '.')).toHaveLength(1);
  });

  it('sends nothing when the line is lost while the caller makes up its mind', async () => {
    const server = await rawServer({});
    const outcome = await transportTo(server.port).send(MESSAGE, {
      beforeContent: async () => {
        server.hangUp();
        await sleep(50);
      },
    });
    expect(outcome).toMatchObject({ kind: 'rejected', permanent: false });
    expect(server.contentBytes).toBe(0);
  });

  it('gives up on a server that trickles and so never falls silent', async () => {
    const server = await rawServer({ rcpt: 'trickle' });
    const outcome = await transportTo(server.port, { attempt: 900 }).send(MESSAGE);
    expect(outcome).toMatchObject({ kind: 'rejected', permanent: false, code: 'EABORT' });
  });

  it('sends many over few connections, and survives that the server closes a kept one', async () => {
    const server = await smtpServer();
    const transport = transportTo(server.port);
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        transport.send({ ...MESSAGE, messageId: `<m-${index}@x.org>` }),
      ),
    );
    expect(new Set(outcomes.map((outcome) => outcome.kind))).toEqual(new Set(['accepted']));
    expect(server.connections).toBeLessThanOrEqual(5);
    server.hangUp();
    expect(await transport.send(MESSAGE)).toMatchObject({ kind: 'accepted' });
    expect(server.deliveries).toHaveLength(31);
  });

  it('goes on with the next message over the same connection after a refused recipient', async () => {
    const server = await smtpServer({
      onRcptTo: (recipient, _session, done) => {
        done(recipient.address.startsWith('gone') ? refusal(550) : undefined);
      },
    });
    const transport = transportTo(server.port);
    expect(await transport.send({ ...MESSAGE, to: 'gone@example.org' })).toMatchObject({ permanent: true });
    expect(await transport.send(MESSAGE)).toMatchObject({ kind: 'accepted' });
  });

  it('lets a message under way finish when it is closed, and takes no new one', async () => {
    const server = await smtpServer({
      onRcptTo: (_recipient, _session, done) =>
        void sleep(200).then(() => {
          done();
        }),
    });
    const transport = transportTo(server.port);
    const sending = transport.send(MESSAGE);
    while (server.connections === 0) await sleep(5);
    await sleep(150);
    await transport.close();
    expect(await sending).toMatchObject({ kind: 'accepted' });
    expect(await transport.send(MESSAGE)).toMatchObject({
      kind: 'rejected',
      permanent: false,
      code: 'closed',
    });
  });
});

describe('bad input is refused before anything is sent or written', () => {
  let folder: string;
  let files: FileTransport;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mail '));
    files = new FileTransport({ folder, allowedDomains: ['Council.example.org'] });
    closers.push(() => rm(folder, { recursive: true, force: true }));
  });

  const attachment = (filename: string) => ({
    attachments: [{ filename, contentType: 'application/pdf', content: PDF }],
  });
  it.each<[string, Partial<OutgoingMail>, string]>([
    ['CRLF in the subject', { subject: 'Report\r\nBcc: all@example.org' }, 'invalid-message'],
    ['NUL in the subject', { subject: 'Report\0' }, 'invalid-message'],
    ['CRLF in the recipient', { to: 'a@council.example.org\r\nRCPT TO:<b@example.org>' }, 'invalid-message'],
    ['two recipients', { to: 'a@council.example.org, b@council.example.org' }, 'invalid-message'],
    ['a recipient that is none', { to: 'cabinet' }, 'invalid-message'],
    ['SMTP parameters in the recipient', { to: 'a@council.example.org> SIZE=1' }, 'invalid-message'],
    ['a quoted local part', { to: '"a b"@council.example.org' }, 'invalid-message'],
    ['CRLF in the sender', { from: 'Reports\r\nX: y <reports@example.org>' }, 'invalid-message'],
    ['CRLF in a header', { headers: { 'X-Note': 'a\r\nBcc: all@example.org' } }, 'invalid-message'],
    ['a header of ours', { headers: { Bcc: 'all@example.org' } }, 'invalid-message'],
    ['a header name that is none', { headers: { 'X Note': 'a' } }, 'invalid-message'],
    ['a message id that is none', { messageId: '<../../x@example.org>' }, 'invalid-message'],
    ['a path as a file name', attachment('../../etc/x.pdf'), 'invalid-message'],
    ['a Windows path as a file name', attachment('C:\\x.pdf'), 'invalid-message'],
    ['CRLF in a file name', attachment('a\r\nb.pdf'), 'invalid-message'],
    ['a recipient outside the allowed domains', { to: 'a@example.com' }, 'domain-not-allowed'],
    ['a subdomain of an allowed domain', { to: 'a@x.council.example.org' }, 'domain-not-allowed'],
  ])('%s', async (_name, change, code) => {
    const outcome = await files.send({ ...MESSAGE, ...change });
    expect(outcome).toMatchObject({ kind: 'rejected', permanent: true, code });
    expect(await readdir(folder)).toEqual([]);
  });

  it('an attachment that names a file or an address is no attachment', async () => {
    const sly = {
      filename: 'x.txt',
      contentType: 'text/plain',
      path: '/etc/hostname',
      href: 'http://127.0.0.1/',
    };
    const outcome = await files.send({ ...MESSAGE, attachments: [sly as never] });
    expect(outcome).toMatchObject({ kind: 'rejected', permanent: true, code: 'invalid-message' });
  });
});

describe('FileTransport', () => {
  it('writes one readable .eml that only its owner may read, once per message id', async () => {
    const root = await mkdtemp(join(tmpdir(), 'mail '));
    closers.push(() => rm(root, { recursive: true, force: true }));
    const folder = join(root, 'var', 'mail');
    const transport: MailTransport = new FileTransport({ folder, allowedDomains: [] });
    for (let time = 0; time < 2; time += 1)
      expect(await transport.send(MESSAGE)).toMatchObject({ kind: 'accepted' });
    expect(await readdir(folder)).toEqual(['0b9f6f4e-7d3c-4a53-9d1e-2f1f5a1f7a10.1.eml']);
    const path = join(folder, '0b9f6f4e-7d3c-4a53-9d1e-2f1f5a1f7a10.1.eml');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const bytes = await readFile(path);
    expect(bytes.toString('latin1').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const parsed = await simpleParser(bytes);
    expect(parsed.messageId).toBe(MESSAGE.messageId);
    expect(parsed.attachments[0]?.content.equals(PDF)).toBe(true);
    await transport.send({ ...MESSAGE, messageId: '<%=+@reports.example.org>' });
    expect((await readdir(folder)).every((name) => /^[0-9a-f.-]+\.eml$/.test(name))).toBe(true);
  });

  it('defers when the folder cannot be written', async () => {
    const root = await mkdtemp(join(tmpdir(), 'mail '));
    closers.push(() => rm(root, { recursive: true, force: true }));
    await writeFile(join(root, 'mail'), 'in the way');
    const outcome = await new FileTransport({ folder: join(root, 'mail'), allowedDomains: [] }).send(MESSAGE);
    expect(outcome).toMatchObject({ kind: 'rejected', permanent: false });
  });

  it('is what the product uses until SMTP_URL is set', async () => {
    const settings = { SMTP_URL: undefined, ALLOWED_MAIL_DOMAINS: [], varDir: '/nowhere', production: false };
    expect(createMailTransport(settings)).toBeInstanceOf(FileTransport);
    const smtp = createMailTransport({ ...settings, SMTP_URL: 'smtp://localhost:2525' });
    expect(smtp).toBeInstanceOf(SmtpTransport);
    await smtp.close();
    expect(() => createMailTransport({ ...settings, SMTP_URL: 'http://user:hidden@mail' })).toThrow(
      /^SMTP_URL must begin(?!.*hidden)/,
    );
  });
});

function refusal(code: number): Error {
  return Object.assign(new Error('not now'), { responseCode: code });
}

function refuseAt(hook: 'onRcptTo' | 'onMailFrom' | 'onData', code: number): SMTPServerOptions {
  if (hook === 'onData')
    return {
      onData: (stream, _session, done) => {
        stream.resume();
        stream.on('end', () => {
          done(refusal(code));
        });
      },
    };
  return {
    [hook]: (_address: unknown, _session: unknown, done: (error: Error) => void) => {
      done(refusal(code));
    },
  };
}

interface Delivery {
  from: string;
  to: string[];
  bytes: Buffer;
}

/** A real SMTP server that keeps what it accepts. */
async function smtpServer(options: SMTPServerOptions = {}) {
  const deliveries: Delivery[] = [];
  const state = { connections: 0 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onConnect: (_session, done) => {
      state.connections += 1;
      done();
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        deliveries.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map((recipient) => recipient.address),
          bytes: Buffer.concat(chunks),
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closers.push(
    () =>
      new Promise<void>((resolve) => {
        server.close(resolve);
      }),
  );
  return {
    deliveries,
    port: (server.server.address() as AddressInfo).port,
    get connections() {
      return state.connections;
    },
    hangUp: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

type Answer = string;

/** What the scripted server says at each step; `drop` hangs up, `stall` says nothing, `trickle` never ends its line. */
interface Script {
  /** Besides itself in the answer to EHLO. */
  offers?: string;
  greeting?: Answer;
  rcpt?: Answer;
  data?: Answer;
  /** After the final dot. */
  end?: Answer;
  dropInContent?: boolean;
}

/** A server of a few lines over a bare socket, for what a well-behaved one never does. */
async function rawServer(script: Script) {
  const heard: string[] = [];
  let contentBytes = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    const say = (answer: Answer): void => {
      if (answer === 'drop') socket.destroy();
      else if (answer === 'trickle') {
        const timer = setInterval(() => socket.write('2'), 50);
        socket.on('close', () => {
          clearInterval(timer);
        });
      } else if (answer !== 'stall') socket.write(`${answer}\r\n`);
    };
    let inContent = false;
    let rest = '';
    socket.on('data', (chunk) => {
      if (inContent) contentBytes += chunk.length;
      if (inContent && script.dropInContent === true) {
        socket.destroy();
        return;
      }
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (inContent) {
          if (line !== '.') continue;
          inContent = false;
          heard.push('.');
          say(script.end ?? '250 taken');
          continue;
        }
        heard.push(line);
        const verb = line.slice(0, 4).toUpperCase();
        if (verb === 'RCPT') say(script.rcpt ?? '250 ok');
        else if (verb === 'DATA') {
          const answer = script.data ?? '354 go on';
          inContent = answer.startsWith('354');
          say(answer);
        } else if (verb === 'EHLO' && script.offers) say(`250-test\r\n250 ${script.offers}`);
        else say(verb === 'STAR' ? '502 not here' : '250 ok');
      }
    });
    say(script.greeting ?? '220 test ESMTP');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => {
        resolve();
      });
    });
  closers.push(close);
  return {
    heard,
    port: (server.address() as AddressInfo).port,
    close,
    get contentBytes() {
      return contentBytes;
    },
    hangUp: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}
