import { escapeHtml, ICON, MARK } from '../../pages/html.ts';
import { CLOSED, hashes, pageHeaders } from '../../pages/policy.ts';
import { CALLBACK_FAULT_KINDS } from '../callbacks/faults.ts';
import { FAULT_KINDS } from '../faults/fault-scripts.ts';
import type { RawReply } from '../server/loopback-server.ts';
import { button, check, field, form, select, table } from './page-parts.ts';
import { CONTROL_SCRIPT } from './page-script.ts';
import { CONTROL_STYLE } from './page-style.ts';

export interface ControlView {
  readonly vendor: string;
  readonly actions: readonly string[];
  readonly lines: readonly string[];
  /** Whether a room by number and a room by text are two. */
  readonly hasRoomIdTypes: boolean;
  readonly hasWhiteboards: boolean;
}

/** Answers the control page. The policy allows only scripts and styles of the page. */
export function controlPage(view: ControlView): RawReply {
  const page = pageOf(view);
  const policy = [
    ...CLOSED,
    `style-src ${hashes(page, 'style')}`,
    `script-src ${hashes(page, 'script')}`,
    "connect-src 'self'",
  ];
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', ...pageHeaders(policy) },
    body: page,
  };
}

function pageOf(view: ControlView): string {
  const vendor = escapeHtml(view.vendor);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${vendor} emulator</title>
<link rel="icon" href="${ICON}">
<style>${CONTROL_STYLE}</style>
</head>
<body>
<header>
<div class="brand">${MARK}<span>Tapedeck</span><small>emulator</small></div>
<h1>Drive the ${vendor} emulator</h1>
<p class="lead">Every form sends one call under <code>/__control</code>; curl can send the same calls.
No call reaches ${vendor}.</p>
</header>
<main>
${[clock(), audience(), rooms(view), tasks(), faults(view), callbacks(view), rate()].join('\n')}
</main>
<div id="said" role="status"></div>
<script>${CONTROL_SCRIPT}</script>
</body>
</html>
`;
}

function section(id: string, title: string, text: string, ...parts: readonly string[]): string {
  return `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><p>${text}</p>\n${parts.join('\n')}\n</section>`;
}

const JUMPS: readonly (readonly [label: string, ms: number])[] = [
  ['30 seconds', 30_000],
  ['5 minutes', 300_000],
  ['1 hour', 3_600_000],
  ['1 day', 86_400_000],
];

function clock(): string {
  const jumps = JUMPS.map(([label, advanceMs]) => button(`+ ${label}`, 'POST clock', { advanceMs }));
  return section(
    'clock',
    'Clock',
    'Recordings, files and callbacks follow this clock. The clock runs by itself and moves forwards only.',
    '<output data-from="clock#now"></output>',
    `<div class="row" role="group" aria-label="Move the clock on">${jumps.join('')}</div>`,
    form(
      'POST clock',
      'Move on',
      field('Seconds', 'advanceMs', { as: 'seconds', type: 'number', min: 0, required: true }),
    ),
  );
}

function audience(): string {
  const labels = {
    true: 'Rooms are alive: guests join an empty room when a recording starts there, and leave when the recording ends.',
    false: 'Rooms are empty until a user joins through the form below.',
  };
  return section(
    'audience',
    'Guests',
    'The setting applies to recordings that start from now on. Guests stay for an hour at most.',
    `<p data-from="audience#alive" data-labels="${escapeHtml(JSON.stringify(labels))}"></p>`,
    `<div class="row">${button('Make rooms alive', 'POST audience', { alive: true })}${button('Leave rooms empty', 'POST audience', { alive: false })}</div>`,
  );
}

function rooms({ hasRoomIdTypes, hasWhiteboards }: ControlView): string {
  const verbs = ['join', 'publish', 'leave', ...(hasWhiteboards ? ['activity'] : []), 'end'];
  return section(
    'rooms',
    'Rooms',
    `A user joins, publishes or leaves. <code>end</code> removes all users and dissolves the room.${hasWhiteboards ? ' <code>activity</code> is a stroke on a whiteboard.' : ''}`,
    form(
      'POST rooms/{room}/{verb}',
      'Send',
      field('Room', 'room', { required: true }),
      select('What happens', 'verb', verbs),
      field('User', 'user', { value: 'carol' }),
      field('Application, if there are several', 'app'),
      ...(hasRoomIdTypes ? [select('Kind of room id', 'roomIdType', ['', 'NUMBER', 'TEXT'])] : []),
      check('publishes', 'publishes'),
    ),
    table('Rooms in use', 'rooms#rooms', [
      'app',
      'room',
      ...(hasRoomIdTypes ? ['roomIdType'] : ['sessionId']),
      'users',
      'publishers',
    ]),
  );
}

function tasks(): string {
  return section(
    'tasks',
    'Tasks',
    'Every recording of the store in its actual state, including recordings that the vendor no longer reports. The latest 20.',
    table('Recordings', 'tasks#tasks', ['state', 'room', 'startedAt', 'endedAt', 'app', 'key', 'taskId']),
  );
}

function faults({ actions }: ControlView): string {
  return section(
    'faults',
    'Faults of calls',
    'The next calls of an action fail. The README of the vendor lists the effects on the caller.',
    form(
      'POST faults',
      'Add',
      select('Kind', 'kind', FAULT_KINDS),
      select('Action', 'action', ['', ...actions]),
      field('Times', 'times', { as: 'number', type: 'number', min: 1 }),
      field('Delay in ms', 'delayMs', { as: 'number', type: 'number', min: 0 }),
      field('HTTP status', 'status', { as: 'number', type: 'number', min: 400 }),
      field('Error code', 'code'),
    ),
    table('Waiting for a call', 'faults#waiting', ['kind', 'action', 'times', 'delayMs', 'status', 'code']),
    `<div class="row">${button('Remove all', 'DELETE faults')}</div>`,
  );
}

function callbacks({ lines }: ControlView): string {
  return section(
    'callbacks',
    'Callbacks',
    'Addresses of callbacks, sent callbacks, and faults of the next callbacks.',
    form(
      'POST callbacks',
      'Set',
      select('Callback', 'line', lines),
      field('Application, all if empty', 'app'),
      field('Address', 'url', { type: 'url' }),
      field('Key', 'key'),
    ),
    table('Addresses', 'callbacks#addresses', ['line', 'app', 'origin', 'hasKey']),
    table('Sent, the latest 20', 'callbacks#sent', [
      'at',
      'line',
      'type',
      'outcome',
      'attempts',
      'status',
      'kind',
      'taskId',
    ]),
    '<h3>Faults of callbacks</h3>',
    form(
      'POST callbacks/faults',
      'Add',
      select('Kind', 'kind', CALLBACK_FAULT_KINDS),
      select('Callback', 'line', ['', ...lines]),
      field('Event type', 'type'),
      field('Times', 'times', { as: 'number', type: 'number', min: 1 }),
      field('Delay in ms', 'delayMs', { as: 'number', type: 'number', min: 0 }),
    ),
    table('Waiting for a callback', 'callbacks/faults#waiting', ['kind', 'line', 'type', 'times', 'delayMs']),
    `<div class="row">${button('Remove all', 'DELETE callbacks/faults')}</div>`,
  );
}

function rate(): string {
  return section(
    'rate',
    'Rate',
    'Maximum number of calls of each action in any one second.',
    table('Calls', 'rate#mostInASecond', ['action', 'most']),
    `<div class="row">${button('Reset', 'DELETE rate')}</div>`,
  );
}
