import type { Config } from '../config.ts';

/** Whether clients are told names of the schema that they did not write: who may ask for all of it may be told a name. */
export function tellsTheSchema({ introspection }: Pick<Config, 'introspection'>): boolean {
  return introspection;
}
