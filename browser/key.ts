/*
 * Lets a security key or a passkey answer what the page asks of it, and sends the answer with the form. Without this script, or in a browser that
 * knows no such keys, the form stays hidden, and the page says what else there is.
 */
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';

const WORDS: Readonly<Record<string, string>> = {
  NotAllowedError: 'Nothing came of it: it took too long, or was cancelled. Try once more.',
  InvalidStateError: 'This key is on your account already.',
  SecurityError: 'This address is not the one that security keys are for. Use the address in our mails.',
};

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-module="security-key"]')) {
  const field = form.querySelector<HTMLInputElement>('input[name="response"]');
  const state = form.querySelector('[role="status"]');
  if (!field || !state || !browserSupportsWebAuthn()) continue;
  form.hidden = false;
  for (const other of document.querySelectorAll<HTMLElement>('[data-without="security-key"]'))
    other.hidden = true;
  form.addEventListener('submit', (event) => {
    if (field.value !== '') return;
    event.preventDefault();
    state.textContent = 'Waiting for your key…';
    answer(form).then(
      (text) => {
        field.value = text;
        form.submit();
      },
      (error: unknown) => {
        const name = error instanceof Error ? error.name : '';
        state.textContent = WORDS[name] ?? 'The key could not be used in this browser.';
      },
    );
  });
}

async function answer({ dataset }: HTMLFormElement): Promise<string> {
  const optionsJSON = JSON.parse(dataset['options'] ?? '{}') as never;
  return JSON.stringify(
    await (dataset['kind'] === 'new'
      ? startRegistration({ optionsJSON })
      : startAuthentication({ optionsJSON })),
  );
}
