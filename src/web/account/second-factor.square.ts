import encodeQR from 'qr';

/** What is black in a square of `size` by `size` modules, as an SVG path. */
export interface Square {
  size: number;
  path: string;
}

/** A QR code with the white margin of four modules that ISO/IEC 18004 asks for: each run of black modules in a row is a bar. */
export function squareOf(text: string): Square {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const path = rows.flatMap((row, y) =>
    row.flatMap((black, x) => {
      if (!black || row[x - 1] === true) return [];
      const end = row.indexOf(false, x);
      const width = (end === -1 ? row.length : end) - x;
      return [`M${x} ${y}h${width}v1h-${width}z`];
    }),
  );
  return { size: rows.length, path: path.join('') };
}
