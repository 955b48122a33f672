/** The track of a file. A user's second stream has one of its own: it runs beside the first. */
export function trackOf(type: string, isSecond: boolean): string {
  return isSecond ? `aux_${type}` : type;
}

/**
 * Whether a file is of a user's second stream, by its name, which is all there is where no `MediaId` is told:
 * `<application>_<room>__UserId_s_<user>__UserId_e_<main or aux>_<type>…`, on some pages with single underscores.
 */
export function isOfSecondStream(name: string): boolean {
  return name.includes('_UserId_e_aux_'); // users and rooms are in Base64 there, so none can forge it
}
