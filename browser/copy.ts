/*
 * A button that copies a code. Without this script, or where the browser keeps its clipboard closed (pages that come over plain HTTP),
 * there is none, and the code is marked and copied as any text is.
 */
if ('clipboard' in navigator)
  for (const place of document.querySelectorAll<HTMLElement>('[data-module="copy"]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'govuk-button govuk-button--secondary';
    button.textContent = 'Copy';
    const said = document.createElement('span');
    said.setAttribute('role', 'status');
    place.append(button, ' ', said);
    button.addEventListener('click', () => {
      navigator.clipboard.writeText(place.dataset['text'] ?? '').then(
        () => {
          said.textContent = 'Copied.';
        },
        () => {
          said.textContent = 'The browser did not allow it. Mark the code and copy it.';
        },
      );
    });
  }

export {};
