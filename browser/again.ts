/*
 * A page that answers a form: Back leads to the page on which the form stood, and not to the browser's question whether to send it once
 * more.
 */
const { again } = document.body.dataset;
if (again !== undefined) history.replaceState(null, '', again);

export {};
