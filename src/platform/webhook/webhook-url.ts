import { z } from 'zod';
import { atMost } from '../text/input.js';

/** Where a program listens. Whether it may be reached is decided when it is. */
export const webhookUrl = z
  .url({ protocol: /^https?$/, error: 'Give an address that begins with https://.' })
  .max(500, atMost(500))
  .refine((text) => {
    if (!URL.canParse(text)) return false;
    const { username, password, hash } = new URL(text);
    return username === '' && password === '' && hash === '';
  }, 'Give an address without a user name, a password or a part after #.');
