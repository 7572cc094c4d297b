import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface StoredMail {
  uid: number;
  bytes: Buffer;
  flags: Set<string>;
  receivedAt: Date;
}

const USER = 'reports';
const PASSWORD = 'p@ss word';

/** A mailbox server that speaks as much IMAP (RFC 9051) as reading a folder takes. It keeps what a test does to it visible. */
export class ImapServer {
  readonly folders = new Map<string, StoredMail[]>([
    ['INBOX', []],
    ['Read notices', []],
  ]);
  /** Every command of every client, without its tag and without passwords. */
  readonly commands: string[] = [];
  /** False: as Exchange, which keeps no keywords. */
  keywords = true;
  /** The next commands of this name break the line instead of being answered. */
  readonly breaksAt = new Set<string>();
  refusesSignIn = false;
  private uid = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', () => undefined);
      this.talk(socket);
    });
  }

  static async start(port = 0): Promise<ImapServer> {
    const imap = new ImapServer();
    await imap.listen(port);
    return imap;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `imap://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${this.port}/INBOX`;
  }

  put(mail: string | Buffer, receivedAt = new Date()): StoredMail {
    const stored = { uid: ++this.uid, bytes: Buffer.from(mail), flags: new Set<string>(), receivedAt };
    this.folder('INBOX').push(stored);
    return stored;
  }

  folder(name: string): StoredMail[] {
    return this.folders.get(name) ?? [];
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve) => {
      this.server.listen(port, '127.0.0.1', resolve);
    });
  }

  close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }

  private talk(socket: Socket): void {
    let rest = '';
    let selected = 'INBOX';
    socket.write('* OK [CAPABILITY IMAP4rev1 MOVE UIDPLUS LITERAL+] ready\r\n');
    socket.on('data', (chunk: Buffer) => {
      rest += chunk.toString('latin1');
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        const [, tag = '', text = ''] = /^(\S+) (.*)$/s.exec(line) ?? [];
        const name = /^(?:UID )?\w+/i.exec(text)?.[0]?.toUpperCase() ?? '';
        this.commands.push(/^LOGIN/i.test(text) ? name : text);
        if (this.breaksAt.delete(name)) {
          socket.destroy();
          return;
        }
        const chosen = name === 'SELECT' ? /"?([^"]*)"?$/.exec(text.slice(7))?.[1] : undefined;
        if (chosen !== undefined) selected = chosen;
        for (const part of this.answer(tag, name, text, selected)) socket.write(part);
        if (name === 'LOGOUT') socket.end();
      }
    });
  }

  private answer(tag: string, name: string, text: string, selected: string): (string | Buffer)[] {
    const done = `${tag} OK done\r\n`;
    const mails = this.folder(selected);
    switch (name) {
      case 'CAPABILITY':
        return ['* CAPABILITY IMAP4rev1 MOVE UIDPLUS LITERAL+\r\n', done];
      case 'LOGIN':
        return this.signIn(tag, text.includes(USER) && text.includes(PASSWORD));
      case 'NAMESPACE':
        return ['* NAMESPACE (("" "/")) NIL NIL\r\n', done];
      case 'LIST':
        // Asked for nothing, it says what stands between folders.
        if (text.endsWith(' ""')) return ['* LIST (\\Noselect) "/" ""\r\n', done];
        return [
          ...[...this.folders.keys()]
            .filter((one) => text.endsWith(`"${one}"`))
            .map((one) => `* LIST () "/" "${one}"\r\n`),
          done,
        ];
      case 'SELECT':
        if (!this.folders.has(selected)) return [`${tag} NO [NONEXISTENT] there is no such folder\r\n`];
        return [
          `* FLAGS (\\Seen \\Flagged)\r\n* ${mails.length} EXISTS\r\n`,
          `* OK [PERMANENTFLAGS (\\Seen \\Flagged${this.keywords ? ' \\*' : ''})] kept\r\n`,
          `* OK [UIDVALIDITY 1] valid\r\n* OK [UIDNEXT ${this.uid + 1}] next\r\n`,
          `${tag} OK [READ-WRITE] done\r\n`,
        ];
      case 'UID SEARCH': {
        const unkeyword = /UNKEYWORD (\S+)/i.exec(text)?.[1];
        const found = mails.filter(({ flags }) =>
          unkeyword !== undefined
            ? !flags.has(unkeyword)
            : /UNSEEN|NOT SEEN/i.test(text)
              ? !flags.has('\\Seen')
              : true,
        );
        return [`* SEARCH${found.map(({ uid }) => ` ${uid}`).join('')}\r\n`, done];
      }
      case 'UID FETCH': {
        const most = Number(/<0\.(\d+)>/.exec(text)?.[1] ?? Infinity);
        const parts = this.named(text, mails).flatMap((mail) => {
          const bytes = mail.bytes.subarray(0, Math.min(most, mail.bytes.length));
          const at = mails.indexOf(mail) + 1;
          return [
            `* ${at} FETCH (UID ${mail.uid} INTERNALDATE "${internalDate(mail.receivedAt)}" BODY[]<0> {${bytes.length}}\r\n`,
            bytes,
            ')\r\n',
          ];
        });
        return [...parts, done];
      }
      case 'UID STORE': {
        const flags = /\(([^)]*)\)/.exec(text)?.[1]?.split(' ') ?? [];
        for (const mail of this.named(text, mails)) for (const flag of flags) mail.flags.add(flag);
        return [done];
      }
      case 'UID MOVE': {
        const to = /"?([^"]+)"?$/.exec(text.split(' ').slice(3).join(' '))?.[1] ?? '';
        if (!this.folders.has(to)) return [`${tag} NO [TRYCREATE] there is no such folder\r\n`];
        const moved = this.named(text, mails);
        this.folder(to).push(...moved);
        this.folders.set(
          selected,
          mails.filter((mail) => !moved.includes(mail)),
        );
        return [done];
      }
      case 'LOGOUT':
        return ['* BYE until then\r\n', done];
      case 'NOOP':
        return [done];
      default:
        return [`${tag} BAD unknown\r\n`];
    }
  }

  private signIn(tag: string, right: boolean): string[] {
    return right && !this.refusesSignIn
      ? [`${tag} OK [CAPABILITY IMAP4rev1 MOVE UIDPLUS LITERAL+] welcome\r\n`]
      : [`${tag} NO [AUTHENTICATIONFAILED] not you\r\n`];
  }

  /** As `UID … 1,4:6 …` names them. */
  private named(text: string, mails: readonly StoredMail[]): StoredMail[] {
    const ranges = (text.split(' ')[2] ?? '').split(',').map((range) => {
      const [from = '0', to = from] = range.split(':');
      return [Number(from), to === '*' ? Infinity : Number(to)] as const;
    });
    return mails.filter(({ uid }) => ranges.some(([from, to]) => uid >= from && uid <= to));
  }
}

/** `03-Feb-2020 09:02:10 +0000` */
function internalDate(at: Date): string {
  const [, day, month, year, time] = /^\w+, (\d\d) (\w+) (\d+) (\S+)/.exec(at.toUTCString()) ?? [];
  return `${day ?? ''}-${month ?? ''}-${year ?? ''} ${time ?? ''} +0000`;
}
