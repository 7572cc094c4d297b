/*
 * Says five minutes before a session ends that it ends, and once more at the last minute. All tabs of the session open and close the
 * question together. Asking how long is left does not count as activity. When it has ended, the same person signs in again without
 * leaving the page, so that nothing that was typed is lost; without this script, the form that is sent asks for it. Where somebody else
 * signed in in the same browser, the page says who, and what becomes of the text. It could not be sent under their name: its forms carry
 * the token of another session.
 */
interface Left {
  secondsLeft: number;
  endsAt: string;
  canStay: boolean;
  person: { id: string; name: string };
}

/** What signing in answers, or why it did not. */
interface SignedIn {
  user?: { id: string };
  csrfToken?: string;
  detail?: string;
  code?: string;
}

/** For the tabs of a browser: somebody signed in again. */
interface Again {
  person: string;
  csrfToken: string;
}

/** For the tabs of a browser: whose page was opened. */
interface Here {
  here: string;
}

const WARN_S = 5 * 60;
const LAST_S = 60;
const FIRST_LOOK_MS = 60_000;
const LONGEST_WAIT_MS = 60 * 60_000;

function watch(form: HTMLFormElement): void {
  const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('session') : undefined;
  const { dialog, title, text, stay, out, signIn, email, password, code } = build();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const again = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), Math.min(ms, LONGEST_WAIT_MS));
  };

  const look = async (quiet = true): Promise<void> => {
    let answer: Response;
    try {
      answer = await fetch('/api/v1/me/session', { headers: quiet ? { 'x-quiet': '1' } : {} });
    } catch {
      again(FIRST_LOOK_MS);
      return;
    }
    if (answer.status === 401) ended();
    else if (answer.ok) told((await answer.json()) as Left);
    else again(FIRST_LOOK_MS);
  };

  const told = (left: Left): void => {
    const { secondsLeft, person } = left;
    if (person.id !== personOfPage()) {
      another(person.name);
      return;
    }
    if (secondsLeft > WARN_S) {
      dialog.close();
      again((secondsLeft - WARN_S) * 1000);
      return;
    }
    say(left);
    again((secondsLeft > LAST_S ? secondsLeft - LAST_S : secondsLeft + 1) * 1000);
  };

  const say = ({ secondsLeft, endsAt, canStay }: Left): void => {
    const at = new Date(endsAt).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
    title.textContent = `You will be signed out at ${at}`;
    const last = secondsLeft <= LAST_S ? 'Less than a minute is left. ' : '';
    text.textContent = canStay
      ? `${last}Nothing was done here for a while.`
      : `${last}You have been signed in for as long as is possible. Save what you are writing and sign in again.`;
    stay.textContent = canStay ? 'Stay signed in' : 'Go on for now';
    stay.dataset['can'] = String(canStay);
    out.hidden = false;
    signIn.hidden = true;
    if (!dialog.open) dialog.showModal();
  };

  /** Nothing leads away from the page: somebody may have typed in it. */
  const ended = (): void => {
    clearTimeout(timer);
    title.textContent = 'You are signed out';
    text.textContent = 'What you typed is still in this page. Sign in here, and go on where you were.';
    stay.textContent = 'Close';
    signIn.hidden = false;
    stay.dataset['can'] = 'false';
    out.hidden = true;
    if (!dialog.open) dialog.showModal();
  };

  /** The other person goes on in another tab. This page waits for whose it is. */
  const another = (name: string): void => {
    clearTimeout(timer);
    const mine = nameOfPage();
    title.textContent = `${name} is signed in now`;
    text.textContent = `This page is of ${mine}. What is typed in it stays in this tab until the tab is closed. It is not saved, and it is not sent under the name of ${name}. Sign in as ${mine} to go on with it: that ends the time of ${name} in this browser.`;
    stay.textContent = `Close and go to the work of ${name}`;
    stay.dataset['can'] = 'leave';
    signIn.hidden = false;
    out.hidden = true;
    if (!dialog.open) dialog.showModal();
  };

  /** The forms of the page carry the token of a session that is over. */
  const goOn = ({ person, csrfToken }: Again): void => {
    if (person !== personOfPage()) {
      void look();
      return;
    }
    for (const field of document.querySelectorAll<HTMLInputElement>('input[name="_csrf"]'))
      field.value = csrfToken;
    dialog.close();
    again(FIRST_LOOK_MS);
    document.dispatchEvent(new Event('app:signed-in'));
  };

  const enter = async (): Promise<void> => {
    text.textContent = 'Signing in…';
    let answer: Response;
    try {
      answer = await fetch('/api/v1/sessions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          email: email.value,
          password: password.value,
          ...(code.value === '' ? {} : { code: code.value }),
        }),
      });
    } catch {
      text.textContent = 'The connection is interrupted. Try again.';
      return;
    }
    const { user, csrfToken, detail, code: why } = (await answer.json()) as SignedIn;
    code.value = '';
    if (why?.startsWith('second-factor') === true) showCode(code);
    else password.value = '';
    if (!answer.ok || !user || csrfToken === undefined) {
      text.textContent = detail ?? 'You could not be signed in. Try again.';
      return;
    }
    const told: Again = { person: user.id, csrfToken };
    if (user.id === personOfPage()) {
      tabs?.postMessage(told);
      goOn(told);
      return;
    }
    await fetch('/api/v1/sessions/current', { method: 'DELETE', headers: { 'x-csrf-token': csrfToken } });
    text.textContent = `You signed in as somebody else, and were signed out again at once. This page is of ${nameOfPage()}, and what is typed in it is theirs. Close it, or sign in as that person.`;
  };

  signIn.addEventListener('submit', (event) => {
    event.preventDefault();
    void enter();
  });
  // Signed out, or somebody else is signed in: the server says which.
  document.addEventListener('app:signed-out', () => void look());
  stay.addEventListener('click', () => {
    dialog.close();
    if (stay.dataset['can'] === 'leave') location.assign('/my-work');
    if (stay.dataset['can'] !== 'true') return;
    void look(false).then(() => tabs?.postMessage('look'));
  });
  out.addEventListener('click', () => {
    form.requestSubmit();
  });
  form.addEventListener('submit', () => {
    tabs?.postMessage('out');
  });
  tabs?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === 'look') void look();
    else if (data === 'out') ended();
    else if (isHere(data)) {
      if (data.here !== personOfPage()) void look();
    } else if (typeof data === 'object' && data !== null) goOn(data as Again);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void look();
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) void look();
  });
  tabs?.postMessage({ here: personOfPage() ?? '' } satisfies Here);
  again(FIRST_LOOK_MS);
}

const isHere = (data: unknown): data is Here => typeof data === 'object' && data !== null && 'here' in data;

/** Asked for only where the person has a second factor. */
function showCode(code: HTMLInputElement): void {
  if (code.parentElement) code.parentElement.hidden = false;
  code.focus();
}

/** Whose page it is, as its forms say. */
const personOfPage = (): string | undefined =>
  document.querySelector<HTMLInputElement>('input[name="_person"]')?.value;

const nameOfPage = (): string => document.querySelector('.app-account a')?.textContent.trim() ?? '';

function build() {
  const make = <K extends keyof HTMLElementTagNameMap>(
    tag: K,
    className: string,
  ): HTMLElementTagNameMap[K] => {
    const element = document.createElement(tag);
    element.className = className;
    return element;
  };
  const dialog = make('dialog', 'app-dialog');
  const title = make('h2', 'govuk-heading-m');
  const text = make('p', 'govuk-body');
  const stay = make('button', 'govuk-button');
  const out = make('button', 'govuk-button govuk-button--secondary');
  const buttons = make('div', 'govuk-button-group');
  title.id = 'app-session-title';
  dialog.setAttribute('aria-labelledby', title.id);
  text.setAttribute('role', 'status');
  stay.type = 'button';
  out.type = 'button';
  out.textContent = 'Sign out';
  buttons.append(stay, out);
  const field = (label: string, type: string, name: string, autocomplete: AutoFill): HTMLInputElement => {
    const group = make('div', 'govuk-form-group');
    const words = make('label', 'govuk-label');
    const input = make('input', 'govuk-input');
    input.id = `app-session-${name}`;
    input.type = type;
    input.autocomplete = autocomplete;
    words.htmlFor = input.id;
    words.textContent = label;
    group.append(words, input);
    signIn.append(group);
    return input;
  };
  const signIn = make('form', 'app-sign-in');
  signIn.noValidate = true;
  signIn.hidden = true;
  const email = field('E-mail', 'email', 'email', 'username');
  const password = field('Password', 'password', 'password', 'current-password');
  const code = field('Code of your app, or a recovery code', 'text', 'code', 'one-time-code');
  if (code.parentElement) code.parentElement.hidden = true;
  const enter = make('button', 'govuk-button');
  enter.textContent = 'Sign in and go on';
  signIn.append(enter);
  dialog.append(title, text, signIn, buttons);
  document.body.append(dialog);
  return { dialog, title, text, stay, out, signIn, email, password, code };
}

const leave = document.querySelector<HTMLFormElement>('[data-module="session"] form');
if (leave) watch(leave);
