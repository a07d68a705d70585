// The page's own script: asks the API with the reader's key, which stays in this tab, and draws. No library.
const texts = JSON.parse(document.getElementById('texts').textContent);
const find = (selector) => document.querySelector(selector);
const numbers = find('#numbers');
const everyMs = 2000;
const keptPoints = 60;
const storage = 'danqing.key';

const whole = new Intl.NumberFormat(texts.locale, { maximumFractionDigits: 0 });
const rates = new Intl.NumberFormat(texts.locale, { maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat(texts.locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const states = ['passed', 'dropped', 'parked', 'lag'];

let points = [];
let last;
let timer;

const moment = (date) => clock.format(date);
const say = (selector, text) => {
  find(selector).textContent = text;
};

async function ask(path, key) {
  const answer = await fetch(path, { headers: { authorization: `Bearer ${key}` }, cache: 'no-store' });
  if (answer.status === 401 || answer.status === 403) throw Object.assign(new Error('refused'), { refused: answer.status });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function drawFlow(flow) {
  for (const state of states) {
    find(`.bar [data-state="${state}"]`).style.flexGrow = flow[state];
    say(`[data-flow="${state}"]`, whole.format(flow[state]));
  }
  say('#live', flow.live.pending === 0 ? texts.caughtUp : texts.pending.replace('{n}', whole.format(flow.live.pending)));
  const rows = flow.sources.map((source) => {
    const row = document.createElement('tr');
    for (const text of [source.name, ...['accepted', ...states].map((name) => whole.format(source[name]))]) row.insertCell().textContent = text;
    return row;
  });
  find('#sources tbody').replaceChildren(...rows);
  find('#sources').hidden = rows.length === 0;
}

function drawRate(accepted, at) {
  const rate = last === undefined ? undefined : Math.max(0, ((accepted - last.accepted) * 1000) / (at - last.at));
  last = { accepted, at };
  if (rate === undefined) return;
  points = [...points, rate].slice(-keptPoints);
  say('[data-number="perSecond"]', rates.format(rate));
  const peak = Math.max(...points);
  const top = peak || 1;
  const step = 240 / (keptPoints - 1);
  const line = points.map((value, index) => `${((keptPoints - points.length + index) * step).toFixed(1)},${(78 - (value / top) * 74).toFixed(1)}`);
  const start = ((keptPoints - points.length) * step).toFixed(1);
  find('#rate .line').setAttribute('d', `M${line.join('L')}`);
  find('#rate .area').setAttribute('d', `M${start},80L${line.join('L')}L240,80Z`);
  say('#peak', texts.peak.replace('{n}', rates.format(peak)));
}

function draw(flow, status) {
  const now = new Date();
  numbers.dataset.view = 'open';
  numbers.toggleAttribute('data-empty', flow.accepted === 0);
  for (const name of ['profiles', 'segments', 'tags']) say(`[data-number="${name}"]`, whole.format(status.counts[name]));
  say('[data-number="accepted"]', whole.format(flow.accepted));
  drawFlow(flow);
  drawRate(flow.accepted, now.getTime());
  say('#moment', texts.asOf.replace('{moment}', moment(now)));
  say('#away', '');
  say('#wrong', '');
}

function lock(reason) {
  clearTimeout(timer);
  sessionStorage.removeItem(storage);
  points = [];
  last = undefined;
  numbers.dataset.view = 'locked';
  say('#moment', '');
  say('#wrong', reason);
}

async function refresh() {
  clearTimeout(timer);
  const key = sessionStorage.getItem(storage);
  if (key === null) return;
  try {
    const [flow, status] = await Promise.all([ask('/api/v1/pipeline', key), ask('/api/v1/status', key)]);
    if (sessionStorage.getItem(storage) !== key) return;
    draw(flow, status);
  } catch (error) {
    if (error.refused !== undefined) return lock(error.refused === 401 ? texts.wrongKey : texts.noScope);
    const of = last === undefined ? '–' : moment(new Date(last.at));
    say(numbers.dataset.view === 'open' ? '#away' : '#wrong', texts.away.replace('{moment}', of));
  }
  timer = setTimeout(refresh, everyMs);
}

async function watchEngines() {
  try {
    const state = await (await fetch('/readyz', { cache: 'no-store' })).json();
    const isReady = state.status === 'ready';
    find('#state').dataset.good = String(isReady);
    say('#state h1 span', isReady ? texts.ready : texts.notReady);
    for (const item of document.querySelectorAll('[data-engine]')) {
      const word = state[item.dataset.engine];
      item.dataset.good = String(word === 'ready' || word === 'done');
      item.querySelector('b').textContent = texts.engineState[word];
    }
  } catch {
    find('#state').dataset.good = 'false';
    say('#state h1 span', texts.notReady);
  }
  setTimeout(watchEngines, 5000);
}

find('#unlock').addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem(storage, find('#key').value.trim());
  find('#key').value = '';
  refresh();
});
find('#forget').addEventListener('click', () => lock(''));
for (const button of document.querySelectorAll('.copy')) {
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.nextElementSibling.textContent);
    button.textContent = texts.copied;
    setTimeout(() => {
      button.textContent = texts.copy;
    }, 1500);
  });
}
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) refresh();
});
setTimeout(watchEngines, 5000);
refresh();
