import { randomBytes } from 'node:crypto';
import cookie from '@fastify/cookie';
import session from '@fastify/session';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../../platform/index.js';
import { heedQuietRequests } from './quiet.js';
import { DEVICE_DAYS, deviceCookie } from './devices.service.js';
import { SessionsService } from './sessions.service.js';

/** `__Host-` binds the cookie to this host and to HTTPS; browsers refuse the prefix without HTTPS. */
export function sessionCookie(config: Pick<Config, 'PUBLIC_URL'>): { name: string; secure: boolean } {
  const secure = new URL(config.PUBLIC_URL).protocol === 'https:';
  return { name: secure ? '__Host-sid' : 'sid', secure };
}

/**
 * Cookies and sessions. Call it on the web application before it listens, with IdentityModule among its modules.
 * Without SESSION_SECRET (which production demands) cookies are signed with a key of this process: a restart signs everybody out.
 */
export async function registerWebSecurity(app: NestFastifyApplication, config: Config): Promise<void> {
  const { name, secure } = sessionCookie(config);
  heedQuietRequests(app.getHttpAdapter().getInstance());
  await app.register(cookie);
  const device = deviceCookie(config);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', (request, reply, _payload, done) => {
      if (request.newDevice !== undefined)
        void reply.setCookie(device.name, request.newDevice, {
          path: '/',
          httpOnly: true,
          sameSite: 'lax',
          secure: device.secure,
          maxAge: DEVICE_DAYS * 24 * 60 * 60,
        });
      done();
    });
  await app.register(session, {
    secret: config.SESSION_SECRET ?? randomBytes(32).toString('base64url'),
    cookieName: name,
    // No lifetime: the cookie ends with the browser; the row holds the limits.
    cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure },
    store: app.get<SessionsService>(SessionsService),
    saveUninitialized: false,
    rolling: false,
    idGenerator: () => randomBytes(32).toString('base64url'),
  });
}
