import { pack } from '../../src/platform/spreadsheets/zip.js';
import { zip, workbookParts, type ZipPart } from './zip.js';

/** A form with a file, as browsers send it: the fields first. */
export function fileForm(
  fields: Readonly<Record<string, string>>,
  name: string,
  bytes: Buffer,
): { body: Buffer; headers: Record<string, string> } {
  const boundary = '----evidence-of-a-test';
  const part = (head: string, body: Buffer): Buffer =>
    Buffer.concat([
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
      body,
      Buffer.from('\r\n'),
    ]);
  return {
    body: Buffer.concat([
      ...Object.entries(fields).map(([field, value]) => part(`name="${field}"`, Buffer.from(value))),
      part(`name="file"; filename="${name}"\r\nContent-Type: application/octet-stream`, bytes),
      Buffer.from(`--${boundary}--\r\n`),
    ]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

/** A small PDF that says this. */
export const pdf = (text = 'Minutes'): Buffer =>
  Buffer.from(`%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\n% ${text}\ntrailer\n<</Root 1 0 R>>\n%%EOF\n`);

/** A picture of one pixel. */
export const png = (): Buffer =>
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );

export const xlsx = (more: readonly ZipPart[] = []): Buffer =>
  zip([...workbookParts('<sheetData/>'), ...more]);

/** An OpenDocument text. */
export const odt = (more: readonly ZipPart[] = []): Buffer =>
  pack([
    { name: 'mimetype', bytes: Buffer.from('application/vnd.oasis.opendocument.text') },
    { name: 'content.xml', bytes: Buffer.from('<office:document-content/>') },
    ...more,
  ]);
