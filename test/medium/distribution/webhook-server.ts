import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** One message as it arrived. */
export interface Arrived {
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** What is done with a connection, once a whole message has come over it. `times`: how often that path was asked for, this time too. */
export type Behaviour = (socket: Socket, times: number) => void;

/** A program of a partner's that answers whatever a test wants, byte by byte. */
export class WebhookServer {
  readonly arrived: Arrived[] = [];
  readonly behaviours = new Map<string, Behaviour>();
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', () => undefined);
      this.listen(socket);
    });
  }

  static async start(): Promise<WebhookServer> {
    const made = new WebhookServer(createServer());
    await new Promise<void>((resolve) => {
      made.server.listen(0, '127.0.0.1', resolve);
    });
    return made;
  }

  url(path: string, protocol = 'http'): string {
    return `${protocol}://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  at(path: string): Arrived[] {
    return this.arrived.filter((one) => one.path === path);
  }

  close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }

  private listen(socket: Socket): void {
    let text = '';
    socket.on('data', (part: Buffer) => {
      text += part.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      if (end < 0) {
        // Whoever begins with TLS gets words that are none.
        if (!/^[A-Z]/.test(text)) socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
        return;
      }
      const [first = '', ...lines] = text.slice(0, end).split('\r\n');
      const headers = Object.fromEntries(
        lines.map((line): [string, string] => {
          const at = line.indexOf(':');
          return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
        }),
      );
      const body = text.slice(end + 4);
      if (body.length < Number(headers['content-length'] ?? 0)) return;
      text = '';
      const path = first.split(' ')[1] ?? '';
      this.arrived.push({ path, headers, body: Buffer.from(body, 'latin1').toString('utf8') });
      this.behaviours.get(path)?.(socket, this.at(path).length);
    });
  }
}
