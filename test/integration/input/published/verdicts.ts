import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { GraphQLSchema } from 'graphql';
import { expect, it } from 'vitest';
import type { JsonSchema } from '../../../../src/input/rule-metadata.ts';
import { inputSchemas, schemaFile } from '../../../../src/input/published/json-schema.ts';
import { createResolvers } from '../../../../resolvers/index.ts';
import { buildGraphql } from '../../../../src/graphql/schema.ts';
import { ServerKey } from '../../../../src/server-key.ts';
import { Webhooks } from '../../../../src/webhooks/webhooks.ts';
import { Secret } from '../../../../src/wire/secret.ts';
import { fakeVendor, NOON, schemaOver } from '../../../shared/fake-vendor.ts';
import { schemaOf } from '../../../shared/schema-of.ts';
import { hurriedTiming } from '../../../shared/calls/driven-time.ts';
import { drew } from '../../../shared/vitest/first-use.ts';
import { coerced, faultsOf, rootsOf, type Root } from './roots.ts';
import { spoilt } from './spoilt.ts';
import { plain, propertiesOf, valueOf, type Json, type Schemas } from './values.ts';

const SEED = 20261130;
const REFUSES = 'x-server-also-refuses';
const ACCEPTS = 'x-server-also-accepts';
/** Fields whose named rules are about what lies below them. */
const REACHING: ReadonlySet<string> = new Set(['labels', 'metadata', 'mixLayoutParams', 'inputStreamList']);

interface Verdicts {
  taken: number;
  refused: number;
  /** Refused by a rule that the schema names, and takes accepted in a form that it names. */
  namedRefusals: number;
  namedForms: number;
}

/** A test that draws `many` values of all inputs, one half of them spoilt, and compares ajv's verdict with the server's. */
export function sameVerdicts(many: number): void {
  it(`has the server's verdict of ${many} values of all inputs, but where the schema itself names the rule`, async () => {
    const began = performance.now();
    const schema = await wholeSchema();
    const schemas = inputSchemas(schema);
    const ajv = ajvOf(schemas);
    const roots = rootsOf(schema);
    const verdicts: Verdicts = { taken: 0, refused: 0, namedRefusals: 0, namedForms: 0 };
    const wrong: string[] = [];
    const sizes = new Map(roots.map((root) => [root, sizeOf(schemas, schemas.get(root.input)!)]));
    const whole = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    const tried = new Set<string>();
    let count = 0;
    for (const root of roots) {
      const validate = ajv.getSchema(schemaFile(root.input))!;
      const share = Math.ceil((1.1 * many * sizes.get(root)!) / whole); // some inputs are hard to draw
      for (const value of drawn(schemas, root, share, tried, (candidate) => validate(candidate) as boolean)) {
        count += 1;
        const isValid = validate(value) as boolean;
        const faults = await faultsOf(schema, root, value);
        const difference = compare(schemas, root, { value, isValid, faults, validate }, verdicts);
        if (difference !== undefined) wrong.push(`${root.name} ${JSON.stringify(value).slice(0, 600)}: ${difference}`);
      }
    }
    await drew('values of JSON Schemas', count);
    console.log(
      `JSON Schema: ${count} values of ${roots.length} inputs: ${verdicts.taken} taken and ${verdicts.refused} refused by both, ` +
        `${verdicts.namedRefusals} refused by a named rule, ${verdicts.namedForms} taken in a named form, ` +
        `in ${((performance.now() - began) / 1000).toFixed(1)} s`,
    );
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThanOrEqual(many);
    // Values that are all refused, or all taken, would prove little.
    expect(Math.min(verdicts.taken, verdicts.refused)).toBeGreaterThan(many / 5);
  }, 180_000);
}

/** How many fields an input has, with those below. */
function sizeOf(schemas: Schemas, schema: JsonSchema): number {
  const own = plain(schemas, schema);
  const items = own['items'] as JsonSchema | undefined;
  if (items) return sizeOf(schemas, items);
  return Object.values(propertiesOf(own)).reduce((sum, property) => sum + sizeOf(schemas, property), 1);
}

/** The real schema, webhooks included, over a vendor that takes everything. */
async function wholeSchema(): Promise<GraphQLSchema> {
  const now = (): number => NOON;
  const { providers } = await schemaOver(fakeVendor());
  const { recordings, ledger } = await schemaOf(providers, now, hurriedTiming());
  const serverKey = new ServerKey(new Secret('the-key-of-a-server-in-a-test-of-inputs'));
  const webhooks = new Webhooks({ ledger, serverKey, now, loopback: true, wake: () => undefined });
  return buildGraphql(createResolvers({ providers, recordings, webhooks }));
}

/** A validator for inputs; `loadSchema` gets those that are not there. It refuses keywords that it does not know. */
export function ajvOf(schemas: Schemas, loadSchema?: (uri: string) => Promise<JsonSchema>): Ajv2020 {
  return new Ajv2020({
    strict: true,
    strictTypes: false, // conditions look at fields without their types
    strictRequired: false,
    allowUnionTypes: true,
    validateFormats: false,
    keywords: [REFUSES, ACCEPTS],
    schemas: [...schemas.values()],
    ...(loadSchema && { loadSchema }),
  });
}

/** Values of an input: as they are drawn, and as often spoilt at one place. */
function drawn(
  schemas: Schemas,
  root: Root,
  many: number,
  tried: Set<string>,
  isValid: (value: Json) => boolean,
): Json[] {
  const schema = schemas.get(root.input)!;
  const any = fc.tuple(fc.noShrink(valueOf(schemas, schema)), fc.nat(), fc.nat());
  const found: Json[] = [];
  for (const [value, which, how] of fc.sample(any, { seed: SEED, numRuns: 4 * many })) {
    if (found.length >= many) break;
    if (isValid(value)) found.push(value, spoilt(schemas, schema, value, tried, which));
    else if (how % 8 === 0) found.push(value);
  }
  return found;
}

interface Case {
  readonly value: Json;
  readonly isValid: boolean;
  readonly faults: readonly string[][];
  readonly validate: (value: unknown) => unknown;
}

/** How the verdicts differ; undefined where they do not, or where the schema names the difference. Counts. */
function compare(
  schemas: Schemas,
  root: Root,
  { value, isValid, faults, validate }: Case,
  verdicts: Verdicts,
): string | undefined {
  const isTaken = faults.length === 0;
  if (isValid === isTaken) {
    verdicts[isTaken ? 'taken' : 'refused'] += 1;
    return undefined;
  }
  if (isValid) {
    verdicts.namedRefusals += 1;
    const unnamed = faults.filter((path) => !isNamed(schemas, root.input, path));
    return unnamed.length === 0 ? undefined : `the server refuses ${unnamed.map((path) => path.join('.')).join(', ')}`;
  }
  verdicts.namedForms += 1;
  return validate(coerced(schemas, schemas.get(root.input)!, value)) === true ? undefined : 'the server takes it';
}

/** Whether a schema names a rule that it does not hold, somewhere on the way to a place. */
function isNamed(schemas: Schemas, input: string, path: readonly string[]): boolean {
  let at = schemas.get(input);
  for (const [index, step] of path.entries()) {
    const inner: unknown = /^\d+$/.test(step) ? at?.['items'] : propertiesOf(at)[step];
    at = inner as typeof at;
    if (at?.[REFUSES] !== undefined && (index === path.length - 1 || REACHING.has(step))) return true;
    const [first] = (at?.['anyOf'] as (typeof at)[] | undefined) ?? [];
    const ref = at?.['$ref'] ?? first?.['$ref'];
    if (typeof ref === 'string') at = schemas.get(ref.replace(/\.json$/, ''));
  }
  return false;
}
