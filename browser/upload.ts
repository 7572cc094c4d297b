/*
 * Keeps the chosen file in the page: the answer to it takes the place of the form, and its own form gets the same file. Without this
 * script, or when anything fails, the form is sent as it is, and the file is chosen once more.
 */
const form = document.querySelector<HTMLFormElement>('form[data-module="upload"]');
if (form) keepFile(form);

function keepFile(form: HTMLFormElement): void {
  form.addEventListener('submit', (event) => {
    const file = form.querySelector<HTMLInputElement>('input[type="file"]')?.files?.[0];
    if (!file) return;
    event.preventDefault();
    const line = form.querySelector('[role="status"]');
    if (line) line.textContent = 'The file is being checked…';
    fetch(form.action, { method: 'POST', body: new FormData(form), redirect: 'error' })
      .then((answer) => answer.text())
      .then((html) => {
        take(html, file);
      })
      .catch(() => {
        form.submit();
      });
  });
}

/** Puts the main part of an answer into this page. @throws Error when it has none. */
function take(html: string, file: File): void {
  const answer = new DOMParser().parseFromString(html, 'text/html');
  const [here, there] = [document.querySelector('main'), answer.querySelector('main')];
  if (!here || !there) throw new Error('This is no page of ours.');
  here.replaceChildren(...[...there.childNodes].map((node) => document.importNode(node, true)));
  document.title = answer.title;
  for (const input of here.querySelectorAll<HTMLInputElement>('input[type="file"]')) {
    const chosen = new DataTransfer();
    chosen.items.add(file);
    input.files = chosen.files;
  }
  // The file is the same by itself.
  const confirm = here.querySelector('form[data-module="upload-confirm"] .govuk-form-group');
  if (confirm instanceof HTMLElement) confirm.hidden = true;
  const again = here.querySelector<HTMLFormElement>('form[data-module="upload"]');
  if (again) keepFile(again);
  const heading = here.querySelector<HTMLElement>('.govuk-error-summary, h1');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
  heading.scrollIntoView();
}

export {};
