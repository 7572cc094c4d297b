/**
 * The text of a CSV file as spreadsheets and ledgers write it: UTF-8, UTF-16 with its mark, or else Windows-1252, in which
 * older programs write “£” as one byte that is no UTF-8. The byte order mark is gone.
 */
export function csvText(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
