import type { Way } from '../../committees/index.js';

const KB = 1000;

/** How large a mail is that brings a file: every three bytes become four characters, in lines, with a text before them. */
export const mailBytes = (fileBytes: number): number => Math.ceil((fileBytes * 4) / 3) * (78 / 76) + 4 * KB;

/** @returns `0.4 MB` */
const megabytes = (bytes: number): string => `${(bytes / KB / KB).toFixed(1)} MB`;

/** Why a link goes in place of the file. */
export const tooLargeWords = (fileBytes: number, limit: number): string =>
  `With its file the e-mail would be about ${megabytes(mailBytes(fileBytes))}, and this installation sends at most ${megabytes(limit)}. It goes with a link in place of the file.`;

/** How a file of this size goes to somebody of this way. @param fileBytes null where it is not known yet. */
export const wayForSize = (way: Way, fileBytes: number | null, limit: number): Way =>
  way === 'attachment' && fileBytes !== null && mailBytes(fileBytes) > limit ? 'link' : way;
