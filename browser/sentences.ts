/*
 * Counts the sentences of a text while somebody writes, by the rule that the server has. Seen at once; said to who listens only when a
 * sentence begins or goes, after a pause, so that it never talks into the typing.
 */
import { MOST_SENTENCES, sentences, sentencesWords } from '../src/reporting/sentences.rules.js';

const PAUSE_MS = 1_000;

for (const field of document.querySelectorAll<HTMLTextAreaElement>('textarea[data-counts="sentences"]'))
  start(field);

function start(field: HTMLTextAreaElement): void {
  const seen = document.createElement('p');
  seen.setAttribute('aria-hidden', 'true');
  const said = document.createElement('p');
  said.className = 'govuk-visually-hidden';
  said.setAttribute('role', 'status');
  field.after(seen, said);
  let pause: ReturnType<typeof setTimeout> | undefined;
  let told = sentencesWords(field.value);
  const show = (): void => {
    const over = sentences(field.value).length > MOST_SENTENCES;
    seen.className = over ? 'govuk-error-message app-count' : 'govuk-hint app-count';
    seen.textContent = sentencesWords(field.value);
  };
  show();
  field.addEventListener('input', () => {
    show();
    clearTimeout(pause);
    pause = setTimeout(() => {
      const words = sentencesWords(field.value);
      if (words === told) return;
      told = words;
      said.textContent = words;
    }, PAUSE_MS);
  });
}
