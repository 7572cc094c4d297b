/** What a programme has until somebody changes it: long enough for a quarterly body to answer. */
export const USUAL_KEEP_DAYS = 120;

/** The last day on which the name and address of who asks are kept. @param on YYYY-MM-DD. */
export function keptUntil(on: string, days: number): string {
  const day = new Date(`${on}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}@.]+/gu, ' ')
    .trim()
    .toLowerCase();

/** Whether a text says who sent it: their name, or their address. */
export function saysWhoAsked(text: string, asked: { name: string | null; email: string | null }): boolean {
  const words = ` ${plain(text).replace(/\.(?= |$)/gu, '')} `;
  return [asked.name, asked.email].some(
    (one) => one !== null && plain(one) !== '' && words.includes(` ${plain(one)} `),
  );
}
