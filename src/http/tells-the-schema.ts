/** Whether clients are told names of the schema that they did not write: who may ask for all of it may be told a name. */
export function tellsTheSchema({ introspection }: { readonly introspection: boolean }): boolean {
  return introspection;
}
