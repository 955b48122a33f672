import type { Stage } from '../../../../emulation/audience/audience.ts';
import { objectIn, objectsIn } from '../../../../emulation/contract/fields.ts';
import type { JsonObject } from '../../../../emulation/contract/parameter-check.ts';
import type { Rooms, Stream } from './rooms.ts';

/** The tag of the streams that RongCloud's client SDKs publish from microphone and camera. */
const OWN_TAG = 'RongCloudRTC';

/** The streams of microphone and camera, both on. */
export const OWN_STREAMS: readonly Stream[] = [
  { tag: OWN_TAG, mediaType: 0, state: 1 },
  { tag: OWN_TAG, mediaType: 1, state: 1 },
];

/** RongCloud's rooms for the audience. `endOf` returns the end of a recording. */
export function stageOf(rooms: Rooms, endOf: Stage['endOf']): Stage {
  return {
    isEmpty: (app, room) => (rooms.find(String(app), String(room))?.members.length ?? 0) === 0,
    join: (app, room, user) => void rooms.join(String(app), String(room), user, OWN_STREAMS),
    leave: (app, room, user, at) => void rooms.leave(String(app), String(room), user, at),
    endOf,
  };
}

/** Returns the users that the layout of a start names, the host first. */
export function guestsOf(config: JsonObject): string[] {
  const places = objectsIn(objectIn(config, 'input'), 'video').map(({ userId }) => userId);
  return [config['hostUserId'], ...places].flatMap((user) => (typeof user === 'string' && user !== '' ? user : []));
}
