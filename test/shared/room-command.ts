/**
 * Returns the path below `/__control/` and the body of a room command for Tencent. The type of the room id selects the
 * room.
 */
export function roomCommand(verb: string, place: object): [path: string, body: object] {
  const { room, ...others } = place as { readonly room: number | string };
  const roomIdType = typeof room === 'number' ? 'NUMBER' : 'TEXT';
  return [`rooms/${encodeURIComponent(room)}/${verb}`, { roomIdType, ...others }];
}
