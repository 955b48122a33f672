// Node has had JSON.rawJSON since 22; TypeScript's libraries do not know it yet.
interface JSON {
  /** A value that `JSON.stringify` writes as this text, unchanged. */
  rawJSON(text: string): unknown;
  parse(text: string, reviver: (name: string, value: unknown, context?: { source?: string }) => unknown): unknown;
}
