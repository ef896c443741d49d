// Is a page good HTML, as its server sent it? Rules of html-validate.
import { HtmlValidate, StaticConfigLoader } from 'html-validate';

const validator = new HtmlValidate(new StaticConfigLoader({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    // What machines write need not be beautiful: templates are sent without the blanks and line ends of people.
    'no-trailing-whitespace': 'off',
    'doctype-style': ['error', { style: 'lowercase' }],
    // A form says a thing of each passenger, departure and seat under one name: the outside contract.
    'form-dup-name': 'off',
    // ARIA lets lists have names.
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    // An input is for text unless it says otherwise.
    'no-implicit-input-type': 'off',
  },
}));

// "rule: words (line:column) in what stands there", a line for each that is broken.
export async function htmlProblems(text) {
  const { results } = await validator.validateString(text);
  const lines = text.split('\n');
  // The one form whose button sends another: keeping seats longer sends the passengers along, so that nothing typed is lost.
  const isMeant = ({ ruleId, line, column }) => ruleId === 'wcag/h32' && lines[line - 1].slice(column - 1).split('>', 1)[0].includes(' data-form="extend"');
  return results.flatMap(({ messages }) => messages.filter((one) => !isMeant(one)).map(({ ruleId, message, line, column }) =>
    `${ruleId}: ${message} (${line}:${column}) in ${lines[line - 1].slice(Math.max(0, column - 30), column + 130)}`));
}
