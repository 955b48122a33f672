import type { RawReply } from '../../../../emulation/server/loopback-server.ts';
import { printJson, type JsonValue } from '../../../../wire/json.ts';

/** Reason why a call is refused: a documented code, and a message without values. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Prints the envelope of an answer. The HTTP status is 200 also for a refusal; only `Error` marks a refusal. */
export function envelope(result: Readonly<Record<string, JsonValue>> | Refusal, requestId: string): string {
  const fields = result instanceof Refusal ? { Error: { Code: result.code, Message: result.message } } : { ...result };
  return printJson({ Response: { ...fields, RequestId: requestId } });
}

export function reply(body: string): RawReply {
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}
