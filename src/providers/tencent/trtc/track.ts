/** Returns the track of a file. A user's second stream is a separate track, parallel to the first. */
export function trackOf(type: string, isSecond: boolean): string {
  return isSecond ? `aux_${type}` : type;
}

/**
 * Whether a file belongs to a user's second stream. Reads the name, because callbacks without `MediaId` have nothing
 * else: `<application>_<room>__UserId_s_<user>__UserId_e_<main or aux>_<type>…`, on some pages with single underscores.
 */
export function isOfSecondStream(name: string): boolean {
  return name.includes('_UserId_e_aux_'); // names contain users and rooms in Base64, so no user id can imitate this part
}
