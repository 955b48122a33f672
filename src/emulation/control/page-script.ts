/** The script of the page: sends forms as JSON and displays the emulator's answers as text, never as markup. */
export const CONTROL_SCRIPT = `'use strict';
const said = document.getElementById('said');
const say = (text, isWrong) => {
  said.textContent = text;
  said.className = isWrong ? 'wrong' : '';
};

async function ask(method, path, body) {
  const init = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch('/__control/' + path, { method, ...init });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

const READERS = {
  text: (input) => input.value.trim(),
  number: (input) => Number(input.value),
  seconds: (input) => Math.round(Number(input.value) * 1000),
  yes: (input) => input.checked,
};

function membersOf(form) {
  const members = {};
  for (const input of form.querySelectorAll('[name]')) {
    const as = input.dataset.as ?? 'text';
    if (as !== 'yes' && input.value.trim() === '') continue;
    members[input.name] = READERS[as](input);
  }
  return members;
}

async function send(target, members) {
  const [method, template] = target.split(' ');
  const path = template.replace(/\\{(\\w+)\\}/g, (_, name) => {
    const value = encodeURIComponent(members[name] ?? '');
    delete members[name];
    return value;
  });
  try {
    await ask(method, path, method === 'DELETE' ? undefined : members);
    say('Done: ' + method + ' /__control/' + path);
  } catch (error) {
    say('Refused: ' + error.message, true);
  }
  await refresh();
}

document.addEventListener('submit', (event) => {
  event.preventDefault();
  const members = membersOf(event.target);
  // A whiteboard or a room has no users of its own to name.
  if (members.verb === 'end' || members.verb === 'activity') delete members.user;
  if (members.verb !== 'join' && members.verb !== 'publish') delete members.publishes;
  send(event.target.dataset.send, members);
});
document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-send]');
  if (button) send(button.dataset.send, JSON.parse(button.dataset.body ?? '{}'));
});

const TIMES = ['startedAt', 'endedAt', 'at', 'since', 'now'];
function textOf(name, value) {
  if (value === null || value === undefined) return '';
  if (TIMES.includes(name)) return new Date(value).toISOString().slice(0, 19).replace('T', ' ');
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function fill(place, value) {
  const { columns, labels, from } = place.dataset;
  if (labels) place.textContent = JSON.parse(labels)[String(value)];
  else if (!columns) place.textContent = textOf(from.split('#')[1], value) + ' UTC';
  else place.replaceChildren(...rowsOf(JSON.parse(columns), value));
}

function rowsOf(columns, value) {
  const list = Array.isArray(value) ? value.slice(-20).reverse() : Object.entries(value).map(([action, most]) => ({ action, most }));
  const rows = list.map((one) => columns.map((name) => textOf(name, one[name])));
  if (rows.length === 0) rows.push(['None.']);
  return rows.map((texts) => {
    const row = document.createElement('tr');
    for (const text of texts) row.insertCell().textContent = text;
    if (texts.length < columns.length) row.cells[0].colSpan = columns.length;
    return row;
  });
}

const shown = new Map();
async function refresh() {
  const places = [...document.querySelectorAll('[data-from]')];
  const paths = [...new Set(places.map((place) => place.dataset.from.split('#')[0]))];
  try {
    const answers = new Map(await Promise.all(paths.map(async (path) => [path, await ask('GET', path)])));
    for (const place of places) {
      const [path, member] = place.dataset.from.split('#');
      const value = answers.get(path)[member];
      const print = JSON.stringify(value);
      if (shown.get(place) === print) continue; // so that a selection stays
      shown.set(place, print);
      fill(place, value);
    }
  } catch {
    say('The emulator does not answer.', true);
  }
}

refresh();
setInterval(() => {
  if (document.visibilityState === 'visible') refresh();
}, 2000);
`;
