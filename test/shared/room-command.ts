/** The path below `/__control/` and the body of a command about a room of Tencent, whose id tells by its type which room it is. */
export function roomCommand(verb: string, place: object): [path: string, body: object] {
  const { room, ...others } = place as { readonly room: number | string };
  const roomIdType = typeof room === 'number' ? 'NUMBER' : 'TEXT';
  return [`rooms/${encodeURIComponent(room)}/${verb}`, { roomIdType, ...others }];
}
