import type { Dialect } from '../../../../src/ledger/schema/store.ts';
import { MADE_AT } from '../../../shared/ledger/sample.ts';

const ID = 'rec_00000001';

const RECORDING = `insert into recordings (id, product, account, room, state, evidence, wanted, attempt, accepted, ref, labels,
  metadata, created_at, updated_at, fence, tries, news_at, last_change, leased)
  values ('${ID}', 'TIW', '1400000001', '7', 'RECORDING', 'ANSWER', 'RECORDING', 1, 1, '{"region":"ap-singapore"}', '{}',
  '{}', ${MADE_AT}, ${MADE_AT}, 1, 0, ${MADE_AT}, 2, 0)`;

/** Returns a recording with two changes, as stored by the version with text `ledgerText` of migration 0001. */
export function rowsOf(dialect: Dialect, ledgerText: number): readonly string[] {
  if (ledgerText === 1) return [RECORDING, ...firstVersion(dialect)];
  const unnumbered = dialect === 'postgres' && ledgerText >= 3;
  if (unnumbered) return [RECORDING, change(1, 1), change(undefined, 2), counter(1)];
  return [RECORDING, change(1, 1), change(2, 2), counter(2)];
}

/** Changes without kinds. The sequence of PostgreSQL left a gap after a failed commit. */
function firstVersion(dialect: Dialect): readonly string[] {
  const columns = 'seq, recording_id, number, at, from_state, to_state, evidence';
  return [1, 2].map((number) => {
    const seq = dialect === 'postgres' ? number * 3 : number;
    return `insert into changes (${columns}) values (${seq}, '${ID}', ${number}, ${MADE_AT}, ${states(number)})`;
  });
}

function change(seq: number | undefined, number: number): string {
  const [column, value] = seq === undefined ? ['', ''] : ['seq, ', `${seq}, `];
  return `insert into changes (${column}recording_id, number, kind, at, from_state, to_state, evidence)
    values (${value}'${ID}', ${number}, 'STATE', ${MADE_AT}, ${states(number)})`;
}

function counter(last: number): string {
  return `update change_counter set last_seq = ${last}`;
}

function states(number: number): string {
  return number === 1 ? `null, 'STARTING', 'CLIENT'` : `'STARTING', 'RECORDING', 'ANSWER'`;
}
