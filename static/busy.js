// A form that is on its way says so on its button, until the answer is there. Without this script nothing is missing.
addEventListener('submit', (event) => {
  if (!event.defaultPrevented) event.submitter?.setAttribute('aria-busy', 'true');
});
// Back from the answer, or the way was broken off.
addEventListener('pageshow', () => {
  for (const button of document.querySelectorAll('.button[aria-busy]')) button.removeAttribute('aria-busy');
});
