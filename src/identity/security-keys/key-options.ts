import { z } from 'zod';

/** What a browser needs for `navigator.credentials`, in the JSON form of WebAuthn level 3. */
export const keyOptions = z
  .looseObject({ challenge: z.string(), timeout: z.number().optional() })
  .meta({ id: 'SecurityKeyOptions' });
