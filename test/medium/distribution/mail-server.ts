import type { AddressInfo, Socket } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/**
 * What the server does with mail to one address: takes it; answers with a code at RCPT; takes the whole content and hangs up without a word;
 * or waits until `release` is called, after the content or, for the first who asks, at RCPT. `refuseFiles`: mails with a file are too large.
 */
export type Manner =
  'accept' | { refuse: number } | { refuseFiles: 552 | '5.3.4' } | 'drop' | 'hold' | 'hold at RCPT';

export interface Mail {
  to: string;
  parsed: ParsedMail;
}

/** A mail server that speaks real SMTP and behaves differently per recipient. */
export class MailServer {
  /** Everything whose content was received in full, also what was not acknowledged. */
  readonly received: Mail[] = [];
  readonly manners = new Map<string, Manner>();
  /** How often each address was named at RCPT. */
  readonly asked = new Map<string, number>();
  /** It thinks for as long as this at most before each answer about a mail, in milliseconds. */
  thinks = 0;
  private readonly held: (() => void)[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly server: SMTPServer;

  private constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: ({ address }, _session, done) => {
        this.asked.set(address, this.timesAsked(address) + 1);
        const manner = this.manners.get(address);
        if (manner === 'hold at RCPT') {
          this.manners.delete(address);
          this.held.push(done);
        } else if (typeof manner === 'object' && 'refuse' in manner)
          done(Object.assign(new Error('not now'), { responseCode: manner.refuse }));
        else this.answer(done);
      },
      onData: (stream, session, done) => {
        const to = session.envelope.rcptTo[0]?.address ?? '';
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          void simpleParser(Buffer.concat(chunks)).then((parsed) => {
            this.received.push({ to, parsed });
            const manner = this.manners.get(to);
            if (manner === 'drop') this.hangUp(session.remotePort);
            else if (manner === 'hold') this.held.push(done);
            else if (typeof manner === 'object' && 'refuseFiles' in manner && parsed.attachments.length > 0)
              done(
                manner.refuseFiles === 552
                  ? Object.assign(new Error('too much mail data'), { responseCode: 552 })
                  : Object.assign(new Error('5.3.4 message size exceeds fixed limit'), { responseCode: 554 }),
              );
            else this.answer(done);
          });
        });
      },
    });
    this.server.on('error', () => undefined);
    this.server.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  static async start(): Promise<MailServer> {
    const mail = new MailServer();
    await new Promise<void>((resolve) => {
      mail.server.listen(0, '127.0.0.1', resolve);
    });
    return mail;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  private answer(done: () => void): void {
    if (this.thinks === 0) done();
    else setTimeout(done, Math.random() * this.thinks);
  }

  /** From the next connection on it announces that it takes no more than this; 0 = it says nothing of it. */
  announceSize(bytes: number): void {
    this.server.options.size = bytes;
    this.hangUp();
  }

  /** Hangs up on everybody, as a server that is killed does; or on one client alone. @param port of that client's end. */
  hangUp(port?: number): void {
    for (const socket of this.sockets) if (port === undefined || socket.remotePort === port) socket.destroy();
  }

  /** Lets every held conversation end well. */
  release(): void {
    for (const done of this.held.splice(0)) done();
  }

  to(address: string): Mail[] {
    return this.received.filter((mail) => mail.to === address);
  }

  timesAsked(address: string): number {
    return this.asked.get(address) ?? 0;
  }

  forget(): void {
    this.received.length = 0;
    this.manners.clear();
    this.asked.clear();
  }

  close(): Promise<void> {
    this.hangUp();
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }
}
