/* The council's matrix as buttons: pressing a cell chooses probability and impact; arrow keys go from cell to cell. */
import './editor.js';

const table = document.querySelector<HTMLTableElement>('[data-module="risk-matrix"]');
const words = document.getElementById('score');
const form = table?.closest('form');
if (table && words && form) start(table, words, form);
if (form) showItsOwn(form);

/** A risk and an issue have fields of their own: those of the other kind are hidden, and count for nothing. */
function showItsOwn(form: HTMLFormElement): void {
  const show = (): void => {
    const kind = form.querySelector<HTMLInputElement>('input[name="kind"]:checked')?.value;
    for (const fields of form.querySelectorAll<HTMLElement>('[data-kind]'))
      fields.hidden = kind !== undefined && fields.dataset['kind'] !== kind;
  };
  form.addEventListener('change', show);
  show();
}

function start(table: HTMLTableElement, words: HTMLElement, form: HTMLFormElement): void {
  const buttons = [...table.querySelectorAll<HTMLTableCellElement>('td[data-impact]')].map((cell) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'app-matrix__cell';
    button.textContent = cell.textContent;
    button.dataset['probability'] = cell.dataset['probability'] ?? '';
    button.dataset['impact'] = cell.dataset['impact'] ?? '';
    button.setAttribute(
      'aria-label',
      `Probability ${cell.dataset['probability'] ?? ''}, impact ${cell.dataset['impact'] ?? ''}: ${cell.textContent}`,
    );
    cell.replaceChildren(button);
    return button;
  });

  const radio = (name: string, value: string): HTMLInputElement | null =>
    form.querySelector(`input[name="${name}"][value="${value}"]`);
  const chosen = (name: string): string =>
    form.querySelector<HTMLInputElement>(`input[name="${name}"]:checked`)?.value ?? '';

  const mark = (): void => {
    const [probability, impact] = [chosen('probability'), chosen('impact')];
    let sentence = 'No score yet: probability or impact is missing.';
    for (const button of buttons) {
      const here = button.dataset['probability'] === probability && button.dataset['impact'] === impact;
      button.setAttribute('aria-pressed', String(here));
      if (here) sentence = `${button.getAttribute('aria-label') ?? ''}.`;
    }
    words.textContent = sentence;
  };

  table.addEventListener('click', ({ target }) => {
    if (!(target instanceof HTMLButtonElement)) return;
    for (const name of ['probability', 'impact']) {
      const input = radio(name, target.dataset[name] ?? '');
      if (input) input.checked = true;
    }
    mark();
    form.dispatchEvent(new Event('input', { bubbles: true }));
  });
  table.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -5, ArrowDown: 5 }[event.key];
    const from = buttons.findIndex((button) => button === document.activeElement);
    if (step === undefined || from < 0) return;
    event.preventDefault();
    buttons[from + step]?.focus();
  });
  form.addEventListener('change', mark);
  mark();
}
