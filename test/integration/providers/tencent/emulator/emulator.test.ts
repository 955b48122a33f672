import { expect, it } from 'vitest';
import { Audience, type GuestRow } from '../../../../../src/emulation/audience/audience.ts';
import { memoryStore } from '../../../../../src/emulation/store/store.ts';
import { CallbackWatch } from '../../../../../src/emulation/callbacks/watch.ts';
import type { EmulatedCall } from '../../../../../src/emulation/server/request-log.ts';
import { Failures } from '../../../../../src/emulation/faults/failures.ts';
import { stageOf } from '../../../../../src/providers/tencent/emulator/shared/stage.ts';
import { newProducts } from '../../../../../src/providers/tencent/emulator/products.ts';
import { RobotCheck } from '../../../../../src/providers/tencent/emulator/shared/robots.ts';
import { Rooms } from '../../../../../src/providers/tencent/emulator/shared/rooms.ts';
import { responseOf, startCaller } from './caller.ts';
import { GME, TIW } from './api/parameters-of.ts';

it('remembers what it received, with every digit', async () => {
  const { emulator, call } = await startCaller();
  const started = responseOf(await call('tiw', 'StartOnlineRecord', TIW));
  const stopped = responseOf(await call('gme', 'StopRecord', { BizId: 1, TaskId: 446192236330927912n }));
  expect(emulator.calls).toEqual([
    {
      service: 'tiw',
      action: 'StartOnlineRecord',
      region: 'ap-singapore',
      body: TIW,
      requestId: started.RequestId,
      code: null,
    },
    {
      service: 'gme',
      action: 'StopRecord',
      region: 'ap-singapore',
      body: { BizId: 1, TaskId: 446192236330927912n },
      requestId: stopped.RequestId,
      code: 'ResourceNotFound.TaskNotFound',
    },
  ]);
});

it('does not keep the parameters of a caller it does not know', async () => {
  const { emulator, call } = await startCaller();
  await call('gme', 'StartRecord', GME, { secretId: 'AKIDother' });
  expect(emulator.calls).toMatchObject([{ body: null, code: 'AuthFailure.SecretIdNotFound' }]);
});

it('shows every call, without a parameter or a secret', async () => {
  const summaries: EmulatedCall[] = [];
  const { call } = await startCaller({ onCall: (it) => summaries.push(it) });
  const started = responseOf(await call('gme', 'StartRecord', GME));
  const refused = responseOf(await call('gme', 'StartRecord', GME));
  expect(summaries).toEqual([
    {
      service: 'gme',
      action: 'StartRecord',
      requestId: started.RequestId,
      code: null,
      taskId: String(started.TaskId),
    },
    { service: 'gme', action: 'StartRecord', requestId: refused.RequestId, code: 'ResourceInUse.TaskInUse' },
  ]);
});

it.each(['tiw', 'gme', 'trtc'])('carries every action of %s out', (service) => {
  const now = () => 0;
  const robots = new RobotCheck(new Map(), now);
  const rooms = new Rooms();
  const store = memoryStore();
  const tables = { guests: store.table<GuestRow>('guests'), settings: store.table<boolean>('audience') };
  const audience = new Audience(
    stageOf(rooms, () => Infinity),
    tables,
    now,
    false,
  );
  const parts = { store, rooms, robots, audience, watch: new CallbackWatch(), addressOf: () => '' };
  const failures = new Failures([]);
  const signing = { callbackKeys: {}, gmeCallbackForm: 'base64' as const };
  const harness = { now, site: 'intl' as const, isOwnApplication: () => true, ...parts, ...signing, failures };
  const product = newProducts(harness)[service]!;
  expect(Object.keys(product.effects).sort()).toEqual(Object.keys(product.contract.actions).sort());
});

it('keeps the tasks of two emulators apart', async () => {
  const [one, other] = [await startCaller(), await startCaller()];
  expect(await one.code('gme', 'StartRecord', GME)).toBeNull();
  expect(await other.code('gme', 'StartRecord', GME)).toBeNull();
});
