import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Audit, Config, Database, rows } from '../../platform/index.js';
import { systemActor } from '../access/actor.js';
import { linkAddress } from './link-token.js';
import { PasswordsService } from './passwords.service.js';

/**
 * Links for several accounts at once, at the terminal instead of by mail: for trials on one machine, where nobody reads the invented
 * people's mail. Refused in production, where anybody with the terminal could be anybody.
 */
@Injectable()
export class TerminalLinks {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordsService,
    private readonly audit: Audit,
    private readonly config: Config,
  ) {}

  /** @returns a link by address, for each that has an account in use. @throws Error in production. */
  async make(emails: readonly string[]): Promise<Map<string, string>> {
    if (this.config.production)
      throw new Error('In production people get their links by mail: reset the password of the account.');
    return this.database.write(async (tx) => {
      const found = await rows<{ id: string; email: string }>(
        tx,
        `select id, email from app_user where email = any($1::text[]) and disabled_at is null order by email`,
        [emails],
      );
      const links = new Map<string, string>();
      for (const { id, email } of found) {
        links.set(email, linkAddress(this.config.PUBLIC_URL, await this.passwords.atTerminal(tx, id)));
        await this.audit.append(tx, systemActor(`terminal-${randomUUID()}`), {
          action: 'user.link_shown',
          subjectKind: 'user',
          subjectId: id,
        });
      }
      return links;
    });
  }
}
