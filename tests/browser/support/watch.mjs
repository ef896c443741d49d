// What a page was made of and what its browser complained about, from before it is gone to.

// Kept by the page itself while it is built: how far its content moved. Less than a thousandth of the screen is a line of text that came in two parts.
function keepShifts() {
  globalThis.shifted = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) if (value >= 0.001) globalThis.shifted.push(`${value.toFixed(4)} by ${sources.map(({ node }) => node?.nodeName).join(' ')}`);
  }).observe({ type: 'layout-shift', buffered: true });
}

// Follows `page`, which keeps nothing of former pages: every file is transferred for each.
export async function watch(page) {
  const session = await page.context().newCDPSession(page);
  const complaints = [];
  let files = new Map();
  const documents = new Set();

  await page.addInitScript(keepShifts);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  session.on('Network.requestWillBeSent', ({ requestId, loaderId, type, request }) => {
    if (type === 'Document' && requestId === loaderId) {
      files = new Map();
      documents.add(request.url);
    }
    // The browser's own signs, in its date fields, are such addresses.
    if (!request.url.startsWith('data:')) files.set(requestId, { type, url: request.url, bytes: 0 });
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (files.has(requestId)) Object.assign(files.get(requestId), { bytes: encodedDataLength, hasCome: true });
  });
  session.on('Network.loadingFailed', ({ requestId, canceled }) => {
    // What a former page still wanted is nobody's any more.
    if (canceled) files.delete(requestId);
    else if (files.has(requestId)) files.get(requestId).isLost = true;
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    const text = message.text();
    // A page that refuses says so in its status, which is no fault.
    const isRefusal = /^Failed to load resource: the server responded with a status of [45]\d\d/.test(text) && documents.has(message.location().url);
    if (['error', 'warning'].includes(message.type()) && !isRefusal) complaints.push(`${text} (${message.location().url})`);
  });
  return {
    complaints,
    // The present page's files, once all have come or are lost: [{type: 'Document', url, bytes, hasCome}], bytes as they came, headers too (0: the browser had its icon).
    files: async () => {
      const isComing = () => [...files.values()].some(({ hasCome, isLost }) => !hasCome && !isLost);
      for (let i = 0; i < 100 && isComing(); i++) await new Promise((resolve) => setTimeout(resolve, 50));
      return [...files.values()];
    },
    // The present page as it came.
    text: async () => {
      const [[requestId]] = files;
      const { body, base64Encoded } = await session.send('Network.getResponseBody', { requestId });
      return base64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
    },
  };
}
