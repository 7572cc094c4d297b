import { z } from 'zod';

/** As lists show it: the hash of what the cookie holds. */
export const sessionId = z.string().regex(/^[0-9a-f]{64}$/, 'There is no such session.');
