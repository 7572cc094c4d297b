/* Asks again what becomes of the files, and says it. Reads the page once more when all is made, so that the links are there. */
const FIRST_MS = 2_000;
const LONGEST_MS = 10_000;
/** Then the page is asked by hand: its link “Check again” is there all the time. */
const GIVES_UP_MS = 10 * 60_000;
const NO_ANSWER = 'There is no answer just now. It is asked again.';

interface Answer {
  sentences: string[];
  making: boolean;
}

const box = document.querySelector<HTMLElement>('[data-module="live"]');
const list = document.getElementById('making-list');
const line = document.getElementById('making-status');
const address = box?.dataset['address'];
const began = Date.now();
if (box && list && line && address !== undefined) ask(address, list, line, FIRST_MS);

function ask(address: string, list: HTMLElement, line: HTMLElement, wait: number): void {
  setTimeout(() => {
    void look(address, list, line).then((again) => {
      if (again && Date.now() - began < GIVES_UP_MS)
        ask(address, list, line, Math.min(wait * 1.5, LONGEST_MS));
    });
  }, wait);
}

/** Whether to ask again. A failed request is only a pause, which the page tells. */
async function look(address: string, list: HTMLElement, line: HTMLElement): Promise<boolean> {
  if (document.hidden) return true;
  try {
    const response = await fetch(address, {
      headers: { accept: 'application/json', 'x-quiet': '1' },
      redirect: 'manual',
    });
    if (response.type === 'opaqueredirect') {
      line.textContent = 'You are signed out. Sign in to see what became of the files.';
      return false;
    }
    if (response.status === 429 || response.status >= 500) throw new Error(String(response.status));
    if (!response.ok) return false;
    if (line.textContent === NO_ANSWER) line.textContent = '';
    const { sentences, making } = (await response.json()) as Answer;
    const shown = [...list.children].map((item) => item.textContent);
    const fresh = sentences.filter((sentence) => !shown.includes(sentence));
    if (fresh.length > 0) {
      list.replaceChildren(
        ...sentences.map((sentence) => {
          const item = document.createElement('li');
          item.textContent = sentence;
          return item;
        }),
      );
      line.textContent = fresh.join(' ');
    }
    if (!making) location.reload();
    return making;
  } catch {
    line.textContent = NO_ANSWER;
    return true;
  }
}

export {};
