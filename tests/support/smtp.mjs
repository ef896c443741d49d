// A mail server as the worker may meet one: it takes mails and keeps them, refuses an address, or takes connections and says nothing.
import net from 'node:net';

// `state.isSilent` may be changed at any time; who is connected then is cut off by `cut`. `mails`: {to, text} of what was taken.
export async function mailServer(state = {}) {
  const clients = new Set();
  const server = Object.assign(state, { knocks: 0, mails: [], refused: [] });
  function talk(client) {
    let to, text, rest = '';
    const say = (line) => client.write(`${line}\r\n`);
    const take = (line) => {
      if (text !== undefined) {
        if (line !== '.') return void text.push(line);
        server.mails.push({ to, text: text.join('\r\n') });
        text = undefined;
        return say('250 taken');
      }
      const address = /^RCPT TO:<(.*)>/i.exec(line)?.[1];
      if (address !== undefined && address === server.refuses) {
        server.refused.push(address);
        return say('550 nobody of that name');
      }
      to = address ?? to;
      if (/^DATA$/i.test(line)) text = [];
      return say(text ? '354 go on' : /^QUIT$/i.test(line) ? '221 bye' : '250 well');
    };
    say('220 well');
    client.on('data', (piece) => {
      const lines = (rest + piece).split('\r\n');
      rest = lines.pop();
      lines.forEach(take);
    });
  }
  const listener = net.createServer((client) => {
    server.knocks++;
    clients.add(client);
    client.on('error', () => undefined).on('close', () => clients.delete(client));
    if (server.isSilent) client.resume();
    else talk(client);
  });
  await new Promise((resolve) => { listener.listen(0, '127.0.0.1', resolve); });
  server.url = `smtp://127.0.0.1:${listener.address().port}`;
  server.cut = () => clients.forEach((client) => client.destroy());
  server.close = () => {
    listener.close();
    server.cut();
  };
  return server;
}
