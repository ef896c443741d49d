// A page as tests read it: <main data-…>, forms with what a browser would send, links, list items and text.

const VOID = new Set(['area', 'base', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'path']);
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

export function unescapeHtml(text) {
  return text.replace(/&(#x[0-9a-f]+|#[0-9]+|[a-z]+);/gi, (whole, name) => {
    if (name[0] === '#') return String.fromCodePoint(name[1] === 'x' || name[1] === 'X' ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
    return ENTITIES[name] ?? whole;
  });
}

// Elements in document order: {tag, attributes, text (of all inside), inside (elements)}.
export function elements(html) {
  const root = { tag: '', attributes: {}, inside: [], text: '' };
  const open = [root];
  const token = /<!--[\s\S]*?-->|<!doctype[^>]*>|<(\/?)([a-zA-Z][\w:-]*)((?:[^"'>]|"[^"]*"|'[^']*')*)>|([^<]+|<)/gi;
  for (const [, slash, name, rest, words] of html.matchAll(token)) {
    if (words !== undefined) {
      for (const element of open) element.text += unescapeHtml(words);
    } else if (name && slash) {
      const at = open.map(({ tag }) => tag).lastIndexOf(name.toLowerCase());
      if (at > 0) open.length = at;
    } else if (name) {
      const element = { tag: name.toLowerCase(), attributes: {}, inside: [], text: '' };
      for (const [, key, , a, b, c] of rest.matchAll(/([^\s"'=/]+)(\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g)) {
        element.attributes[key.toLowerCase()] = unescapeHtml(a ?? b ?? c ?? '');
      }
      for (const outer of open) outer.inside.push(element);
      if (!VOID.has(element.tag) && !rest.endsWith('/')) open.push(element);
    }
  }
  return root.inside;
}

const camel = (name) => name.replace(/^data-/, '').replace(/-(.)/g, (_, letter) => letter.toUpperCase());

// data-total-minor -> totalMinor
export function dataOf(element) {
  const data = {};
  for (const [name, value] of Object.entries(element.attributes)) if (name.startsWith('data-')) data[camel(name)] = value;
  return data;
}

// The fields that a browser sends when nothing is typed: [name, value] in document order.
function fieldsOf(form) {
  const fields = [];
  for (const { tag, attributes, inside } of form.inside) {
    const { name, type = 'text', value } = attributes;
    if (!name || 'disabled' in attributes) continue;
    if (tag === 'select') {
      const options = inside.filter((element) => element.tag === 'option');
      const chosen = options.find((option) => 'selected' in option.attributes) ?? options[0];
      fields.push([name, chosen.attributes.value ?? chosen.text]);
    } else if (tag === 'input' && (type === 'checkbox' || type === 'radio')) {
      if ('checked' in attributes) fields.push([name, value ?? 'on']);
    } else if (tag === 'input' && type !== 'submit') {
      fields.push([name, value ?? '']);
    }
  }
  return fields;
}

// Typed into the form: a value, several (each name's in order), or null for leaving it out.
export function typed(fields, changes) {
  const result = [];
  const used = {};
  for (const [name, value] of fields) {
    if (!(name in changes)) result.push([name, value]);
    else if (Array.isArray(changes[name])) {
      const nth = used[name] ?? 0;
      used[name] = nth + 1;
      if (nth < changes[name].length) result.push([name, changes[name][nth]]);
    } else if (changes[name] !== null && !used[name]) {
      used[name] = Infinity;
      result.push([name, changes[name]]);
    }
  }
  for (const [name, change] of Object.entries(changes)) {
    const values = Array.isArray(change) ? change : [change];
    if (change !== null) for (const value of values.slice(used[name] ?? 0)) result.push([name, value]);
  }
  return result.map(([name, value]) => [name, String(value)]);
}

export function parsePage(html) {
  const all = elements(html);
  const mains = all.filter(({ tag }) => tag === 'main');
  const forms = all.filter(({ tag }) => tag === 'form').map((form) => ({
    name: form.attributes['data-form'], action: form.attributes.action, method: (form.attributes.method ?? 'get').toUpperCase(),
    fields: fieldsOf(form), inputs: form.inside.filter(({ tag }) => ['input', 'select'].includes(tag)).map(({ attributes }) => attributes),
  }));
  return {
    all, mains, forms, main: mains[0], data: mains[0] ? dataOf(mains[0]) : {},
    text: (mains[0]?.text ?? '').replace(/\s+/g, ' ').trim(),
    // Those with data-NAME, as their data and text.
    each: (name) => all.filter(({ attributes }) => `data-${name}` in attributes)
      .map((element) => ({ ...dataOf(element), tag: element.tag, attributes: element.attributes, text: element.text.replace(/\s+/g, ' ').trim(), inside: element.inside })),
    links: all.filter(({ tag, attributes }) => tag === 'a' && 'href' in attributes).map(({ attributes, text }) => ({ href: attributes.href, text: text.replace(/\s+/g, ' ').trim() })),
  };
}
