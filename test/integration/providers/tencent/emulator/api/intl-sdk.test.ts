import { expect, it } from 'vitest';
import { Secret } from '../../../../../../src/wire/secret.ts';
import { send } from '../../../../emulation/send-raw.ts';
import { errorOf, startCaller } from '../caller.ts';
import { VECTOR_SECRET_ID, VECTOR_SECRET_KEY } from '../vectors.ts';
import captured from './intl-sdk.requests.json' with { type: 'json' };

/** Requests of the official package, recorded: the package has 43 MB and is no dependency. */
interface CapturedRequest {
  readonly service: string;
  readonly action: string;
  readonly signMethod: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Time of the signature, in Unix seconds. */
  readonly timestamp: number;
}

const REQUESTS: readonly CapturedRequest[] = captured.requests;
const CREDENTIALS = [{ secretId: VECTOR_SECRET_ID, secretKey: new Secret(VECTOR_SECRET_KEY) }];

it.each(REQUESTS)(
  `understands ${captured.package}: $method $service $action, signed with $signMethod`,
  async ({ service, action, timestamp, method, path, headers, body }) => {
    const { emulator } = await startCaller({ credentials: CREDENTIALS, now: () => timestamp * 1000 });
    const received = await send(emulator.port, { method, path, headers, ...(body !== undefined && { body }) });
    // Starts are carried out, and so is the query of an empty room. The other actions pass every check and then find no
    // task.
    const isCarriedOut = /^(?:Start|Create|DescribeTaskInfo)/.test(action);
    const code = errorOf(received)?.Code;
    if (isCarriedOut) expect(code).toBeUndefined();
    else expect(code).toMatch(/^ResourceNotFound|TaskNotFound|NotExist/);
    expect(emulator.calls).toMatchObject([{ service, action }]);
  },
);

it('reads from a form what it reads from JSON', async () => {
  const bodyOf = async (signMethod: string, method: string) => {
    const sent = REQUESTS.find(
      (it) => it.action === 'CreateCloudRecording' && it.signMethod === signMethod && it.method === method,
    )!;
    const { emulator } = await startCaller({ credentials: CREDENTIALS, now: () => sent.timestamp * 1000 });
    await send(emulator.port, {
      method,
      path: sent.path,
      headers: sent.headers,
      ...(sent.body && { body: sent.body }),
    });
    return emulator.calls[0]?.body;
  };
  const json = await bodyOf('TC3-HMAC-SHA256', 'POST');
  expect(json).toMatchObject({ StorageParams: { CloudStorage: { SecretKey: 's+/=', FileNamePrefix: ['p', 'q'] } } });
  expect(await bodyOf('default', 'POST')).toEqual(json);
  expect(await bodyOf('default', 'GET')).toEqual(json);
});
