import { OutcomeUnknown, VendorRejected } from '../../../errors.ts';
import { parseJson } from '../../../wire/json.ts';
import { fromWire, type WireNames } from '../../../wire/names.ts';
import type { WireAnswer } from '../../../wire/transport.ts';
import { tencentVerdict } from './error-codes.ts';
import type { Log } from '../../../log.ts';

interface Envelope {
  Response?: { Error?: { Code?: unknown }; RequestId?: unknown };
}

/** Content of an answer: a result, or a refusal. */
export type Opened = NonNullable<Envelope['Response']>;

/**
 * The inside of an answer. Refusals come with status 200 too; any other status means that something on the way failed.
 * Throws `OutcomeUnknown`.
 */
export function openAnswer({ status, body }: WireAnswer, host: string): Opened {
  if (status !== 200) throw new OutcomeUnknown(host, `HTTP ${status}`);
  let response: Envelope['Response'];
  try {
    response = (parseJson(body) as Envelope | null)?.Response;
  } catch {
    // Falls through: no JSON is as good as no envelope.
  }
  if (typeof response !== 'object' || response === null) {
    throw new OutcomeUnknown(host, 'the answer is not in the vendor’s form');
  }
  return response;
}

/** Returns the vendor's code of a refusal; undefined: no refusal, or no readable code. */
export function errorCode({ Error: refusal }: Opened): string | undefined {
  return plain(refusal?.Code);
}

/** Returns the result with the field names of this API. Throws `VendorRejected` if the answer has none. */
export function readAnswer<Answer>(
  call: { readonly service: string; readonly action: string; readonly names: WireNames },
  opened: Opened,
  log: Pick<Log, 'debug' | 'info'>,
): Answer {
  const { service, action, names } = call;
  const { Error: refusal, ...result } = opened;
  const requestId = plain(result.RequestId);
  const code = refusal && (errorCode(opened) ?? 'unreadable');
  log.debug({ service, action, requestId, code }, 'vendor answered');
  if (code !== undefined) throw new VendorRejected(code, requestId, tencentVerdict(code));
  return fromWire(result, names) as Answer;
}

/** A code or an id in the vendor's format. Other text could repeat sent values, and is not passed on. */
function plain(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.-]{1,128}$/.test(value) ? value : undefined;
}
