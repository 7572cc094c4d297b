/*
 * A form that is sent without a connection would end in the browser's own error page, and Back does not bring back what was typed. So it
 * is not sent, and the page says so. The editors say it in their own line.
 */
const ID = 'not-sent';

document.addEventListener('submit', (event) => {
  document.getElementById(ID)?.remove();
  if (navigator.onLine || event.defaultPrevented || !(event.target instanceof HTMLFormElement)) return;
  event.preventDefault();
  const said = document.createElement('p');
  said.id = ID;
  said.className = 'govuk-error-message';
  said.setAttribute('role', 'alert');
  said.textContent =
    'Nothing was sent: there is no connection. Press the button again when the connection is back.';
  event.target.append(said);
});

export {};
