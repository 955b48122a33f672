import type { JsonObject } from '../../../../emulation/contract/parameter-check.ts';
import { roomKey, type RoomEvent, type RoomId, type Rooms } from '../shared/rooms.ts';

export interface TiwPlace {
  readonly app: number;
  readonly room: number;
  readonly parameters: JsonObject;
}

/** Room with the media: the room of the whiteboard, or another. */
export function mediaRoomOf({ room, parameters }: TiwPlace): RoomId {
  const text = parameters['TRTCRoomIdStr'] as string | undefined;
  return text ?? Number(parameters['TRTCRoomId'] ?? room);
}

/** Returns the rooms of the whiteboard and of the media, possibly the same. */
export function tiwRoomKeys(place: TiwPlace): string[] {
  return [place.room, mediaRoomOf(place)].map((room) => roomKey(place.app, room));
}

/** Returns the events of the whiteboard's room and of the media's room. */
export function tiwEvents(rooms: Rooms, place: TiwPlace): readonly RoomEvent[] {
  const { app, room } = place;
  const media = mediaRoomOf(place);
  const events = rooms.eventsOf(app, room);
  if (media === room) return events;
  return [...events, ...rooms.eventsOf(app, media)].sort((a, b) => a.at - b.at);
}
