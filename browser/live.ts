/* Asks again what becomes of the files, and says it. Reads the page once more when all is made, so that the links are there. */
const FIRST_MS = 2_000;
const LONGEST_MS = 10_000;

interface Answer {
  sentences: string[];
  making: boolean;
}

const box = document.querySelector<HTMLElement>('[data-module="live"]');
const list = document.getElementById('making-list');
const line = document.getElementById('making-status');
const address = box?.dataset['address'];
if (box && list && line && address !== undefined) ask(address, list, line, FIRST_MS);

function ask(address: string, list: HTMLElement, line: HTMLElement, wait: number): void {
  setTimeout(() => {
    void look(address, list, line).then((again) => {
      if (again) ask(address, list, line, Math.min(wait * 1.5, LONGEST_MS));
    });
  }, wait);
}

/** Whether to ask again. A failed request is only a pause. */
async function look(address: string, list: HTMLElement, line: HTMLElement): Promise<boolean> {
  if (document.hidden) return true;
  try {
    const response = await fetch(address, {
      headers: { accept: 'application/json', 'x-quiet': '1' },
      redirect: 'error',
    });
    if (response.status === 429 || response.status >= 500) return true;
    if (!response.ok) return false;
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
    return true;
  }
}

export {};
