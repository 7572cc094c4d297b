import type { CommitteeView, RecipientSecretView, RecipientView } from '../../committees/index.js';
import { head, instantWords, paths, type FormView } from '../shell/index.js';
import { wayChoices } from './committee.words.js';
import type {
  EditRecipientPage,
  RecipientListPage,
  RecipientSecretPage,
  SecretMadePage,
} from './recipient.view.js';

const backTo = ({ id, name }: CommitteeView) => ({ text: name, href: paths.committee(id) });
const getsInSentence = ({ edition }: CommitteeView): string =>
  edition === 'public' ? 'the public edition' : 'the whole report, with what is not for publication';

export const presentNewRecipient = (form: FormView, committee: CommitteeView): EditRecipientPage => ({
  head: head('Add a recipient', {
    back: backTo(committee),
    caption: committee.name,
    lead: `They get ${getsInSentence(committee)}.`,
  }),
  form,
  action: paths.newRecipient(committee.id),
  button: 'Add the recipient',
  ways: wayChoices(committee),
  version: null,
  secret: null,
  remove: null,
});

export const presentChangeRecipient = (
  form: FormView,
  committee: CommitteeView,
  recipient: RecipientView,
  version: number,
): EditRecipientPage => ({
  head: head('Change this recipient', {
    back: backTo(committee),
    caption: committee.name,
    lead: recipient.active
      ? `They get ${getsInSentence(committee)}. What you change counts from their next papers on.`
      : 'They were removed from the list: nothing is sent to them.',
  }),
  form,
  action: paths.recipientStep(committee.id, recipient.id, 'change'),
  button: 'Save',
  ways: wayChoices(committee),
  version,
  secret: recipient.way === 'webhook' ? paths.recipientStep(committee.id, recipient.id, 'secret') : null,
  remove: recipient.active ? paths.recipientStep(committee.id, recipient.id, 'remove') : null,
});

/** @param step `remove`: they get nothing any more; `restore`: they get papers again. */
export function presentRecipientList(
  committee: CommitteeView,
  { id, name, email, version }: RecipientView,
  step: 'remove' | 'restore',
): RecipientListPage {
  const remove = step === 'remove';
  return {
    head: head(`${remove ? 'Remove' : 'Take back'} ${name}`, {
      back: backTo(committee),
      caption: committee.name,
    }),
    consequence: remove
      ? `From now on nothing of this committee goes to ${email}. E-mails that are on their way still go out, and what was sent already stays in the ledger.`
      : `From its next papers on, ${email} gets ${getsInSentence(committee)} again.`,
    action: paths.recipientStep(committee.id, id, step),
    version,
    button: remove ? 'Remove' : 'Take back',
    warning: remove,
    cancel: paths.committee(committee.id),
  };
}

export const presentRecipientSecret = (
  committee: CommitteeView,
  { id, name }: RecipientView,
  { madeAt, version }: RecipientSecretView,
  now: Date,
): RecipientSecretPage => ({
  head: head('Secret of their program', {
    back: backTo(committee),
    caption: name,
    lead:
      madeAt === null
        ? 'There is no secret yet: nothing can be sent to this program.'
        : `The secret was made ${instantWords(madeAt, now)}.`,
  }),
  action: paths.recipientStep(committee.id, id, 'secret'),
  version,
  button: madeAt === null ? 'Make a secret' : 'Replace the secret',
  replaces: madeAt !== null,
});

export const presentSecretMade = (
  committee: CommitteeView,
  { name }: RecipientView,
  secret: string,
): SecretMadePage => ({
  head: head('The secret was made', {
    back: backTo(committee),
    caption: name,
    lead: 'Copy the secret now: it is shown this once.',
  }),
  secret,
});
