/*
 * Works out the code of a chosen file here, so that the file need not be sent. Without this script, without crypto.subtle (pages
 * that come over plain HTTP), or when anything fails, the form is sent as it is.
 */
const form = document.getElementById('file-form');
const file = document.getElementById('file');
const state = document.getElementById('file-state');
const error = document.getElementById('file-error');

if (globalThis.crypto?.subtle && form && file && state) {
  document.getElementById('file-hint').hidden = true;
  document.getElementById('file-hint-local').hidden = false;
  file.setAttribute('aria-describedby', error ? 'file-hint-local file-error' : 'file-hint-local');
  form.addEventListener('submit', (event) => {
    const [chosen] = file.files;
    if (!chosen || chosen.size === 0) return;
    event.preventDefault();
    state.textContent = 'Working out the code of the file…';
    chosen
      .arrayBuffer()
      .then((bytes) => crypto.subtle.digest('SHA-256', bytes))
      .then((digest) => {
        const code = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
        location.assign(`/verify?code=${code}`);
      })
      .catch(() => form.submit());
  });
}
