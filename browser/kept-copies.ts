/*
 * Keeps what is typed in the forms of a page, as copies.ts says; the editors, which save by themselves, do it in their own script. What
 * was sent with a press of Save has arrived once the page that follows says so.
 */
import { forgetSent, KeptForm, sendAlong, unsentCopies } from './copies.js';

const person = document.querySelector<HTMLInputElement>('input[name="_person"]')?.value;
if (person && document.querySelector('.govuk-notification-banner--success')) forgetSent(person);

for (const form of document.querySelectorAll<HTMLFormElement>('main form[method="post"]')) {
  if (form.dataset['module'] === 'editor' || form.querySelector('input[type="password"]')) continue;
  const kept = new KeptForm(form);
  kept.offer(
    (offer) => {
      form.before(offer);
    },
    () => {
      form.dispatchEvent(new Event('input'));
    },
  );
  form.addEventListener('input', () => {
    kept.keep();
  });
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    // The table of figures is only checked by its own button: it is recorded by the form of the page that follows.
    if (form.dataset['module'] === 'grid') kept.keep();
    else kept.keep(true);
    const { settles } = form.dataset;
    if (settles !== undefined) sendAlong(form, settles, form.dataset['settlesOwn'] !== undefined);
  });
}

/** A page that leads to others tells what was typed in them and not saved. */
const place = document.getElementById('kept');
const below = place?.dataset['of'] === 'part' ? (/^\/[^/]+\/[^/]+/.exec(location.pathname)?.[0] ?? '') : '';
const closed = place?.dataset['closed'];
const copies = place && person ? unsentCopies(person, below) : [];
if (place && copies.length > 0) {
  place.hidden = false;
  place.querySelector('ul')?.append(
    ...copies.map((copy) => {
      const { at, page, heading } = copy;
      const item = document.createElement('li');
      const away = document.createElement('button');
      away.type = 'button';
      away.className = 'app-link-button';
      away.textContent = 'Throw it away';
      away.addEventListener('click', () => {
        copy.forget();
        item.remove();
        place.hidden = place.querySelector('li') === null;
      });
      // Figures are recorded from their own page also when the part cannot be changed.
      if (closed !== undefined && !page.includes('/figures')) {
        item.append(`${heading}, typed at ${at}. It cannot be saved any more: “${copy.words}”. `, away);
        return item;
      }
      const link = document.createElement('a');
      link.className = 'govuk-link';
      link.href = page;
      link.textContent = heading;
      item.append(link, `, typed at ${at}. `, away);
      return item;
    }),
  );
}
