/*
 * Saves what is being written into the real draft: one request at a time, each against the version that the last one returned. What got
 * no answer may have been saved: it is sent again as it was before anything newer, so that nobody is in conflict with themselves. It
 * stops as soon as the server refuses for another reason than an unfinished field. What could not be saved is kept in this tab.
 */
import { KeptForm } from './copies.js';
import { addStubs, showMentioned } from './stubs.js';

const QUIET_MS = 5_000;
const STEADY_MS = 20_000;
const ANNOUNCE_MS = 60_000;
/** After so long without an answer the page says that it waits. */
const SLOW_MS = 4_000;
/** After so long it counts as lost. */
const LOST_MS = 30_000;
const SLOW = 'Not saved yet: the connection is slow. Your text is kept in this tab until it is saved.';
const NO_CONNECTION =
  'Not saved: there is no connection. Your text is kept in this tab, and saved when the connection is back.';
const SIGNED_OUT =
  'Not saved: you are signed out. Your text is kept in this tab. Press Save, and sign in to save it.';
/** Browsers refuse to send more than 64 KB from a page that is being left. */
const LEAVING_BYTES = 60_000;

interface Answer {
  asked?: string[];
  mentioned?: string[];
  read?: string;
  version?: number;
  block?: string;
  saved?: string;
  sentence?: string;
}

const form = document.querySelector<HTMLFormElement>('form[data-module="editor"]');
const line = document.getElementById('saved');
if (form && line) start(form, line);

function start(form: HTMLFormElement, line: HTMLElement): void {
  const input = (name: string): HTMLInputElement | null =>
    form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  const kept = new KeptForm(form);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let since = 0;
  let sending: Promise<void> | undefined;
  let changed = false;
  const isChanged = (): boolean => changed;
  let stopped = false;
  let announced = 0;
  let fine = true;
  let unanswered: URLSearchParams | undefined;

  const fieldsOf = (): [string, string][] =>
    [...new FormData(form)].flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    );
  const say = (sentence: string, good: boolean): void => {
    if (good && fine && Date.now() - announced < ANNOUNCE_MS) return;
    fine = good;
    announced = Date.now();
    line.textContent = sentence;
  };

  /** Undefined when no answer came. */
  const ask = async (body: URLSearchParams, leaving: boolean): Promise<Response | undefined> => {
    const keepalive = leaving && body.toString().length < LEAVING_BYTES;
    const slow = setTimeout(() => {
      say(SLOW, false);
    }, SLOW_MS);
    try {
      const signal = AbortSignal.timeout(LOST_MS);
      return await fetch(form.action, { method: 'POST', body, redirect: 'manual', keepalive, signal });
    } catch {
      return undefined;
    } finally {
      clearTimeout(slow);
    }
  };

  const send = async (leaving: boolean): Promise<void> => {
    const again = unanswered;
    const body = again ?? new URLSearchParams(fieldsOf());
    body.set('_quiet', '1');
    changed = again !== undefined;
    const answer = await ask(body, leaving);
    unanswered = answer ? undefined : body;
    if (!answer) {
      changed = true;
      say(NO_CONNECTION, false);
      return;
    }
    if (answer.type === 'opaqueredirect') {
      stop(SIGNED_OUT);
      document.dispatchEvent(new Event('app:signed-out'));
      return;
    }
    const kind = answer.headers.get('content-type') ?? '';
    const told: Answer = kind.includes('json') ? ((await answer.json()) as Answer) : {};
    if (answer.ok) {
      const [version, block, read] = [input('_version'), input('_block'), input('_read')];
      if (version && told.version !== undefined) version.value = String(told.version);
      if (block && told.block !== undefined) block.value = told.block;
      if (read && told.read !== undefined) read.value = told.read;
      if (again) return send(leaving);
      if (!isChanged()) kept.forget();
      if (told.asked) showAsked(told.asked);
      if (told.mentioned) showMentioned(told.mentioned);
      say(told.saved ?? 'Saved', true);
    } else if (answer.status === 422) say(told.sentence ?? 'Not saved yet.', false);
    else if (answer.status === 429 || answer.status >= 500) {
      changed = true;
      say('Not saved: the server is busy. Your text is kept in this tab, and it is tried again.', false);
    } else {
      stop(told.sentence ?? (answer.status === 403 ? SIGNED_OUT : 'Not saved. Press Save to see why.'));
      if (answer.status === 403) document.dispatchEvent(new Event('app:signed-out'));
    }
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
    kept.keep();
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
  addEventListener('online', () => {
    save();
  });
  // Back to a page that waits in memory: its script goes on where it stopped.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) stopped = false;
  });
  form.addEventListener('submit', (event) => {
    if (event.submitter instanceof HTMLButtonElement && event.submitter.name === '_preview') {
      event.preventDefault();
      void preview(form, event.submitter, fieldsOf()).then((done) => {
        line.textContent = done ? 'The preview stands below the text.' : NO_CONNECTION;
      });
      return;
    }
    clearTimeout(timer);
    if (!navigator.onLine) {
      event.preventDefault();
      changed = true;
      say(NO_CONNECTION, false);
      return;
    }
    stopped = true;
    kept.keep(true);
    if (!sending && unanswered) sending = send(false);
    if (!sending) return;
    event.preventDefault();
    const { submitter } = event;
    void sending.finally(() => {
      sending = undefined;
      unanswered = undefined;
      form.requestSubmit(submitter instanceof HTMLElement ? submitter : null);
    });
  });

  addMarks(form);
  addStubs(form);
  kept.offer(
    (offer) => {
      line.after(offer);
    },
    () => {
      form.dispatchEvent(new Event('input'));
    },
  );
}

/** Buttons that put marks into a text: those of a subset of Markdown, as it is printed. */
function addMarks(form: HTMLFormElement): void {
  for (const place of form.querySelectorAll<HTMLElement>('.app-marks')) {
    const text = document.getElementById(place.dataset['for'] ?? '');
    if (!(text instanceof HTMLTextAreaElement)) continue;
    const put = (from: number, to: number, marked: string, caret: number): void => {
      text.setRangeText(marked, from, to, 'select');
      text.focus();
      if (caret >= 0) text.setSelectionRange(from + caret, from + caret);
      text.dispatchEvent(new Event('input', { bubbles: true }));
    };
    const bold = (): void => {
      const { selectionStart: from, selectionEnd: to, value } = text;
      put(from, to, `**${value.slice(from, to)}**`, from === to ? 2 : -1);
    };
    const list = (): void => {
      const { selectionStart, selectionEnd: to, value } = text;
      const from = value.lastIndexOf('\n', selectionStart - 1) + 1;
      put(
        from,
        to,
        value.slice(from, to).replace(/^(?!- )/gm, '- '),
        selectionStart === to ? to - from + 2 : -1,
      );
    };
    place.prepend(markButton('Bold', bold), markButton('List', list));
  }
}

function markButton(words: string, press: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'app-link-button';
  button.textContent = words;
  button.addEventListener('click', press);
  return button;
}

/** Puts a text as it will be printed below the field in which it is typed. @returns false when no answer came. */
async function preview(
  form: HTMLFormElement,
  button: HTMLButtonElement,
  fields: [string, string][],
): Promise<boolean> {
  try {
    const body = new URLSearchParams([...fields, [button.name, button.value]]);
    const answer = await fetch(form.action, { method: 'POST', body, redirect: 'error' });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const shown = page.getElementById('preview');
    document.getElementById('preview')?.remove();
    if (shown) button.parentElement?.after(document.importNode(shown, true));
    return shown !== null;
  } catch {
    return false;
  }
}

/** What members may ask about the text as it is saved now. No live region: nobody is to be interrupted by it. */
function showAsked(questions: readonly string[]): void {
  const place = document.getElementById('asked');
  if (!place) return;
  place.hidden = questions.length === 0;
  place.querySelector('ul')?.replaceChildren(
    ...questions.map((question) => {
      const item = document.createElement('li');
      item.textContent = question;
      return item;
    }),
  );
}
