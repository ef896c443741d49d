// Templates: escaping is on and stays on; nothing is inline; every marker is filled by code and every key is in a template.
import { files, lineOf, parseC, read } from './tree.mjs';

const MODIFIERS = ['u', 'p', 'json_escape'];
const NO_VARIABLE = ['formaction', 'poster', 'srcset', 'xlink:href'];
const BUILT_IN = ['BI_SPACE', 'BI_NEWLINE'];
const VOID_TEXT = ['script', 'style'];
// Pages that several functions share.
const SHARED_PAGES = ['notice', 'account_form'];

const kindOf = (path) => path.replace(/^templates\//, '').replace(/\.tpl$/, '');
// Data for programs that read mail, in the HTML part alone: JSON, in whose strings markers stand. Its looks are there too, without markers: a mail has no stylesheet beside it.
const DATA = '<script type="application/ld+json">';
const mayHaveData = (path) => /^templates\/mail\/\w+_html\.tpl$/.test(path);
const isText = (path) => /^templates\/mail\/\w+_text\.tpl$/.test(path);

// Reads a template as a browser reads HTML: where does each marker stand?
class Reader {
  constructor(text, isInTag, mayHaveData, say) {
    Object.assign(this, { text, say, mayHaveData, at: 0, place: isInTag ? 'tag' : 'text', tag: '', attribute: '', quote: '' });
  }

  marker() {
    const match = /^\{\{([#/>!%]?)([^}]*)\}\}/.exec(this.text.slice(this.at));
    if (!match) return this.fail('a marker that does not end');
    const [whole, sigil, inside] = match;
    if (sigil === '') this.variable(inside);
    else if ('#/>'.includes(sigil) && this.place === 'bare') this.fail(`${whole} in an unquoted attribute`);
    else if ('#/>'.includes(sigil) && this.place === 'inline' && !(this.isData && sigil !== '>')) this.fail(`${whole} in ${this.tag}`);
    else if (sigil === '>' && this.place === 'value') this.fail(`${whole} in an attribute`);
    this.at += whole.length;
    return undefined;
  }

  variable(inside) {
    const [name, ...modifiers] = inside.split(':');
    for (const modifier of modifiers) {
      if (!MODIFIERS.includes(modifier.split('=')[0])) this.fail(`{{${inside}}}: modifier "${modifier}" is not one of ${MODIFIERS.join(', ')}`);
    }
    if (!/^[A-Z][A-Z0-9_]*$/.test(name)) this.fail(`{{${inside}}} is no marker's name`);
    if (this.place === 'tag') this.fail(`{{${inside}}} stands in a tag, outside its attributes`);
    if (this.place === 'bare') this.fail(`{{${inside}}} in the unquoted attribute ${this.attribute}`);
    if (this.place === 'inline' && !this.isData) this.fail(`{{${inside}}} in ${this.tag}`);
    if (this.place === 'inline' && this.isData && !(modifiers.join() === 'json_escape' && this.isInQuotes(inside))) this.fail(`{{${inside}}} in data: "{{${name}:json_escape}}"`);
    if (this.place === 'value' && NO_VARIABLE.includes(this.attribute)) this.fail(`{{${inside}}} in ${this.attribute}=`);
  }

  // A string begins before it and does not end in it.
  isInQuotes(inside) {
    const before = this.text.slice(this.text.lastIndexOf(DATA, this.at) + DATA.length, this.at);
    return before.split('"').length % 2 === 0 && /^[^"{}]*"/.test(this.text.slice(this.at + inside.length + 4));
  }

  fail(why) {
    this.say(this.at, why);
    return true;
  }

  named(attribute) {
    this.attribute = attribute.toLowerCase();
    if (this.attribute === 'style') this.fail('style=: the stylesheet is the place');
    if (/^on[a-z]/.test(this.attribute)) this.fail(`${this.attribute}=: scripts are files`);
    if (this.tag === 'script' && this.attribute === 'src') this.hasSource = true;
  }

  inText() {
    const rest = this.text.slice(this.at);
    const open = /^<(\/?)([a-zA-Z][\w:-]*)/.exec(rest);
    const comment = /^<!--[\s\S]*?-->/.exec(rest);
    if (comment) this.at += comment[0].length;
    else if (open) {
      this.place = 'tag';
      this.tag = open[1] ? '' : open[2].toLowerCase();
      this.hasSource = false;
      this.isData = this.mayHaveData && rest.startsWith(DATA);
      this.at += open[0].length;
    } else this.at += 1;
  }

  inTag() {
    const rest = this.text.slice(this.at);
    const attribute = /^([^\s"'<>/={}]+)(\s*=\s*(["']?))?/.exec(rest);
    if (rest[0] === '>') this.closeTag();
    else if (attribute) {
      this.named(attribute[1]);
      this.at += attribute[0].length;
      if (attribute[2]) {
        this.quote = attribute[3];
        this.place = this.quote ? 'value' : 'bare';
      }
    } else this.at += 1;
  }

  closeTag() {
    this.place = VOID_TEXT.includes(this.tag) ? 'inline' : 'text';
    const isOfMail = this.tag === 'style' && this.mayHaveData;
    if (!isOfMail && !(this.tag === 'script' && (this.hasSource || this.isData)) && this.place === 'inline') this.fail(`<${this.tag}> with text of its own`);
    this.at += 1;
  }

  step() {
    if (this.text.startsWith('{{', this.at)) return this.marker();
    const char = this.text[this.at];
    if (this.place === 'text') return this.inText();
    if (this.place === 'tag') return this.inTag();
    if (this.place === 'inline' && this.text.slice(this.at).toLowerCase().startsWith(`</${this.tag}`)) this.place = 'text';
    else if (this.place === 'value' && char === this.quote) this.place = 'tag';
    else if (this.place === 'bare' && /[\s>]/.test(char)) this.place = 'tag';
    else return void (this.at += 1);
    if (this.place === 'tag' && char === this.quote) this.at += 1;
    return undefined;
  }

  read() {
    while (this.at < this.text.length) this.step();
  }
}

function checkOne(path, text, say) {
  // Plain text is for mail alone, and says so by its name: there is nothing to escape in it.
  if (isText(path)) {
    for (const match of text.matchAll(/\{\{%AUTOESCAPE|\{\{[A-Z_0-9]+:[^}]*\}\}|<\/?[a-z]/g)) say(match.index, `${match[0]}: this is plain text`);
    return;
  }
  const start = /^\{\{%AUTOESCAPE context="HTML"( state="IN_TAG")?\}\}/.exec(text);
  if (!start) say(0, 'the first bytes are {{%AUTOESCAPE context="HTML"}}');
  if (/\{\{%/.test(text.slice(1))) say(text.indexOf('{{%', 1), 'a second pragma');
  new Reader(text, Boolean(start && start[1]), mayHaveData(path), say).read();
  for (const match of text.matchAll(/<form\b[^>]*>/g)) {
    if (!/\sdata-form="/.test(match[0])) say(match.index, '<form> without data-form');
  }
  if (/^templates\/(pages|staff\/(?!layout))/.test(path) && !/<main [^>]*data-page="[^>]*\{\{>PROBLEM_ATTRIBUTES\}\}/.test(text)) {
    say(0, 'a page has <main … data-page="…" … {{>PROBLEM_ATTRIBUTES}}>');
  }
}

// Where each marker is first used, and each key and template name in the code.
function usedInCode(root) {
  const keys = new Map();
  const names = new Set();
  const pages = new Set();
  for (const path of files(root, 'cgi-bin', /\.(c|h|cc)$/)) {
    const { code, strings } = parseC(read(root, path));
    for (const match of code.matchAll(/\bK_([A-Z][A-Z0-9_]*)\b/g)) {
      if (!keys.has(match[1])) keys.set(match[1], { path, line: lineOf(code, match.index) });
    }
    for (const match of code.matchAll(/\bpage_(\w+)/g)) pages.add(match[1]);
    for (const { text } of strings) names.add(text);
  }
  return { keys, names, pages };
}

export function check(root) {
  const found = [];
  const markers = new Map();
  const { keys, names, pages } = usedInCode(root);
  for (const path of files(root, 'templates', /./)) {
    if (!path.endsWith('.tpl')) {
      found.push({ path, line: 1, text: 'not a template' });
      continue;
    }
    const text = read(root, path);
    checkOne(path, text, (at, why) => found.push({ path, line: lineOf(text, at), text: why }));
    for (const match of text.matchAll(/\{\{[#>]?([A-Z][A-Z0-9_]*)/g)) {
      if (!markers.has(match[1])) markers.set(match[1], { path, line: lineOf(text, match.index) });
    }
    if (![...names].some((name) => name === kindOf(path))) found.push({ path, line: 1, text: `no code names "${kindOf(path)}"` });
    const page = /^pages\/(\w+)$/.exec(kindOf(path));
    if (page && !SHARED_PAGES.includes(page[1]) && !pages.has(page[1]) && !pages.has(`${page[1]}_show`)) {
      found.push({ path, line: 1, text: `there is no page_${page[1]}() nor page_${page[1]}_show()` });
    }
  }
  for (const [name, where] of markers) {
    if (!keys.has(name) && !BUILT_IN.includes(name)) found.push({ ...where, text: `no code fills {{${name}}}` });
  }
  for (const [name, where] of keys) {
    if (!markers.has(name)) found.push({ ...where, text: `K_${name}: no template has it` });
  }
  return found;
}
