/*
 * Beside a text: the figures that moved, each with the beginning of a sentence about it. One press puts it into the text where the cursor
 * is; the writer says why. Without a script the beginning stands there to be copied.
 */

/** Gives each figure its button, where the form has a text to put words into. */
export function addStubs(form: HTMLFormElement): void {
  const texts = [...form.querySelectorAll('textarea')];
  const [first] = texts;
  if (!first) return;
  let into = first;
  form.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLTextAreaElement) into = target;
  });
  for (const quoted of document.querySelectorAll<HTMLElement>('.app-moved [data-stub]')) {
    const stub = quoted.dataset['stub'] ?? '';
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'app-link-button';
    button.textContent = 'Begin a sentence about it';
    button.addEventListener('click', () => {
      put(into, stub);
    });
    quoted.parentElement?.replaceChildren(button);
  }
}

/** Where the cursor is, apart from the words around it. The cursor then stands where the reason goes. */
function put(text: HTMLTextAreaElement, stub: string): void {
  const { selectionStart: from, value } = text;
  const before = value.slice(0, from);
  const space = before === '' || /\s$/.test(before) ? '' : ' ';
  text.setRangeText(`${space}${stub}`, from, from, 'end');
  text.focus();
  text.dispatchEvent(new Event('input', { bubbles: true }));
}

/** After a save: of which figures the texts speak now. */
export function showMentioned(measures: readonly string[]): void {
  for (const row of document.querySelectorAll<HTMLElement>('.app-moved [data-measure]')) {
    const isSaid = measures.includes(row.dataset['measure'] ?? '');
    const state = row.querySelector<HTMLElement>('.app-moved__state');
    const stub = row.querySelector<HTMLElement>('.app-moved__stub');
    if (state) state.textContent = state.dataset[isSaid ? 'said' : 'unsaid'] ?? '';
    // Nobody's focus is taken away: a button that has it stays until the page is opened again.
    if (stub && !stub.contains(document.activeElement)) stub.hidden = isSaid;
  }
}
