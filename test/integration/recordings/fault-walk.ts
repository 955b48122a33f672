import { graphql, type GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import { MACHINE_TIMING } from '../../../src/calls/timing.ts';
import { readConfig } from '../../../src/config.ts';
import type { FaultScript } from '../../../src/emulation/faults/fault-scripts.ts';
import { openLedger } from '../../../src/ledger/open-ledger.ts';
import { createProviders } from '../../../src/providers/index.ts';
import { startRongcloudEmulator } from '../../../src/providers/rongcloud/emulator/emulator.ts';
import type { Site } from '../../../src/providers/tencent/api/account.ts';
import { startTencentEmulator } from '../../../src/providers/tencent/emulator/emulator.ts';
import { Secret } from '../../../src/wire/secret.ts';
import { createTransport, type Transport } from '../../../src/wire/transport.ts';
import { inputType, ROOTS, type Input, type Root, type Value } from '../contracts/contract-walk.ts';
import { minimalInput } from '../contracts/contract-inputs.ts';
import { Deadlines, deadlinesAfter, DRIVEN_LIMITS } from '../../shared/deadlines.ts';
import { hurriedTiming } from '../../shared/calls/driven-time.ts';
import { schemaOf } from '../../shared/schema-of.ts';

/** What became of one action while its vendor, or the way to it, was at fault. */
export interface Observed {
  readonly root: Root;
  /** `success`, or the codes of the errors. */
  readonly outcome: string;
  /** How often the call came to the vendor. */
  readonly arrivals: number;
}

const NOW = Date.UTC(2026, 0, 15, 12);
const APP = 1;
const TENCENT = { secretId: 'AKIDfaults', secretKey: 'secret-of-the-faults' };
const RONG = { appKey: 'faults1', appSecret: 'secret-of-the-faults' };
const AS_OFTEN_AS_IT_COMES = 1_000_000;

/** How all calls of an action go wrong. */
export type Script = Omit<FaultScript, 'action' | 'times'>;

/** Sends every action of every product once, each to a task of its own, while all calls of it go wrong in one way. */
export async function walkWithFault(scriptFor: (root: Root) => Script, isSilent: boolean): Promise<Observed[]> {
  const observed: Observed[] = [];
  for (const { site, roots } of ACCOUNTS) {
    const api = await open(site, isSilent);
    try {
      const inputs = await prepared(api);
      for (const root of roots) observed.push(await observe(api, root, inputs.get(root.name), scriptFor(root)));
    } finally {
      await api.close();
    }
  }
  return observed;
}

/** One account for all would have no further tries left before the last of them. */
const ACCOUNTS = [
  { site: 'intl', roots: ROOTS.filter(({ sites, product }) => sites[0] === 'intl' && product === 'tiw') },
  { site: 'intl', roots: ROOTS.filter(({ sites, product }) => sites[0] === 'intl' && product !== 'tiw') },
  { site: 'china', roots: ROOTS.filter(({ sites }) => sites[0] === 'china') },
] as const;

type Api = Awaited<ReturnType<typeof open>>;

async function open(site: Site, isSilent: boolean) {
  const clock = { now: NOW };
  const now = (): number => clock.now;
  const tencent = await startTencentEmulator({
    credentials: [{ secretId: TENCENT.secretId, secretKey: new Secret(TENCENT.secretKey) }],
    site,
    now,
  });
  const rongcloud = await startRongcloudEmulator({
    apps: [{ appKey: RONG.appKey, appSecret: new Secret(RONG.appSecret) }],
    now,
  });
  // Nothing fails because the machine is slow. Where no answer will come, a call is given up once the vendor has it.
  const patient = createTransport(DRIVEN_LIMITS, new Deadlines().start);
  let arrivals = (): Promise<number> => Promise.resolve(0);
  let given = 0;
  const hasArrived = async (): Promise<boolean> => {
    if ((await arrivals()) <= given) return false;
    given += 1;
    return true;
  };
  const faulty = isSilent ? createTransport(DRIVEN_LIMITS, deadlinesAfter(hasArrived)) : patient;
  let transport: Transport = patient;
  const ledger = await openLedger({ url: 'sqlite::memory:', now });
  const settings = {
    TENCENT_ENDPOINT: tencent.origin,
    TENCENT_SECRET_ID: TENCENT.secretId,
    TENCENT_SECRET_KEY: TENCENT.secretKey,
    TENCENT_SITE: site,
    RONGCLOUD_ENDPOINT: rongcloud.origin,
    RONGCLOUD_APP_KEY: RONG.appKey,
    RONGCLOUD_APP_SECRET: RONG.appSecret,
  };
  const providers = await createProviders(
    {
      transport: (call) => transport(call),
      now,
      emulate: false,
      inlineStorageCredentials: true,
      callsPerSecond: 0,
      timing: hurriedTiming(),
      log: pino({ level: 'silent' }),
    },
    readConfig(settings).vendorEnv,
  );
  const { schema } = await schemaOf(providers, now, MACHINE_TIMING, ledger);
  const vendorOf = ({ product }: Root) => (product === 'rongcloud' ? rongcloud : tencent);
  return {
    schema,
    clock,
    rongcloud,
    vendorOf,
    run: (root: Root, input: Input) => run(schema, root, input),
    /** From now on calls are at fault; `counted` says how many came to the vendor. */
    goWrong(counted: () => Promise<number>) {
      [arrivals, given] = [counted, 0];
      transport = faulty;
    },
    goWell() {
      transport = patient;
    },
    async close() {
      patient.close();
      faulty.close();
      await Promise.all([tencent.close(), rongcloud.close(), ledger.close()]);
    },
  };
}

interface Payload {
  readonly errors: readonly { readonly code: string }[];
  readonly taskId?: string;
}

async function run(schema: GraphQLSchema, root: Root, input: Input): Promise<Payload> {
  const id = root.spec.effect === 'create' && root.product !== 'rongcloud' ? 'taskId' : '';
  const type = inputType(schema, root).name;
  const source = `${root.kind} ($input: ${type}!) { it: ${root.name}(input: $input) { ${id} errors { code } } }`;
  const contextValue = { requestId: 'test' };
  const { data, errors } = await graphql({ schema, source, variableValues: { input }, contextValue });
  if (errors) throw errors[0]!;
  return data!['it'] as Payload;
}

async function observe(api: Api, root: Root, input: Input | undefined, script: Script): Promise<Observed> {
  const { faults, origin } = api.vendorOf(root);
  const { action } = root;
  await fetch(`${origin}/__control/rate`, { method: 'DELETE' });
  faults.add([{ ...script, action, times: AS_OFTEN_AS_IT_COMES }]);
  // The emulator's time stands still, so all of its calls come in one second.
  const arrivals = async (): Promise<number> => {
    const rate = (await (await fetch(`${origin}/__control/rate`)).json()) as { mostInASecond: Record<string, number> };
    return rate.mostInASecond[action] ?? 0;
  };
  api.goWrong(arrivals);
  const { errors } = await api.run(root, input ?? minimalInput(api.schema, root));
  api.goWell();
  faults.clear();
  const outcome = errors.length === 0 ? 'success' : errors.map(({ code }) => code).join(' ');
  return { root, outcome, arrivals: await arrivals() };
}

/** Inputs of actions on a task, each with a task of its own in the state that the action needs. */
async function prepared(api: Api): Promise<Map<string, Input>> {
  const inputs = new Map<string, Input>();
  const set = (name: string, more: Input): void => {
    const root = ROOTS.find((it) => it.name === name)!;
    inputs.set(name, { ...minimalInput(api.schema, root), ...more });
  };
  let room = 100;
  const start = async (name: string, more: Input): Promise<Value> => {
    const root = ROOTS.find((it) => it.name === name)!;
    const { errors, taskId } = await api.run(root, { ...minimalInput(api.schema, root), ...more });
    if (errors.length > 0) throw new Error(`${name}: ${errors[0]!.code}`);
    return taskId ?? null;
  };
  const whiteboard = (more: Input = {}): Promise<Value> => {
    room += 1;
    const recordUserId = `tic_record_user_${room}_1`;
    return start('tiwStartOnlineRecord', { sdkAppId: APP, roomId: room, recordUserId, ...more });
  };
  const sdkAppId = APP;
  for (const name of ['tiwPauseOnlineRecord', 'tiwStopOnlineRecord', 'tiwDescribeOnlineRecord']) {
    set(name, { sdkAppId, taskId: await whiteboard() });
  }
  const paused = { sdkAppId, taskId: await whiteboard() };
  set('tiwResumeOnlineRecord', paused);
  const onlineRecordTaskId = await whiteboard({ recordMode: 'VIDEO_GENERATION_MODE' });
  set('tiwCreateVideoGenerationTask', { sdkAppId, onlineRecordTaskId });
  const generation = await start('tiwCreateVideoGenerationTask', { sdkAppId, onlineRecordTaskId });
  set('tiwDescribeVideoGenerationTask', { sdkAppId, taskId: generation });

  for (const name of ['gmeStopRecord', 'gmeModifyRecordInfo', 'gmeDescribeRecordInfo', 'gmeDescribeTaskInfo']) {
    const place = { bizId: APP, roomId: name };
    const taskId = await start('gmeStartRecord', place);
    set(name, name === 'gmeDescribeTaskInfo' ? place : { bizId: APP, taskId });
  }
  for (const name of ['trtcDescribeCloudRecording', 'trtcModifyCloudRecording', 'trtcDeleteCloudRecording']) {
    room += 1;
    const taskId = await start('trtcCreateCloudRecording', { sdkAppId, roomId: String(room) });
    set(name, { sdkAppId, taskId });
  }
  for (const name of ['trtcDescribeWebRecord', 'trtcStopWebRecord']) {
    set(name, { taskId: await start('trtcStartWebRecord', { sdkAppId }) });
  }
  for (const name of ['rongcloudStopRecord', 'rongcloudUpdateRecordLayout']) {
    const session = { roomId: name, sessionId: api.rongcloud.rooms.join(name, { userId: 'alice' }) };
    await start('rongcloudStartRecord', session);
    set(name, session);
  }
  for (const name of ['rongcloudQueryRoom', 'rongcloudDestroyRoom']) {
    api.rongcloud.rooms.join(name, { userId: 'alice' });
    set(name, { roomId: name });
  }

  api.clock.now += 5000;
  await api.run(
    ROOTS.find(({ name }) => name === 'tiwPauseOnlineRecord')!,
    paused,
  );
  api.clock.now += 5000;
  return inputs;
}
