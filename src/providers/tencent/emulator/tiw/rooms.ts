import type { JsonObject } from '../../../../emulation/contract/parameter-check.ts';
import { roomKey, type RoomEvent, type RoomId, type Rooms } from '../shared/rooms.ts';

/** What says where a whiteboard recording takes place. */
export interface TiwPlace {
  readonly app: number;
  readonly room: number;
  /** Those of the start. */
  readonly parameters: JsonObject;
}

/** Where the media are: in the room of the whiteboard, or in another. */
export function mediaRoomOf({ room, parameters }: TiwPlace): RoomId {
  const text = parameters['TRTCRoomIdStr'] as string | undefined;
  return text ?? Number(parameters['TRTCRoomId'] ?? room);
}

/** The rooms of the whiteboard and of the media, which may be one. */
export function tiwRoomKeys(place: TiwPlace): string[] {
  return [place.room, mediaRoomOf(place)].map((room) => roomKey(place.app, room));
}

/** What happened on the whiteboard, and where the media are when that is another room. */
export function tiwEvents(rooms: Rooms, place: TiwPlace): readonly RoomEvent[] {
  const { app, room } = place;
  const media = mediaRoomOf(place);
  const events = rooms.eventsOf(app, room);
  if (media === room) return events;
  return [...events, ...rooms.eventsOf(app, media)].sort((a, b) => a.at - b.at);
}
