import { Injectable } from '@nestjs/common';
import { Config, MailTransport, PermanentFailure, type WorkContext } from '../../platform/index.js';

/** A mail about somebody's account, to that person alone. */
export interface AccountMessage {
  /** Of what the mail is about; with the attempt it makes the message's id. */
  id: string;
  to: string;
  subject: string;
  text: string;
}

/** Sends mails about accounts. Two of the same do no harm, so a mail whose fate is unknown is sent again. */
@Injectable()
export class AccountMail {
  constructor(
    private readonly transport: MailTransport,
    private readonly config: Config,
  ) {}

  /**
   * @throws PermanentFailure when the server will not take it, Error when it may take it later; neither names the person or what the
   *   mail says.
   */
  async send({ id, to, subject, text }: AccountMessage, { claim, signal }: WorkContext): Promise<void> {
    const outcome = await this.transport.send(
      {
        messageId: `<account-${id}.${claim.attempt}@${new URL(this.config.PUBLIC_URL).hostname}>`,
        from: this.config.MAIL_FROM,
        to,
        subject,
        text,
        headers: { 'Auto-Submitted': 'auto-generated' },
      },
      { signal },
    );
    if (outcome.kind === 'accepted') return;
    if (outcome.kind === 'uncertain') throw new Error('The mail server did not answer after the text.');
    const sentence = `The mail server did not take the mail (${outcome.code}).`;
    throw outcome.permanent ? new PermanentFailure(sentence) : new Error(sentence);
  }
}
