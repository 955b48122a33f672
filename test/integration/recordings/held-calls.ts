import type { Transport, WireCall } from '../../../src/wire/transport.ts';

/** A call that is held up on its way. */
export interface HeldCall {
  /** Resolves when it has come so far. */
  readonly arrived: Promise<void>;
  /** Lets it go on. */
  readonly release: () => void;
}

interface Hold {
  readonly place: 'out' | 'back';
  readonly action: string;
  readonly arrive: () => void;
  readonly released: Promise<void>;
}

/** Holds up calls of a transport: on the way out, before the vendor has them, or on the way back. */
export class HeldCalls {
  readonly #holds: Hold[] = [];
  /** Run with every call, before it leaves. */
  onCall: (call: WireCall) => Promise<void> | void = () => undefined;

  /** Holds the next call of an action. */
  next(place: Hold['place'], action: string): HeldCall {
    const arrived = Promise.withResolvers<undefined>();
    const released = Promise.withResolvers<undefined>();
    this.#holds.push({ place, action, arrive: () => arrived.resolve(undefined), released: released.promise });
    return { arrived: arrived.promise, release: () => released.resolve(undefined) };
  }

  around(transport: Transport): Transport {
    return async (call) => {
      const hold = this.#take(actionOf(call));
      await this.onCall(call);
      if (hold?.place === 'out') await pass(hold);
      const answer = await transport(call);
      if (hold?.place === 'back') await pass(hold);
      return answer;
    };
  }

  #take(action: string): Hold | undefined {
    const index = this.#holds.findIndex((hold) => hold.action === action);
    return index < 0 ? undefined : this.#holds.splice(index, 1)[0];
  }
}

/** The vendor's name of the action of a call. */
export function actionOf({ url, headers }: WireCall): string {
  return headers['X-TC-Action'] ?? RONG_ACTIONS[new URL(url).pathname] ?? '';
}

const RONG_ACTIONS: Readonly<Record<string, string>> = {
  '/rtc/record/start.json': 'startRecord',
  '/rtc/record/stop.json': 'stopRecord',
  '/rtc/record/config.json': 'updateRecordLayout',
  '/rtc/room/query.json': 'queryRoom',
};

async function pass(hold: Hold): Promise<void> {
  hold.arrive();
  await hold.released;
}
