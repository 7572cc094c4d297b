import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { line } from '../../platform/index.js';

/** Bytes as browsers hand them on: base64 for addresses. */
const bytes = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/, 'These are no bytes in base64url.');

const transports = z.array(z.string().max(20)).max(8);

/** What a browser answers with for a new key, and for one that signs; what else it says is not read. */
const common = {
  id: bytes(1400),
  rawId: bytes(1400),
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).default({}),
};

export const keyRegistration = z
  .object({
    ...common,
    response: z.object({
      clientDataJSON: bytes(4000),
      attestationObject: bytes(16_000),
      transports: transports.default([]),
    }),
  })
  .transform((value) => value as RegistrationResponseJSON);

export const keyAssertion = z
  .object({
    ...common,
    response: z.object({
      clientDataJSON: bytes(4000),
      authenticatorData: bytes(4000),
      signature: bytes(4000),
      userHandle: bytes(200).nullish(),
    }),
  })
  .transform((value) => value as AuthenticationResponseJSON);

/** @param name how its person calls it. */
export const newKey = z.strictObject({ name: line(60), response: keyRegistration });

/** In a field of a page: the same as text. */
export const asText = <S extends z.ZodType>(schema: S) =>
  z
    .string()
    .max(40_000)
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'Touch your security key.' });
        return z.NEVER;
      }
    })
    .pipe(schema);
