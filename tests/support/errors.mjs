// What a page says is wrong has to lead somewhere: each link of its summary to what can be typed or read there, each error to its field and each field to its error. A line for each that does not.

const FIELDS = ['input', 'select', 'textarea'];
const words = (text) => (text ?? '').split(' ').filter(Boolean);
const isField = ({ tag, attributes }) => FIELDS.includes(tag) && attributes.type !== 'hidden';
const takesFocus = (element) => !('disabled' in element.attributes) && (isField(element) || 'tabindex' in element.attributes || element.tag === 'button' || 'href' in element.attributes);
const isError = ({ attributes }) => words(attributes.class).includes('error');
const shown = ({ tag, attributes: { id, name } }) => `<${tag} id="${id ?? ''}" name="${name ?? ''}">`;

function linkProblems({ links, all }, at) {
  const [summary] = all.filter(({ attributes }) => words(attributes.class).includes('error-summary'));
  const complaints = (summary?.inside ?? []).filter(({ tag }) => tag === 'li').flatMap(({ inside }) => inside.filter(({ tag }) => tag === 'a'));
  const id = ({ attributes: { href } }) => href.slice(1);

  return [
    ...links.filter(({ href }) => /^#./.test(href) && !at.has(href.slice(1))).map(({ href, text }) => `"${text}" leads to ${href}, which is not there`),
    ...complaints.filter((link) => at.has(id(link)) && !takesFocus(at.get(id(link)))).map((link) => `"${link.text}" leads to ${shown(at.get(id(link)))}, which takes no focus`),
  ];
}

function tieProblems({ all }, at) {
  const found = [];
  const describing = (element) => words(element.attributes['aria-describedby']);

  for (const element of all) {
    for (const name of ['aria-describedby', 'aria-labelledby']) {
      for (const id of words(element.attributes[name])) if (!at.has(id)) found.push(`${shown(element)}: ${name} names "${id}", which is not there`);
    }
    if (element.attributes['aria-invalid'] === 'true' && !describing(element).some((id) => at.has(id) && isError(at.get(id)))) found.push(`${shown(element)} is invalid, and nothing tells why`);
  }
  for (const error of all.filter(isError)) {
    const told = all.filter((element) => describing(element).includes(error.attributes.id));
    if (!told.length) found.push(`nothing is described by the error "${error.text}"`);
    for (const element of told) if (isField(element) && element.attributes['aria-invalid'] !== 'true') found.push(`${shown(element)} has an error and is not invalid`);
  }
  return found;
}

// data-problem-fields="surname.2 date.1": a field that one sees is told so itself. (A place that means several is no mistake.)
function fieldProblems({ data }, at) {
  return (data.problem === 'ambiguous' ? [] : words(data.problemFields)).flatMap((field) => {
    const [name, nth] = field.split('.');
    const named = [`${name}-${nth}`, ...(nth === '1' ? [name] : [])].map((id) => at.get(id)).filter((element) => element && isField(element));
    return named.length && !named.some(({ attributes }) => attributes['aria-invalid'] === 'true') ? [`${field} is complained about, and ${named.map(shown)} is not invalid`] : [];
  });
}

export function errorProblems(page) {
  const at = new Map(page.all.filter(({ attributes }) => attributes.id).map((element) => [element.attributes.id, element]));
  return [linkProblems, tieProblems, fieldProblems].flatMap((look) => look(page, at));
}
