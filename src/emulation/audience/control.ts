import type { JsonValue } from '../../wire/json.ts';
import { BadScript } from '../faults/script-members.ts';
import { isJsonObject } from '../contract/parameter-check.ts';
import type { Audience } from './audience.ts';

/** Carries out `audience` of the control path; undefined for another method. Throws `BadScript`. */
export function commandAudience(audience: Audience, method: string, body: () => JsonValue): JsonValue | undefined {
  if (method === 'POST' || method === 'PUT') audience.isAlive = readAlive(body());
  else if (method !== 'GET') return undefined;
  return {
    alive: audience.isAlive,
    rooms: audience.rooms.map(({ app, room, users, since }) => ({ app, room, users, since })),
  };
}

function readAlive(value: JsonValue): boolean {
  const alive = isJsonObject(value) && Object.keys(value).length === 1 ? value['alive'] : undefined;
  if (typeof alive === 'boolean') return alive;
  throw new BadScript('The body must be {"alive": true} or {"alive": false}.');
}
