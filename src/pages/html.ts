const REELS = '<circle cx="8" cy="8" r="6"/><circle cx="24" cy="8" r="6"/><path d="M8 18h16"/>';
/** Tapedeck's logo as an element. */
export const MARK = `<svg viewBox="0 0 32 20" fill="none" stroke="currentColor" stroke-width="3" aria-hidden="true">${REELS}</svg>`;
/** Tapedeck's logo as the URL of an icon. */
export const ICON =
  'data:image/svg+xml,' +
  encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 20" fill="none" stroke="#c2410c" stroke-width="3">${REELS}</svg>`,
  );

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Escapes text for an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
