import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';

/** Content of the file that TAPEDECK_CONFIG names, with `${VARIABLES}` replaced. */
export interface ConfigFile {
  /** Storage of files, by the name that clients send; in the form of the GraphQL input. */
  readonly storageProfiles: Readonly<Record<string, object>>;
}

const SHAPE = z.strictObject({
  storageProfiles: z
    .record(z.string().regex(/^[\w.-]{1,64}$/, 'must have 1 to 64 letters, digits, _, - or .'), z.looseObject({}))
    .default({}),
});

/** The file is invalid. The message names the place and never repeats a value, which may be a secret. */
export class BadConfigFile extends Error {
  override readonly name = 'BadConfigFile';
}

/** Parses the file. `env` returns the value of `${NAME}`. */
export function parseConfigFile(text: string, env: (name: string) => string | undefined): ConfigFile {
  const read = SHAPE.safeParse(fillIn(parseYaml(text) ?? {}, env, []));
  if (read.success) return read.data;
  const lines = read.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
  throw new BadConfigFile(lines.join('\n'));
}

function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    // The parser's message quotes the line.
    const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined;
    throw new BadConfigFile(`not valid YAML${line === undefined ? '' : ` at line ${line}`}`);
  }
}

function fillIn(value: unknown, env: (name: string) => string | undefined, path: readonly string[]): unknown {
  if (typeof value === 'string') {
    return value.replace(/\$\{(\w+)\}/g, (_, name: string) => {
      const found = env(name);
      if (found === undefined) throw new BadConfigFile(`${path.join('.')}: the variable ${name} is not set`);
      return found;
    });
  }
  if (Array.isArray(value)) return value.map((element, index) => fillIn(element, env, [...path, String(index)]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, fillIn(member, env, [...path, name])]),
  );
}
