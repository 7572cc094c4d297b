/*
 * Saves what is being written into the real draft: one request at a time, each against the version that the last one returned. It
 * stops as soon as the server refuses for another reason than an unfinished field. What could not be saved is kept in this tab.
 */
const QUIET_MS = 5_000;
const STEADY_MS = 20_000;
const ANNOUNCE_MS = 60_000;
/** Browsers refuse to send more than 64 KB from a page that is being left. */
const LEAVING_BYTES = 60_000;

interface Answer {
  version?: number;
  block?: string;
  saved?: string;
  sentence?: string;
}

interface Copy {
  at: string;
  fields: [string, string][];
}

const form = document.querySelector<HTMLFormElement>('form[data-module="editor"]');
const line = document.getElementById('saved');
if (form && line) start(form, line);

function start(form: HTMLFormElement, line: HTMLElement): void {
  const copyKey = `not saved: ${form.action}`;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let since = 0;
  let sending: Promise<void> | undefined;
  let changed = false;
  const isChanged = (): boolean => changed;
  let stopped = false;
  let announced = 0;
  let fine = true;

  const fieldsOf = (): [string, string][] =>
    [...new FormData(form)].flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    );
  const typed = (): [string, string][] => fieldsOf().filter(([name]) => !name.startsWith('_'));
  const input = (name: string): HTMLInputElement | null =>
    form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  const say = (sentence: string, good: boolean): void => {
    if (good && fine && Date.now() - announced < ANNOUNCE_MS) return;
    fine = good;
    announced = Date.now();
    line.textContent = sentence;
  };

  const keepCopy = (): void => {
    const copy: Copy = { at: new Date().toTimeString().slice(0, 5), fields: typed() };
    try {
      sessionStorage.setItem(copyKey, JSON.stringify(copy));
    } catch {
      // A full store is no reason to stop saving on the server.
    }
  };

  const send = async (leaving: boolean): Promise<void> => {
    const body = new URLSearchParams(fieldsOf());
    body.set('_quiet', '1');
    const keepalive = leaving && body.toString().length < LEAVING_BYTES;
    changed = false;
    let answer: Response;
    try {
      answer = await fetch(form.action, { method: 'POST', body, redirect: 'manual', keepalive });
    } catch {
      changed = true;
      say('Not saved: the connection is interrupted. It is tried again with your next change.', false);
      return;
    }
    if (answer.type === 'opaqueredirect') {
      stop('Not saved: you are signed out. Your text is kept in this tab. Sign in, and it is saved.');
      document.dispatchEvent(new Event('app:signed-out'));
      return;
    }
    const kind = answer.headers.get('content-type') ?? '';
    const told: Answer = kind.includes('json') ? ((await answer.json()) as Answer) : {};
    if (answer.ok) {
      const [version, block] = [input('_version'), input('_block')];
      if (version && told.version !== undefined) version.value = String(told.version);
      if (block && told.block !== undefined) block.value = told.block;
      if (!isChanged()) sessionStorage.removeItem(copyKey);
      say(told.saved ?? 'Saved', true);
    } else if (answer.status === 422) say(told.sentence ?? 'Not saved yet.', false);
    else if (answer.status === 429 || answer.status >= 500) {
      changed = true;
      say('Not saved: the server is busy. It is tried again with your next change.', false);
    } else stop(told.sentence ?? 'Not saved. Press Save to see why.');
  };

  const stop = (sentence: string): void => {
    stopped = true;
    changed = true;
    say(sentence, false);
  };

  const save = (leaving = false): void => {
    clearTimeout(timer);
    timer = undefined;
    if (!changed || stopped) return;
    if (sending) return;
    since = 0;
    sending = send(leaving).finally(() => {
      sending = undefined;
      if (changed && !stopped && timer === undefined) timer = setTimeout(save, QUIET_MS);
    });
  };

  form.addEventListener('input', () => {
    changed = true;
    since ||= Date.now();
    keepCopy();
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(0, Math.min(QUIET_MS, since + STEADY_MS - Date.now())));
  });
  form.addEventListener('change', () => {
    save();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') save(true);
  });
  document.addEventListener('app:signed-in', () => {
    stopped = false;
    save();
  });
  form.addEventListener('submit', (event) => {
    clearTimeout(timer);
    stopped = true;
    if (!sending) {
      sessionStorage.removeItem(copyKey);
      return;
    }
    event.preventDefault();
    const { submitter } = event;
    void sending.finally(() => {
      sessionStorage.removeItem(copyKey);
      form.requestSubmit(submitter instanceof HTMLElement ? submitter : null);
    });
  });

  offerCopy(form, line, copyKey, typed);
}

/** “Text from 14:31 was not saved. Put it back.” */
function offerCopy(
  form: HTMLFormElement,
  line: HTMLElement,
  copyKey: string,
  typed: () => [string, string][],
): void {
  const kept = sessionStorage.getItem(copyKey);
  if (kept === null) return;
  const { at, fields } = JSON.parse(kept) as Copy;
  if (JSON.stringify(fields) === JSON.stringify(typed())) {
    sessionStorage.removeItem(copyKey);
    return;
  }
  const offer = document.createElement('p');
  offer.className = 'govuk-body';
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'app-link-button';
  button.textContent = 'Put it back';
  offer.append(`Text from ${at} was not saved. `, button);
  line.after(offer);
  button.addEventListener('click', () => {
    const values = new Map<string, string[]>();
    for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
    for (const element of form.elements) {
      if (element instanceof HTMLInputElement && ['checkbox', 'radio'].includes(element.type))
        element.checked = (values.get(element.name) ?? []).includes(element.value);
      else if (
        (element instanceof HTMLInputElement && element.type !== 'hidden') ||
        element instanceof HTMLTextAreaElement ||
        element instanceof HTMLSelectElement
      )
        element.value = values.get(element.name)?.[0] ?? element.value;
    }
    offer.remove();
    form.dispatchEvent(new Event('input'));
  });
}

export {};
