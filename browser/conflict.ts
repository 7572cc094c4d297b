/*
 * The page of a conflict: one press takes either text into the field of the third, to go on from there, and whoever writes there has
 * chosen it. Nothing that stands in the field is lost by a press: what is neither of both texts stays above what is copied.
 */
type Field = HTMLTextAreaElement | HTMLInputElement;

for (const field of document.querySelectorAll<Field>('[data-module="third-text"]')) start(field);

function start(field: Field): void {
  const form = field.form;
  const chosen = form?.querySelector<HTMLInputElement>(
    `input[name="${CSS.escape(`_keep.${field.name}`)}"][value="other"]`,
  );
  if (!form || !chosen) return;
  const texts = ['mine', 'theirs'].map(
    (side) =>
      form.querySelector<HTMLInputElement>(`input[name="${CSS.escape(`_${side}.${field.name}`)}"]`)?.value ??
      '',
  );
  const buttons = ['copyMine', 'copyTheirs'].map((words, side) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'app-link-button';
    button.textContent = field.dataset[words] ?? '';
    button.addEventListener('click', () => {
      take(field, texts[side] ?? '', texts);
    });
    return button;
  });
  const line = document.createElement('p');
  line.className = 'govuk-body';
  line.append(...buttons.flatMap((button, at) => (at === 0 ? [button] : [' ', button])));
  field.before(line);
  field.addEventListener('input', () => {
    chosen.checked = true;
  });
}

function take(field: Field, text: string, known: readonly string[]): void {
  const here = field.value.trim();
  const isKnown = here === '' || known.some((one) => same(one, here));
  const between = field instanceof HTMLTextAreaElement ? '\n\n' : ' ';
  field.value = isKnown ? text : `${here}${between}${text}`;
  field.focus();
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Browsers end lines in their own way. */
const same = (one: string, other: string): boolean =>
  one.replace(/\r\n?/g, '\n').trim() === other.replace(/\r\n?/g, '\n').trim();
