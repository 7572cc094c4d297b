/*
 * What is typed in a form lies in this tab until the server has it, and is offered once more to who comes back to the form. Nothing of
 * it is ever sent by itself. Only what differs from what the page brought is kept, so that putting it back touches nothing else. Two
 * people may sign in in one tab, one after the other: each finds only what is theirs. A form with a password is not kept.
 */
const PREFIX = 'not saved: ';

interface Copy {
  /** `14:31` */
  at: string;
  /** The page on which it was typed, and its heading. */
  page: string;
  heading: string;
  /** What it was typed over; empty where the form does not say. */
  over: string;
  /** With a press of its button. A page that stands on something else by then has it, or has said why not. */
  sent: boolean;
  fields: [name: string, values: string[]][];
  /** Of the fields, those that were offered, and neither put back nor thrown away: no press of a button has sent them. */
  waiting: string[];
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const isField = (element: Element): element is Field =>
  (element instanceof HTMLInputElement && !['hidden', 'file', 'submit'].includes(element.type)) ||
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement;

const fieldsIn = (form: HTMLFormElement): Field[] =>
  [...form.elements].filter((element): element is Field => isField(element) && element.name !== '');

const isTicked = (field: Field): field is HTMLInputElement =>
  field instanceof HTMLInputElement && ['checkbox', 'radio'].includes(field.type);

/** By name: a group of check boxes has as many values as are ticked. @param asBrought as the page came, not as it stands now. */
function valuesOf(form: HTMLFormElement, asBrought: boolean): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const field of fieldsIn(form)) {
    const own: string[] = values.get(field.name) ?? [];
    values.set(field.name, own);
    if (isTicked(field)) {
      if (asBrought ? field.defaultChecked : field.checked) own.push(field.value);
    } else if (field instanceof HTMLSelectElement) {
      const [first] = field.options;
      const brought = [...field.options].find(({ defaultSelected }) => defaultSelected) ?? first;
      own.push(asBrought ? (brought?.value ?? '') : field.value);
    } else own.push((asBrought ? field.defaultValue : field.value).replace(/\r\n?/g, '\n'));
  }
  return values;
}

const input = (form: HTMLFormElement, name: string): string | undefined =>
  form.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value;

const overOf = (form: HTMLFormElement): string => input(form, '_block') ?? input(form, '_known') ?? '';

const read = (key: string): Copy | undefined => {
  const kept = sessionStorage.getItem(key);
  return kept === null ? undefined : (JSON.parse(kept) as Copy);
};

const write = (key: string, copy: Copy): void => {
  try {
    sessionStorage.setItem(key, JSON.stringify(copy));
  } catch {
    // A full store is no reason to stop working.
  }
};

/** Where a form goes. What is new has another address each time that somebody begins it: its copy lies under the address of its list. */
const placeOf = (form: HTMLFormElement): string => {
  const { pathname } = new URL(form.action);
  return form.dataset['new'] === 'true' ? pathname.replace(/[^/]+$/, 'new') : pathname;
};

/** The copy of one form. */
export class KeptForm {
  private readonly key: string;
  /** What was typed before, and refused: the page brings it, and still nobody has it. */
  private readonly carried: string[];
  /** What is offered, and neither put back nor thrown away yet: it stays kept, whatever is typed beside it. */
  private offered: Copy['fields'] = [];

  constructor(private readonly form: HTMLFormElement) {
    this.key = `${PREFIX}${input(form, '_person') ?? ''} ${placeOf(form)}`;
    const refused = document.querySelector('.govuk-error-summary') !== null;
    const copy = refused ? read(this.key) : undefined;
    this.carried = copy?.fields.map(([name]) => name) ?? [];
    if (copy) write(this.key, { ...copy, sent: false });
  }

  keep(sent = false): void {
    const brought = valuesOf(this.form, true);
    const typed = [...valuesOf(this.form, false)].filter(
      ([name, values]) =>
        this.carried.includes(name) || values.join('\n') !== (brought.get(name) ?? []).join('\n'),
    );
    const waiting = new Map(this.offered);
    const fields = [...typed.filter(([name]) => !waiting.has(name)), ...this.offered];
    if (fields.length === 0) {
      this.forget();
      return;
    }
    write(this.key, {
      at: new Date().toTimeString().slice(0, 5),
      page: `${location.pathname}${location.search}`,
      heading: document.querySelector('h1')?.textContent.trim() ?? '',
      over: overOf(this.form),
      sent,
      fields,
      waiting: this.offered.map(([name]) => name),
    });
  }

  forget(): void {
    sessionStorage.removeItem(this.key);
  }

  /**
   * “Text from 14:31 was not saved. Put it back.”, where something was kept that the form does not say already.
   * @param place gets the offer. @param done is called when it was put back.
   */
  offer(place: (offer: HTMLElement) => void, done: () => void): void {
    const copy = read(this.key);
    if (!copy) return;
    const over = overOf(this.form);
    const now = valuesOf(this.form, false);
    const missing = copy.fields.filter(([name, values]) => {
      const here = now.get(name);
      return here !== undefined && here.join('\n') !== values.join('\n');
    });
    if ((copy.sent && (over === '' || over !== copy.over)) || missing.length === 0) {
      this.forget();
      return;
    }
    this.offered = missing;
    const offer = document.createElement('p');
    offer.className = 'govuk-inset-text';
    const answer = (text: string, act: () => void): HTMLButtonElement => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'app-link-button';
      button.textContent = text;
      button.addEventListener('click', () => {
        this.offered = [];
        act();
        offer.remove();
        done();
      });
      return button;
    };
    offer.append(
      `What you typed at ${copy.at} was not saved. `,
      answer('Put it back', () => {
        this.putBack(copy, missing);
      }),
      ' or ',
      answer('throw it away', () => {
        this.keep();
      }),
    );
    place(offer);
  }

  private putBack({ over }: Copy, fields: Copy['fields']): void {
    const values = new Map(fields);
    for (const field of fieldsIn(this.form)) {
      const kept = values.get(field.name);
      if (kept === undefined) continue;
      if (isTicked(field)) field.checked = kept.includes(field.value);
      else field.value = kept.shift() ?? '';
    }
    // Figures that somebody else recorded meanwhile are told as such: they were typed over what stood there before.
    const known = this.form.querySelector<HTMLInputElement>('input[name="_known"]');
    if (known && over !== '') known.value = over;
  }
}

/** A copy that a page of other forms tells of. */
interface UnsentCopy extends Pick<Copy, 'at' | 'page' | 'heading'> {
  /** What was typed, for who can only read it. */
  words: string;
  forget(): void;
}

/** Those of this person that nobody has. @param below only of addresses that begin so. */
export const unsentCopies = (person: string, below: string): UnsentCopy[] =>
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith(`${PREFIX}${person} `))
    .flatMap((key) => {
      const copy = read(key);
      if (!copy || copy.sent || copy.page === location.pathname || !copy.page.startsWith(below)) return [];
      const { at, page, heading, fields } = copy;
      const words = fields.flatMap(([, values]) => values.filter((one) => one.trim() !== '')).join('; ');
      const forget = (): void => {
        sessionStorage.removeItem(key);
      };
      return [{ at, page, heading, words, forget }];
    });

/** What this person sent has arrived. What was offered beside it, and not taken, stays kept. */
export function forgetSent(person: string): void {
  for (const key of Object.keys(sessionStorage).filter((one) => one.startsWith(`${PREFIX}${person} `))) {
    const copy = read(key);
    if (copy?.sent !== true) continue;
    const fields = copy.fields.filter(([name]) => copy.waiting.includes(name));
    if (fields.length === 0) sessionStorage.removeItem(key);
    else write(key, { ...copy, sent: false, fields, waiting: [] });
  }
}

/**
 * What was typed at an address counts as sent with this form.
 * @param place the path of the other form. @param own only the fields that this form has too: the others still wait there.
 */
export function sendAlong(form: HTMLFormElement, place: string, own: boolean): void {
  const key = `${PREFIX}${input(form, '_person') ?? ''} ${place}`;
  const copy = read(key);
  if (!copy) return;
  const names = copy.fields.map(([name]) => name);
  const waiting = own ? names.filter((name) => input(form, name) === undefined) : copy.waiting;
  write(key, { ...copy, sent: true, waiting });
}
