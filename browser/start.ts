/** Runs before the body is drawn: says that scripts run, so that components may hide what they will show. */
document.body.classList.add('js-enabled', 'govuk-frontend-supported');
