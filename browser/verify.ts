/*
 * Works out the code of a chosen file here, so that the file need not be sent. Without this script, without crypto.subtle (pages
 * that come over plain HTTP), or when anything fails, the form is sent as it is.
 */
const form = document.querySelector<HTMLFormElement>('[data-module="hash-file"]');
const file = form?.querySelector<HTMLInputElement>('input[type="file"]');
const state = form?.querySelector('[role="status"]');
const hint = file ? document.getElementById(`${file.id}-hint`) : null;

if ('subtle' in crypto && form && file && state && hint) {
  hint.textContent = form.dataset['localHint'] ?? '';
  form.addEventListener('submit', (event) => {
    const chosen = file.files?.[0];
    if (!chosen || chosen.size === 0) return;
    event.preventDefault();
    state.textContent = 'Working out the code of the file…';
    codeOf(chosen)
      .then((code) => {
        location.assign(`/verify?code=${code}`);
      })
      .catch(() => {
        form.submit();
      });
  });
}

async function codeOf(chosen: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await chosen.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export {};
