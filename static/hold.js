// The time that a hold has left, and keeping it longer without loading the page anew. The page works without it.
// What is said stands in the page, in its language: {name} is put in.
const say = (word, values = {}) => document.querySelector(`[data-word="${word}"]`).textContent.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const kept = document.querySelector('#kept');
const more = document.querySelector('form[data-form="extend"]');
const news = document.createElement('p');
news.className = 'note news';
news.setAttribute('role', 'status');
(kept.closest('.kept') ?? kept).after(news);

let end = 0;
let isWarned = false;

const minutesLeft = (seconds) => {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return say('less');
  return say(minutes === 1 ? 'minute' : 'minutes', { n: minutes });
};

// Only the text changes, and nothing is read out, until time is short and once more when it is over.
function count() {
  const place = kept.querySelector('[data-seconds-left]');
  const seconds = (end - performance.now()) / 1000;
  const text = seconds > 0 ? minutesLeft(seconds) : say('over');
  if (place.textContent !== text) place.textContent = text;
  if (seconds <= 0) news.textContent = say('ended');
  else if (seconds < 120 && !isWarned) {
    isWarned = true;
    news.textContent = say(more ? 'short-more' : 'short');
  }
  if (seconds > 0) setTimeout(count, Math.min(seconds * 1000 + 50, 5000));
}

function begin() {
  end = performance.now() + Number(kept.querySelector('[data-seconds-left]').dataset.secondsLeft) * 1000;
  count();
}

// The answer is the hold's page: what it says of the time is put into this one, so that nothing typed is lost.
async function keepLonger(event) {
  event.preventDefault();
  const button = more.querySelector('button');
  button.disabled = true;
  try {
    const answer = await fetch(more.action, { method: 'POST', body: new URLSearchParams(new FormData(more)) });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const main = page.querySelector('main');
    if (answer.ok && main.dataset.state === 'open') {
      Object.assign(document.querySelector('main').dataset, { version: main.dataset.version, expiresAt: main.dataset.expiresAt });
      kept.replaceChildren(...page.querySelector('#kept').childNodes);
      isWarned = false;
      begin();
      news.textContent = say('kept', { time: kept.querySelector('time').textContent });
    } else news.textContent = say('refused', { why: page.querySelector('[role="alert"] h2, h1').textContent });
  } catch {
    news.textContent = say('lost');
  }
  button.disabled = false;
}

begin();
more?.querySelector('button').addEventListener('click', keepLonger);
