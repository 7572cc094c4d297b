import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The file that every scanner finds and that harms nobody (EICAR), put together here so that no scanner finds this one. */
export const EICAR = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
);

/** How a scanner of ours behaves when it is asked about a file. */
export type Manner =
  'scans' | 'fails' | 'closes' | 'breaks-off' | 'hangs' | 'garbage' | 'floods' | 'sends-back';

export interface TestScanner {
  url: string;
  manner: Manner;
  /** What it was sent, one for each file. */
  readonly files: Buffer[];
  close(): Promise<void>;
}

type Listener = (scanner: { manner: Manner; files: Buffer[] }, socket: Socket) => void;

async function scanner(scheme: string, path: string, listener: Listener): Promise<TestScanner> {
  const sockets = new Set<Socket>();
  const it = { manner: 'scans' as Manner, files: [] as Buffer[] };
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    listener(it, socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(it, {
    url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  });
}

/** Answers what clamd answers that does not look at files. @returns whether it did. */
function misbehaves(manner: Manner, socket: Socket, begun: string): boolean {
  switch (manner) {
    case 'closes':
      socket.destroy();
      return true;
    case 'breaks-off':
      socket.end(begun);
      return true;
    case 'hangs':
      return true;
    case 'garbage':
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n\0');
      return true;
    case 'floods': {
      const more = (): void => {
        while (!socket.destroyed && socket.write(Buffer.alloc(64 * 1024, 'x')));
        socket.once('drain', more);
      };
      more();
      return true;
    }
    case 'scans':
    case 'fails':
    case 'sends-back':
      return false;
  }
}

/** clamd on TCP, as far as INSTREAM and PING go. @param limit its StreamMaxLength. */
export const startClamd = (limit = 1024 * 1024): Promise<TestScanner> =>
  scanner('clamd', '', (it, socket) => {
    let held = Buffer.alloc(0);
    let file: Buffer[] | undefined;
    const answer = (text: string): void => {
      socket.end(`${text}\0`);
    };
    socket.on('data', (piece) => {
      held = Buffer.concat([held, piece]);
      if (file === undefined) {
        const end = held.indexOf(0);
        if (end === -1) return;
        const command = held.toString('latin1', 0, end);
        held = held.subarray(end + 1);
        if (command === 'zPING') {
          if (!misbehaves(it.manner, socket, 'PO')) answer('PONG');
          return;
        }
        if (command !== 'zINSTREAM') {
          answer('UNKNOWN COMMAND');
          return;
        }
        if (it.manner !== 'scans' && misbehaves(it.manner, socket, 'stream: O')) return;
        file = [];
      }
      for (;;) {
        if (held.length < 4) return;
        const size = held.readUInt32BE(0);
        if (size === 0) {
          const bytes = Buffer.concat(file);
          it.files.push(bytes);
          if (it.manner === 'fails') answer('stream: Can’t allocate memory ERROR');
          else answer(bytes.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK');
          return;
        }
        if (held.length < 4 + size) return;
        file.push(held.subarray(4, 4 + size));
        held = held.subarray(4 + size);
        if (Buffer.concat(file).length > limit) {
          answer('INSTREAM size limit exceeded. ERROR');
          return;
        }
      }
    });
  });

const chunked = (bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n0\r\n\r\n')]);

/** An ICAP service that looks at answers (RFC 3507, RESPMOD). */
export const startIcap = (): Promise<TestScanner> =>
  scanner('icap', '/avscan', (it, socket) => {
    let held = Buffer.alloc(0);
    let done = false;
    socket.on('data', (piece) => {
      if (done) return;
      held = Buffer.concat([held, piece]);
      const head = held.indexOf('\r\n\r\n');
      if (head === -1) return;
      const heading = held.toString('latin1', 0, head);
      if (heading.startsWith('OPTIONS ')) {
        done = true;
        if (!misbehaves(it.manner, socket, 'ICAP/1.0 20'))
          socket.end(
            'ICAP/1.0 200 OK\r\nMethods: RESPMOD\r\nAllow: 204\r\nEncapsulated: null-body=0\r\n\r\n',
          );
        return;
      }
      const offset = Number(/encapsulated:.*res-body=(\d+)/i.exec(heading)?.[1]);
      if (!heading.startsWith('RESPMOD ') || !heading.includes('Allow: 204') || Number.isNaN(offset)) {
        done = true;
        socket.end('ICAP/1.0 400 Bad Request\r\n\r\n');
        return;
      }
      if (it.manner !== 'scans' && misbehaves(it.manner, socket, 'ICAP/1.0 204 No Con')) {
        done = true;
        return;
      }
      const pieces: Buffer[] = [];
      for (let at = head + 4 + offset; ;) {
        const line = held.indexOf('\r\n', at);
        if (line === -1) return;
        const size = Number.parseInt(held.toString('latin1', at, line), 16);
        if (held.length < line + 2 + size + 2) return;
        if (size === 0) break;
        pieces.push(held.subarray(line + 2, line + 2 + size));
        at = line + 2 + size + 2;
      }
      done = true;
      const bytes = Buffer.concat(pieces);
      it.files.push(bytes);
      const infected = bytes.includes(EICAR);
      const page = Buffer.from(infected ? '<html>blocked</html>' : bytes);
      const http = infected ? 'HTTP/1.1 403 Forbidden\r\n\r\n' : 'HTTP/1.1 200 OK\r\n\r\n';
      if (it.manner === 'fails') socket.end('ICAP/1.0 500 Server error\r\n\r\n');
      else if (infected || it.manner === 'sends-back')
        socket.end(
          Buffer.concat([
            Buffer.from(
              `ICAP/1.0 200 OK\r\n${infected ? 'X-Infection-Found: Type=0; Resolution=2; Threat=Eicar-Test-Signature;\r\n' : ''}Encapsulated: res-hdr=0, res-body=${http.length}\r\n\r\n${http}`,
            ),
            chunked(page),
          ]),
        );
      else socket.end('ICAP/1.0 204 No Content\r\nEncapsulated: null-body=0\r\n\r\n');
    });
  });
