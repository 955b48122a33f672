import type { StoreName } from '../store.ts';

// Generates recordings from numbers, the same in both stores. The members of a recording follow from a hash of the number,
// so that products, states, rooms and labels are uncorrelated.

/** Creation time of the first recording, Unix ms. The recordings follow at intervals of a second. */
export const FIRST_MADE_AT = 1_750_000_000_000;

/** Number of rooms with many recordings. Every other room has one recording. */
export const HALLS = 30;

/** Number of values of the label `tenant`. */
export const TENANTS = 50;

/** Generated ids sort in order, and before the ids of a server, which begin with the time. */
function id(store: StoreName): string {
  const text = (value: string, width: number): string =>
    store === 'sqlite' ? `printf('%0${width}d', ${value})` : `lpad((${value})::text, ${width}, '0')`;
  return `'rec_' || ${text('n', 10)} || ${text('n * 7919 % 1000000007', 12)}`;
}

function numbers(store: StoreName, from: number, to: number): string {
  const source =
    store === 'sqlite'
      ? `(with recursive counted(n) as (select ${from} union all select n + 1 from counted where n < ${to}) select n from counted)`
      : `generate_series(${from}::bigint, ${to}::bigint) as series(n)`;
  return `(select n, n * 2654435761 % 4294967291 as h from ${source}) as numbers`;
}

function pick(of: string, choices: readonly (readonly [below: number, value: string])[], otherwise: string): string {
  return `case ${choices.map(([below, value]) => `when ${of} < ${below} then ${value}`).join(' ')} else ${otherwise} end`;
}

const PRODUCT = pick(
  'h / 7 % 10',
  [
    [4, `'TIW'`],
    [6, `'TRTC_ROOM'`],
    [7, `'TRTC_WEB'`],
    [9, `'GME'`],
  ],
  `'RONGCLOUD'`,
);

/** State of a recording: one in 20 is live. */
const STATE = pick(
  'h / 70 % 1000',
  [
    [30, `'RECORDING'`],
    [35, `'PAUSED'`],
    [40, `'STARTING'`],
    [45, `'STOPPING'`],
    [49, `'PROCESSING'`],
    [50, `'UNKNOWN'`],
    [75, `'FAILED'`],
    [85, `'INCOMPLETE'`],
    [86, `'ABANDONED'`],
  ],
  `'COMPLETE'`,
);

const ROOM = `case when h / 11 % 2 = 0 then 'hall-' || (h / 22 % ${HALLS}) else 'lesson-' || n end`;
const TENANT = `'t-' || (h / 13 % ${TENANTS})`;
const COURSE = `'c-' || (h / 650 % 1000)`;
const MADE_AT = `${FIRST_MADE_AT} + n * 1000`;

const DUE_AT = `${FIRST_MADE_AT} + n * 10`;
const LIVE = `('RECORDING', 'PAUSED', 'STARTING', 'STOPPING', 'PROCESSING', 'UNKNOWN')`;

/** Parameters with about 350 characters, as in a real start. */
const PARAMS = `'{"sdkAppId":1400000001,"roomId":' || n || ',"groupId":"class-' || n || '","whiteboard":{"width":1280,"height":720,"initParam":"{\\"ratio\\":\\"16:9\\",\\"textSize\\":0}"},"mixStream":{"enabled":true,"disableAudio":false,"modelId":1,"teacherId":"teacher-' || n || '"},"extras":["MIX_STREAM"],"audioFileNeeded":true,"recordControl":{"enabled":true,"pullAudio":true},"chatGroupId":"chat-' || n || '"}'`;

const ERRORS = `'[{"code":"VENDOR_REJECTED","message":"the vendor refused the start","vendorCode":"InvalidParameter.Room","vendorRequestId":"6a9c2c8e-7d7e-4a5b-9d3e-0f8c1c4d2b5a","retryable":false}]'`;

/** Inserts recordings. `live`: all recordings run. Next actions follow at intervals of 10 ms; one in 50 is urgent. */
export function recordingsSql(store: StoreName, from: number, to: number, live: boolean): string {
  const columns: Readonly<Record<string, string>> = {
    id: id(store),
    product: PRODUCT,
    account: `'14000000' || (h / 17 % 20)`,
    room: ROOM,
    state: 'state',
    cause: `case when state in ('COMPLETE', 'PROCESSING', 'STOPPING') then 'CLIENT' when state = 'FAILED' then 'REFUSED' end`,
    evidence: `'POLL'`,
    wanted: `case when state in ('COMPLETE', 'PROCESSING', 'STOPPING') then 'STOPPED' else 'RECORDING' end`,
    attempt: '1',
    task_id: `'task-' || h || '-' || n`,
    accepted: '1',
    begun_at: `${MADE_AT} + 3000`,
    paused_at: `case when state = 'PAUSED' then ${MADE_AT} + 60000 end`,
    ended_at: `case when state in ('COMPLETE', 'INCOMPLETE', 'ABANDONED', 'PROCESSING') then ${MADE_AT} + 3000000 end`,
    stop_wanted_at: `case when state in ('COMPLETE', 'STOPPING', 'PROCESSING') then ${MADE_AT} + 2900000 end`,
    vendor_key: `'tapedeck_' || h || '_' || n`,
    ref: `'{"region":"ap-singapore","sessionId":"session-' || n || '"}'`,
    params: PARAMS,
    answer: `'{"taskId":"task-' || n || '","requestId":"6a9c2c8e-7d7e-4a5b-9d3e-0f8c1c4d2b5a"}'`,
    errors: `case when state = 'FAILED' then ${ERRORS} end`,
    labels: `'{"tenant":"' || ${TENANT} || '","course":"' || ${COURSE} || '"}'`,
    metadata: `'{"lesson":"' || n || '","booking":"https://school.example/bookings/' || n || '"}'`,
    created_at: MADE_AT,
    updated_at: `${MADE_AT} + 3000000`,
    sent_at: MADE_AT,
    controllable_until: `${MADE_AT} + 86400000`,
    next_action_at: `case when state in ${LIVE} then ${DUE_AT} end`,
    urgent_at: `case when state in ${LIVE} then case when h % 50 = 0 then ${DUE_AT} else ${MADE_AT} + 86000000 end end`,
    fence: '2',
    tries: '0',
    news_at: `${MADE_AT} + 3000000`,
    last_change: '4',
    leased: '0',
  };
  const known = `(select n, h, ${live ? `'RECORDING'` : STATE} as state from ${numbers(store, from, to)}) as known`;
  return `insert into recordings (${Object.keys(columns).join(', ')}) select ${Object.values(columns).join(', ')} from ${known}`;
}

export function labelsSql(store: StoreName, from: number, to: number): string {
  return `insert into recording_labels (recording_id, name, value)
    select ${id(store)}, label, case when label = 'tenant' then ${TENANT} else ${COURSE} end
    from ${numbers(store, from, to)} cross join (select 'tenant' as label union all select 'course') as labels`;
}

/** Inserts four changes per recording. */
export function changesSql(store: StoreName, from: number, to: number): string {
  const steps = [
    [1, `null`, `'STARTING'`, `'CLIENT'`, 0],
    [2, `'STARTING'`, `'RECORDING'`, `'POLL'`, 3000],
    [3, `'RECORDING'`, `'PROCESSING'`, `'ANSWER'`, 2_900_000],
    [4, `'PROCESSING'`, `'COMPLETE'`, `'POLL'`, 3_000_000],
  ] as const;
  const table = steps.map(
    ([number, before, after, evidence, wait]) =>
      `select ${number} as number, ${before} as from_state, ${after} as to_state, ${evidence} as evidence, ${wait} as wait`,
  );
  return `insert into changes (seq, recording_id, number, kind, at, from_state, to_state, cause, evidence)
    select 4 * n + number, ${id(store)}, number, 'STATE', ${MADE_AT} + wait, from_state, to_state, case when number > 2 then 'CLIENT' end, evidence
    from ${numbers(store, from, to)} cross join (${table.join(' union all ')}) as steps`;
}

/** Inserts three files per recording. */
export function filesSql(store: StoreName, from: number, to: number): string {
  const names = ['mixed', 'teacher', 'whiteboard'].map((name) => `select '${name}' as track`).join(' union all ');
  return `insert into files (recording_id, name, state, user_id, track, format, url, size_bytes, begins_at, ends_at, seen_at)
    select ${id(store)}, track || '-' || n || '.mp4', 'READY', case when track = 'teacher' then 'teacher-' || n end, track, 'mp4',
      'https://files.example/2026/' || n || '/' || track || '.mp4', 1000000 + h, ${MADE_AT} + 3000, ${MADE_AT} + 2900000, ${MADE_AT} + 3000000
    from ${numbers(store, from, to)} cross join (${names}) as tracks`;
}
