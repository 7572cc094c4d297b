import { DateTime, IANAZone } from 'luxon';
import { PEOPLE_ZONE } from '../clock/clock.js';

/**
 * Calendars as files, RFC 5545: written for programs that read our dates, read from programs that keep meetings. Pure.
 * Not read: events that repeat by a rule, alarms, tasks, attendees. A calendar that repeats is refused event by event, never guessed at.
 */

/** One entry of a calendar that we write. */
export interface CalendarEntry {
  /** The same for as long as it is the same thing; without the host. */
  uid: string;
  summary: string;
  description?: string | undefined;
  location?: string | undefined;
  url?: string | undefined;
  /** A whole day, as a London date, or an instant. */
  at: { on: string } | { startsAt: Date };
  cancelled?: boolean | undefined;
}

const LINE = 75;

/**
 * @param stampedAt when this was said; goes into every entry.
 * @param host what makes the ids ours among those of the world.
 * @returns the whole file, with CRLF line ends.
 */
export function icalText(
  name: string,
  entries: readonly CalendarEntry[],
  { stampedAt, host }: { stampedAt: Date; host: string },
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Highlight reports//EN',
    'CALSCALE:GREGORIAN',
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    'X-PUBLISHED-TTL:PT6H',
    ...entries.flatMap((entry) => entryLines(entry, utc(stampedAt), host)),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

function entryLines(entry: CalendarEntry, stamp: string, host: string): string[] {
  const { uid, summary, description, location, url, at, cancelled } = entry;
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}@${host}`,
    `DTSTAMP:${stamp}`,
    ...('on' in at
      ? [
          `DTSTART;VALUE=DATE:${compact(at.on)}`,
          `DTEND;VALUE=DATE:${compact(dayAfter(at.on))}`,
          'TRANSP:TRANSPARENT',
        ]
      : [`DTSTART:${utc(at.startsAt)}`]),
    `SUMMARY:${escaped(summary)}`,
    ...(description === undefined ? [] : [`DESCRIPTION:${escaped(description)}`]),
    ...(location === undefined ? [] : [`LOCATION:${escaped(location)}`]),
    ...(url === undefined ? [] : [`URL:${url}`]),
    `STATUS:${cancelled === true ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
  ];
}

/** `20200211T100000Z` */
const utc = (instant: Date): string => instant.toISOString().replace(/[-:]|\.\d+/g, '');
const compact = (date: string): string => date.replaceAll('-', '');
const dayAfter = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** Text as a value: a line break is `\n`, and other controls are not allowed. */
const escaped = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    // eslint-disable-next-line no-control-regex -- controls are exactly what is taken out
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\n/g, '\\n');

/** No line is longer than 75 bytes; a longer one goes on in the next, after a space. No character is cut in two. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const sign of line) {
    const size = Buffer.byteLength(sign);
    if (bytes + size > LINE) {
      parts.push(part);
      part = '';
      // The space at the beginning counts.
      bytes = 1;
    }
    part += sign;
    bytes += size;
  }
  return [...parts, part].join('\r\n ');
}

/** One entry of a calendar that somebody else wrote. */
export interface ReadEntry {
  /** In the file, from 1: where the entry begins. */
  line: number;
  uid: string | null;
  summary: string;
  location: string | null;
  /** Null where it says no time, or none that can be read: then there is a problem. */
  startsAt: Date | null;
  cancelled: boolean;
  /** Why it cannot be taken as it is, in a sentence; null where it can. */
  problem: string | null;
}

/** @returns null where the text is no calendar at all. */
export function readIcal(text: string): ReadEntry[] | null {
  const lines = unfolded(text);
  if (!lines.some(({ text: line }) => /^BEGIN:VCALENDAR\s*$/i.test(line))) return null;
  const entries: ReadEntry[] = [];
  let open: { line: number; fields: Map<string, Field> } | null = null;
  /** Alarms and others that stand within an entry. */
  let within = 0;
  for (const { number, text: line } of lines) {
    const field = fieldOf(line);
    if (!field) continue;
    const { name, value } = field;
    if (name === 'BEGIN') {
      if (open) within += 1;
      else if (value.toUpperCase() === 'VEVENT') open = { line: number, fields: new Map() };
    } else if (name === 'END') {
      if (open && within > 0) within -= 1;
      else if (open) {
        entries.push(entryOf(open.line, open.fields));
        open = null;
      }
    } else if (open && within === 0 && !open.fields.has(name)) open.fields.set(name, field);
  }
  return entries;
}

interface Field {
  name: string;
  parameters: ReadonlyMap<string, string>;
  value: string;
}

function unfolded(text: string): { number: number; text: string }[] {
  const lines: { number: number; text: string }[] = [];
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    const last = lines.at(-1);
    if (/^[ \t]/.test(line) && last) last.text += line.slice(1);
    else lines.push({ number: index + 1, text: line });
  });
  return lines;
}

/** `DTSTART;TZID=Europe/London:20200211T100000` */
function fieldOf(line: string): Field | undefined {
  const [, name, rest = '', value = ''] =
    /^([A-Za-z0-9-]+)((?:;[^=:;]+=(?:"[^"]*"|[^":;]*))*):(.*)$/.exec(line) ?? [];
  if (name === undefined) return undefined;
  const parameters = new Map(
    [...rest.matchAll(/;([^=:;]+)=(?:"([^"]*)"|([^":;]*))/g)].map(([, key = '', quoted, plain = '']) => [
      key.toUpperCase(),
      quoted ?? plain,
    ]),
  );
  return { name: name.toUpperCase(), parameters, value };
}

function entryOf(line: number, fields: ReadonlyMap<string, Field>): ReadEntry {
  const text = (name: string): string | null => {
    const value = fields.get(name)?.value.trim();
    return value ? unescaped(value) : null;
  };
  const start = fields.get('DTSTART');
  const repeats = fields.has('RRULE') || fields.has('RDATE');
  const read = start ? instantOf(start) : 'It says no time.';
  return {
    line,
    uid: text('UID'),
    summary: text('SUMMARY') ?? '',
    location: text('LOCATION'),
    startsAt: read instanceof Date ? read : null,
    cancelled: fields.get('STATUS')?.value.trim().toUpperCase() === 'CANCELLED',
    problem: repeats
      ? 'It repeats by a rule. Give each meeting as an entry of its own.'
      : read instanceof Date
        ? null
        : read,
  };
}

const unescaped = (value: string): string =>
  value.replace(/\\([\\;,nN])/g, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign));

/** What programs call the zone of London. */
const LONDON = new Set([
  'gmt standard time',
  'gmt',
  'utc',
  'europe/belfast',
  '(utc+00:00) dublin, edinburgh, lisbon, london',
]);

/** @returns the instant, or in a sentence why there is none. */
function instantOf({ value, parameters }: Field): Date | string {
  const text = value.trim();
  if (/^\d{8}$/.test(text)) return 'It is for a whole day. Give the time at which the meeting begins.';
  const [, date, time, isUtc] = /^(\d{8})T(\d{6}|\d{4})(Z?)$/i.exec(text) ?? [];
  if (date === undefined || time === undefined) return `“${text}” is no time that can be read.`;
  const zoneId = parameters.get('TZID');
  const named = zoneId === undefined ? PEOPLE_ZONE : zoneId.replace(/^\//, '');
  const zone = isUtc
    ? 'utc'
    : named.toLowerCase() === 'utc'
      ? 'utc'
      : LONDON.has(named.toLowerCase())
        ? PEOPLE_ZONE
        : named;
  if (zone !== 'utc' && !IANAZone.isValidZone(zone)) return `Its time zone, “${named}”, is not known.`;
  const found = DateTime.fromFormat(`${date}${time.padEnd(6, '0')}`, 'yyyyMMddHHmmss', { zone });
  return found.isValid ? found.toJSDate() : `“${text}” is no time that can be read.`;
}
