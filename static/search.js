// Suggestions while a place is typed: the fields of the search form become comboboxes with a list (WAI-ARIA Authoring Practices, "list autocomplete with manual selection").
// Without this script the browser's own list is there, and whatever is typed is understood by the site.
const LATER_MS = 120;
// What is said stands in the page, in its language: {name} is put in.
const say = (word, values = {}) => document.querySelector(`[data-word="${word}"]`).textContent.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function combobox(input) {
  const list = document.createElement('ul');
  const status = document.createElement('p');
  let active = -1;
  let asked = 0;
  let timer;

  list.id = `${input.id}-places`;
  list.className = 'suggestions';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', say('places'));
  list.hidden = true;
  status.className = 'sr';
  status.setAttribute('role', 'status');
  input.parentElement.classList.add('suggested');
  input.after(list, status);
  input.removeAttribute('list');
  for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', list.id]]) input.setAttribute(name, value);

  const close = () => {
    clearTimeout(timer);
    asked += 1;
    active = -1;
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };

  const choose = (option) => {
    input.value = option.dataset.value;
    close();
  };

  const mark = (at) => {
    const options = [...list.children];

    active = (at + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute('aria-selected', String(i === active)));
    options[active].scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', options[active].id);
  };

  const show = (places) => {
    list.replaceChildren(...places.map(({ value, about }, i) => {
      const option = document.createElement('li');
      const more = document.createElement('span');

      option.id = `${list.id}-${i}`;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.dataset.value = value;
      more.className = 'hint';
      more.textContent = about;
      option.append(value, ' ', more);
      return option;
    }));
    active = -1;
    input.removeAttribute('aria-activedescendant');
    list.hidden = places.length === 0;
    input.setAttribute('aria-expanded', String(places.length > 0));
    status.textContent = say(['no-place', 'one-place'][places.length] ?? 'some-places', { n: places.length });
  };

  const ask = async (then = () => {}) => {
    const typed = input.value.trim();
    const mine = (asked += 1);

    if (typed.length < 2) return close();
    try {
      const answer = await fetch(`/places?q=${encodeURIComponent(typed)}`);
      const { places } = answer.ok ? await answer.json() : { places: [] };
      if (mine !== asked || document.activeElement !== input) return undefined;
      show(places);
      if (places.length > 0) then();
    } catch {
      if (mine === asked) close();
    }
    return undefined;
  };

  const keys = {
    ArrowDown: () => (list.hidden ? ask(() => mark(0)) : mark(active + 1)),
    ArrowUp: () => (list.hidden ? ask(() => mark(-1)) : mark(active < 0 ? -1 : active - 1)),
    Enter: () => (active < 0 ? false : choose(list.children[active])),
    Escape: () => (list.hidden ? false : close()),
  };

  input.addEventListener('keydown', (event) => {
    const key = keys[event.key];

    if (!key || event.isComposing || event.ctrlKey || event.metaKey) return;
    if (key() !== false) event.preventDefault();
  });
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, LATER_MS);
  });
  input.addEventListener('blur', close);
  // The field keeps the focus while one points at the list.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const option = event.target.closest('[role="option"]');

    if (option) choose(option);
  });
}

document.querySelectorAll('form[data-form="search"] input[list="places"]').forEach(combobox);
