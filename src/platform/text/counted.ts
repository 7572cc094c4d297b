/** The number and its noun: `0 parts`, `1 part`, `1,200 parts`. */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`;
