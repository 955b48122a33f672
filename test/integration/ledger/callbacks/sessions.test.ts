import { describe, expect, it } from 'vitest';
import { LEDGER_STORES } from '../../../shared/ledger-stores.ts';
import { MADE_AT } from '../../../shared/ledger/sample.ts';

const ROOM = { account: 'app-1', roomId: 'room-7' };
const going = (sessionId: string) => ({ ...ROOM, sessionId, isOver: false });
const over = (sessionId: string) => ({ ...ROOM, sessionId, isOver: true });

describe.each(LEDGER_STORES)('the directory of sessions on $name', ({ open }) => {
  const directory = async () => {
    const { ledger } = await open({ now: () => MADE_AT });
    const { sessions } = ledger;
    return { sessions, found: () => sessions.find(ROOM.account, ROOM.roomId) };
  };

  it('knows nothing about a room that no callback reported', async () => {
    const { found } = await directory();
    expect(await found()).toBeUndefined();
  });

  it('returns the session that was reported last', async () => {
    const { sessions, found } = await directory();
    await sessions.put(going('first'), MADE_AT);
    await sessions.put(going('second'), MADE_AT + 1);
    expect(await found()).toBe('second');
  });

  it('does not put older news in the place of newer', async () => {
    const { sessions, found } = await directory();
    await sessions.put(going('second'), MADE_AT + 1);
    await sessions.put(going('first'), MADE_AT);
    expect(await found()).toBe('second');
  });

  it('gives none that is over', async () => {
    const { sessions, found } = await directory();
    await sessions.put(going('first'), MADE_AT);
    await sessions.put(over('first'), MADE_AT + 1);
    expect(await found()).toBeUndefined();
  });

  it.each([
    ['the end first', [over('first'), going('first')]],
    ['the end last', [going('first'), over('first')]],
  ])('takes the end for true of two news of one time, %s', async (_order, news) => {
    const { sessions, found } = await directory();
    for (const each of news) await sessions.put(each, MADE_AT);
    expect(await found()).toBeUndefined();
  });

  it('keeps the session that followed a session whose end is reported late', async () => {
    const { sessions, found } = await directory();
    await sessions.put(going('second'), MADE_AT);
    await sessions.put(over('first'), MADE_AT + 1);
    expect(await found()).toBe('second');
  });

  it('gives the session that follows one that is over', async () => {
    const { sessions, found } = await directory();
    await sessions.put(over('first'), MADE_AT);
    await sessions.put(going('second'), MADE_AT);
    expect(await found()).toBe('second');
  });

  it('keeps applications and rooms apart', async () => {
    const { sessions, found } = await directory();
    await sessions.put(going('first'), MADE_AT);
    await sessions.put({ ...going('other'), account: 'app-2' }, MADE_AT);
    await sessions.put({ ...going('other'), roomId: 'ROOM-7' }, MADE_AT);
    expect(await found()).toBe('first');
  });

  it('forgets sessions that were not reported for long', async () => {
    const { sessions, found } = await directory();
    await sessions.put(going('first'), MADE_AT);
    expect(await sessions.drop(MADE_AT)).toBe(0);
    expect(await sessions.drop(MADE_AT + 1)).toBe(1);
    expect(await found()).toBeUndefined();
  });

  it('takes times with a fraction', async () => {
    const { sessions, found } = await directory();
    await sessions.put(going('first'), MADE_AT + 0.4);
    expect(await found()).toBe('first');
  });
});
