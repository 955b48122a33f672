import type { Stage } from '../../../../emulation/audience/audience.ts';
import type { Rooms } from './rooms.ts';

/** Tencent's rooms for the audience. `endOf` returns the end of a recording. */
export function stageOf(rooms: Rooms, endOf: Stage['endOf']): Stage {
  return {
    isEmpty: (app, room) => rooms.usersIn(Number(app), room).length === 0,
    join: (app, room, user, at) => rooms.note(Number(app), room, { what: 'join', user, at, publishes: true }),
    leave(app, room, user, at) {
      if (!rooms.usersIn(Number(app), room).includes(user)) return;
      rooms.note(Number(app), room, { what: 'leave', user, at, publishes: false });
    },
    endOf,
  };
}
