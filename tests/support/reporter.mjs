// Tells tests/run how each test of a Node test file went: "ok|FAIL|skip<TAB>seconds<TAB>name", and what was wrong or measured, indented.
const inner = (error) => error?.cause ?? error;

function explain(error) {
  const cause = inner(error);
  const text = typeof cause === 'string' ? cause : cause?.stack ?? cause?.message ?? String(cause);
  const lines = text.split('\n').filter((line) => !/^\s+at .*(node:internal|node:async_hooks)/.test(line));
  return lines.slice(0, 60).map((line) => `      ${line}\n`).join('');
}

export default async function* reporter(source) {
  for await (const { type, data } of source) {
    if (type === 'test:diagnostic' && data.message.startsWith('measured: ')) yield `      ${data.message}\n`;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.nesting !== 0) continue;
    const seconds = (data.details.duration_ms / 1000).toFixed(1);
    const how = data.skip !== undefined && data.skip !== false ? 'skip' : type === 'test:pass' ? 'ok' : 'FAIL';
    yield `${how}\t${seconds}\t${data.name}\n`;
    if (how === 'FAIL') yield explain(data.details.error);
  }
}
