// The flight service as it is seen over a line on which questions and answers get lost.
import http from 'node:http';
import { ask } from './browser.mjs';
import { stack } from './stack.mjs';

async function forward({ method, url, headers: { authorization, 'if-match': ifMatch } }, body) {
  return ask(stack.flightsUrl + url, { method, body, headers: { ...(authorization && { Authorization: authorization }), ...(ifMatch && { 'If-Match': ifMatch }), ...(body && { 'Content-Type': 'application/json' }) } });
}

// What is written gets lost on the way there ("requests"), on the way back ("answers"), or comes there when `deliver` is called ("late": the answer is lost; "slow": it is not); is refused for now ("refusals"); or nobody
// gets an answer to what they look up, not in time ("time") or not at all ("looks"). `unreadable` is a departure's path whose answer nobody understands once it was changed; with `isFeedLate` the feed has nothing new.
export async function lossyLine() {
  const line = { loses: 'nothing', waiting: [], deliver: () => Promise.all(line.waiting.splice(0).map((go) => go())) };
  async function answer(request, response, body) {
    const isWriting = request.method !== 'GET';
    const { loses } = line;
    if (!isWriting && loses === 'time') return undefined;
    if (loses === (isWriting ? 'requests' : 'looks')) return request.socket.destroy();
    if (isWriting && loses === 'refusals') return response.writeHead(503, { 'Content-Type': 'application/problem+json' }).end('{"outcome":"none","detail":"not now"}');
    if (isWriting && loses === 'late') {
      line.waiting.push(() => forward(request, body));
      return request.socket.destroy();
    }
    if (isWriting && loses === 'slow') await new Promise((resolve) => { line.waiting.push(resolve); });
    const { status, headers, body: text } = await forward(request, body);
    if (isWriting && loses === 'answers') return request.socket.destroy();
    response.writeHead(status, Object.fromEntries(['content-type', 'etag'].filter((name) => headers[name]).map((name) => [name, headers[name]])));
    if (!isWriting && request.url === line.unreadable && JSON.parse(text).version > 1) return response.end('{}');
    return response.end(line.isFeedLate && request.url.startsWith('/v1/changes') ? JSON.stringify({ ...JSON.parse(text), changes: [] }) : text);
  }
  const server = http.createServer((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => answer(request, response, parts.length ? Buffer.concat(parts).toString() : undefined));
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return Object.assign(line, { url: `http://127.0.0.1:${server.address().port}`, close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }) });
}
