/*
 * What was sent with a press of Save has arrived once the page that follows says so. Its copy in this tab is forgotten then: the server
 * may have written the same figure in another way, so that the fields do not tell.
 */
const COPY = 'not saved: ';

if (document.querySelector('.govuk-notification-banner--success'))
  for (const key of Object.keys(sessionStorage).filter((one) => one.startsWith(COPY))) {
    const { sent } = JSON.parse(sessionStorage.getItem(key) ?? '{}') as { sent?: boolean };
    if (sent === true) sessionStorage.removeItem(key);
  }

export {};
