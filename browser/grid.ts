/*
 * A table of figures as people know it from spreadsheets: paste into any cell, Up, Down and Enter by row, Escape for the recorded
 * figure. What a cell means is asked of the server. Nothing is recorded here.
 */
import { filledWords, placePaste, type Answers, type PasteTable, type Place } from './paste.js';

const form = document.querySelector<HTMLFormElement>('form[data-module="grid"]');
const line = document.getElementById('grid-status');
const ask = document.getElementById('grid-ask');
const table = form?.querySelector('table');
if (form && line && ask && table) start(form, table, line, ask);

interface Checked {
  problems: { cell: string; message: string }[];
}

function start(form: HTMLFormElement, table: HTMLTableElement, line: HTMLElement, ask: HTMLElement): void {
  const headings = [...table.querySelectorAll<HTMLElement>('thead [data-column]')];
  const rows = [...table.querySelectorAll<HTMLTableRowElement>('tbody tr[data-title]')];
  const inputs = rows.map((row) =>
    [...row.querySelectorAll('td')].map((cell) => cell.querySelector<HTMLInputElement>('input')),
  );
  const pasteTable: PasteTable = {
    columns: headings.map(({ dataset }) => dataset['column'] ?? ''),
    rows: rows.map(({ dataset }) => ({
      reference: dataset['reference'] ?? '',
      title: dataset['title'] ?? '',
    })),
    open: (row, column) => inputs[row]?.[column] != null,
  };
  const placeOf = (input: EventTarget | null): Place | undefined => {
    for (const [row, cells] of inputs.entries()) {
      const column = cells.findIndex((one) => one !== null && one === input);
      if (column >= 0) return { row, column };
    }
    return undefined;
  };

  const say = (sentence: string, ...more: Node[]): void => {
    line.replaceChildren(sentence, ...more);
  };

  /** For what keeps it in this tab. */
  const typed = (): void => {
    form.dispatchEvent(new Event('input'));
  };

  /** To the nearest cell of the column that can be typed in. */
  const move = ({ row, column }: Place, by: number): void => {
    for (let to = row + by; to >= 0 && to < inputs.length; to += by) {
      const input = inputs[to]?.[column];
      if (!input) continue;
      input.focus();
      input.select();
      return;
    }
  };

  table.addEventListener('keydown', (event) => {
    const place = placeOf(event.target);
    if (!place || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const input = inputs[place.row]?.[place.column];
    if (event.key === 'Escape' && input) {
      input.value = input.dataset['known'] ?? '';
      typed();
    } else if (event.key === 'ArrowUp' || (event.key === 'Enter' && event.shiftKey)) move(place, -1);
    else if (event.key === 'ArrowDown' || event.key === 'Enter') move(place, 1);
    else return;
    event.preventDefault();
  });

  table.addEventListener('paste', (event) => {
    const at = placeOf(event.target);
    const text = event.clipboardData?.getData('text/plain') ?? '';
    // One value goes where the cursor is, as everywhere.
    if (!at || !/[\t\r\n]/.test(text.replace(/[\r\n]+$/, ''))) return;
    event.preventDefault();
    paste(text, at, new Map());
  });

  const paste = (text: string, at: Place, answers: Answers): void => {
    const pasted = placePaste(text, at, pasteTable, answers);
    if (pasted.kind === 'unclear') {
      askFor(pasted.headings, (given) => {
        paste(text, at, new Map([...answers, ...given]));
      });
      return;
    }
    const before: [HTMLInputElement, string][] = [];
    for (const { row, column, text: value } of pasted.cells) {
      const input = inputs[row]?.[column];
      if (!input) continue;
      before.push([input, input.value]);
      input.value = value;
    }
    typed();
    const undo = linkButton('Undo paste', () => {
      for (const [input, value] of before) {
        input.value = value;
        mark(input, null);
      }
      typed();
      say('The paste is undone.');
      inputs[at.row]?.[at.column]?.focus();
    });
    const told = (notUnderstood: number, after = ''): void => {
      say(`${filledWords(pasted.cells.length, notUnderstood, pasted.didNotFit)}. ${after}`, undo);
    };
    void check(before.map(([input]) => input)).then(
      (wrong) => {
        told(wrong);
      },
      () => {
        told(0, 'What they mean is read when you check. ');
      },
    );
  };

  /** Asks the server what these cells mean. @returns how many are not understood; each of them is marked. */
  const check = async (filled: readonly HTMLInputElement[]): Promise<number> => {
    const body = new URLSearchParams({ _quiet: '1' });
    for (const input of form.querySelectorAll<HTMLInputElement>('input[type="hidden"]'))
      body.set(input.name, input.value);
    for (const input of filled) body.set(input.name, input.value);
    const answer = await fetch(form.action, { method: 'POST', body, redirect: 'error' });
    if (!answer.ok) throw new Error(String(answer.status));
    const { problems } = (await answer.json()) as Checked;
    const wrong = new Map(problems.map(({ cell, message }) => [cell, message]));
    for (const input of filled) mark(input, wrong.get(input.name) ?? null);
    return wrong.size;
  };

  /** Which month each of these headings is. The question stands above the table; the paste goes on with the answer. */
  const askFor = (
    unclear: readonly { column: number; text: string }[],
    go: (given: Answers) => void,
  ): void => {
    const selects = unclear.map(({ column, text }, number) => {
      const select = document.createElement('select');
      select.className = 'govuk-select';
      select.id = `grid-ask-${number}`;
      select.append(new Option('None of them: leave it out', ''));
      for (const heading of headings)
        select.append(new Option(heading.firstChild?.textContent?.trim() ?? '', heading.dataset['column']));
      const label = document.createElement('label');
      label.className = 'govuk-label';
      label.htmlFor = select.id;
      label.textContent =
        text === '' ? `Column ${column + 1}, which has no heading` : `Column ${column + 1}, “${text}”`;
      const group = document.createElement('div');
      group.className = 'govuk-form-group';
      group.append(label, select);
      return { column, select, group };
    });
    const title = document.createElement('h2');
    title.className = 'govuk-heading-s';
    title.tabIndex = -1;
    title.textContent = 'Which month is it?';
    const close = (): void => {
      ask.replaceChildren();
      ask.hidden = true;
    };
    const fill = document.createElement('button');
    fill.type = 'button';
    fill.className = 'govuk-button govuk-button--secondary';
    fill.textContent = 'Fill the table';
    fill.addEventListener('click', () => {
      const given = new Map(selects.map(({ column, select }) => [column, select.value || null]));
      close();
      go(given);
    });
    const drop = linkButton('Do not paste', () => {
      close();
      say('Nothing was pasted.');
    });
    ask.replaceChildren(title, ...selects.map(({ group }) => group), fill, ' ', drop);
    ask.hidden = false;
    say('The headings of the pasted table do not say which month each column is.');
    title.focus();
  };
}

/** Shows beside a cell that it is not understood, and why; null takes the mark away. */
function mark(input: HTMLInputElement, message: string | null): void {
  const id = `${input.id}-error`;
  document.getElementById(id)?.remove();
  input.classList.toggle('govuk-input--error', message !== null);
  if (message === null) {
    input.removeAttribute('aria-invalid');
    input.removeAttribute('aria-describedby');
    return;
  }
  const note = document.createElement('span');
  note.className = 'app-grid__wrong';
  note.id = id;
  note.textContent = message;
  input.after(note);
  input.setAttribute('aria-invalid', 'true');
  input.setAttribute('aria-describedby', id);
}

function linkButton(text: string, press: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'app-link-button';
  button.textContent = text;
  button.addEventListener('click', press);
  return button;
}
