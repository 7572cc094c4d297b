/*
 * Syslog by hand: RFC 5424 for the message, RFC 5425 for TLS and RFC 6587 for the lengths. The packages for it are old, speak UDP, or turn
 * the message over to a logging framework; what is needed is one line of text before each event.
 */
import { once } from 'node:events';
import { connect as connectPlainly, isIP, type Socket } from 'node:net';
import { connect as connectSafely } from 'node:tls';
import type { AuditEvent } from '../audit.js';
import { eventLine, type AuditPlace } from './audit-place.js';

/** Facility 13, log audit; severity 6, informational (RFC 5424, 6.2.1). */
const PRIORITY = 13 * 8 + 6;
const APPLICATION = 'highlight-report';
/** The message is UTF-8 (RFC 5424, 6.4). */
const MARK = '\uFEFF';
const DEADLINE_MS = 15_000;

/** One message. @param host of the installation. */
export function syslogMessage(event: AuditEvent, host: string): string {
  const id = event.action.replace(/[^\x21-\x7e]/g, '').slice(0, 32) || '-';
  return `<${PRIORITY}>1 ${event.at} ${host} ${APPLICATION} - ${id} - ${MARK}${eventLine(event)}`;
}

/** With its length before it, as a stream has it. */
export function framed(message: string): string {
  return `${Buffer.byteLength(message)} ${message}`;
}

/** A receiver of syslog over TLS (`syslog+tls://host:6514`), or without it on this machine (`syslog://127.0.0.1:601`). It says nothing back. */
export class SyslogPlace implements AuditPlace {
  readonly name: string;

  /**
   * @param url as in AUDIT_SYSLOG_URL.
   * @param host of the installation, as the receiver shall know it.
   * @param ca trusted instead of the authorities that Node knows (NODE_EXTRA_CA_CERTS adds to those).
   */
  constructor(
    private readonly url: URL,
    private readonly host: string,
    private readonly deadlineMs = DEADLINE_MS,
    private readonly ca?: string,
  ) {
    this.name = `syslog at ${url.host}`;
  }

  /**
   * Ends its connection and waits until the receiver has ended its side. Syslog has no answer: a receiver that fails after it has read loses what it
   * read, and shows it by a gap in the numbers.
   */
  async keep(events: readonly AuditEvent[]): Promise<void> {
    const socket = this.connect();
    const ended = once(socket, 'close', { signal: AbortSignal.timeout(this.deadlineMs) });
    // A receiver may say something, which nobody reads; unread it would hold the connection open.
    socket.resume();
    socket.end(events.map((event) => framed(syslogMessage(event, this.host))).join(''));
    try {
      await ended;
    } catch (error) {
      throw new Error(`The ${this.name} did not take events of the audit trail: ${reason(error)}.`, {
        cause: error,
      });
    } finally {
      socket.destroy();
    }
  }

  private connect(): Socket {
    const { protocol, hostname, port } = this.url;
    const host = hostname.replace(/^\[(.*)\]$/, '$1');
    return protocol === 'syslog+tls:'
      ? connectSafely({
          host,
          port: Number(port || 6514),
          ...(isIP(host) === 0 ? { servername: host } : {}),
          ...(this.ca === undefined ? {} : { ca: this.ca }),
        })
      : connectPlainly({ host, port: Number(port || 601) });
  }
}

const IN_WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it broke off',
  ENOTFOUND: 'there is no such host',
  ETIMEDOUT: 'it does not answer',
};

function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'it was not done in time';
  const code = (error as NodeJS.ErrnoException).code ?? error.name;
  const words = IN_WORDS[code];
  return words === undefined ? code : `${words} (${code})`;
}
