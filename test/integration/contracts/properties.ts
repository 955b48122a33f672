import fc from 'fast-check';
import { execute, type DocumentNode, type GraphQLSchema } from 'graphql';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { RecordingErrorCode, type ErrorEntry } from '../../../src/errors.ts';
import type { Site } from '../../../src/providers/tencent/api/account.ts';
import { drew } from '../../shared/vitest/first-use.ts';
import { fakeVendor, KEYS, schemaOver, type FakeVendor } from '../../shared/fake-vendor.ts';
import { anyInput, type Drawn } from './arbitraries.ts';
import { breakersOf, type Breaker } from './breakers.ts';
import { ROOTS, type Input, type Root } from './contract-walk.ts';
import { wireOf } from './contract-inputs.ts';
import { documentOf, markOf, parametersOf, type StartAnswer } from './contract-calls.ts';

// What holds for any input. Inputs are drawn from the contracts, always the same ones: `npm test` draws some of them,
// `npm run test:system` all, a file for each product.

const SEED = 20261121;
const LIMIT = 120_000;
/** So many inputs break every rule of a product at least once: some rules need a rare input. */
const ENOUGH = 20_000;

/** What is called, and what was sent. Each test has its own: one that is given up would go on and send for the next. */
interface Called {
  readonly vendor: FakeVendor;
  readonly schemas: Readonly<Record<Site, GraphQLSchema>>;
  readonly documents: ReadonlyMap<string, DocumentNode>;
}

async function open(vendor: FakeVendor = fakeVendor()): Promise<Called> {
  const schemas = {
    intl: (await schemaOver(vendor)).schema,
    china: (await schemaOver(vendor, { ...KEYS, TENCENT_SITE: 'china' })).schema,
  };
  const document = (root: Root) => documentOf(schemas.intl, root, 'errors { code path }');
  return { vendor, schemas, documents: new Map(ROOTS.map((root) => [root.name, document(root)])) };
}

const WEB = ['StartWebRecord', 'DescribeWebRecord', 'StopWebRecord'];
const PRODUCTS: Readonly<Record<string, readonly Root[]>> = {
  tiw: ROOTS.filter(({ product }) => product === 'tiw'),
  gme: ROOTS.filter(({ product }) => product === 'gme'),
  'trtc-room': ROOTS.filter(({ product, action }) => product === 'trtc' && !WEB.includes(action)),
  'trtc-web': ROOTS.filter(({ product, action }) => product === 'trtc' && WEB.includes(action)),
  rongcloud: ROOTS.filter(({ product }) => product === 'rongcloud'),
};

/** The products whose inputs are drawn. */
export const NAMES: readonly string[] = Object.keys(PRODUCTS);

interface Outcome {
  readonly errors: readonly ErrorEntry[];
  readonly refusals: readonly string[];
  /** By which the vendor knows the recording that was started. */
  readonly mark: string | null;
}

async function call({ vendor, schemas, documents }: Called, root: Root, site: Site, input: Input): Promise<Outcome> {
  vendor.calls.length = 0;
  const result = await execute({
    schema: schemas[site],
    document: documents.get(root.name)!,
    variableValues: { input },
    contextValue: { requestId: 'test' },
  });
  const payload = result.data?.['it'] as StartAnswer | undefined;
  return {
    errors: payload?.errors ?? [],
    refusals: (result.errors ?? []).map(({ message }) => message),
    mark: markOf(payload),
  };
}

/** As text, for the message of a case that fails. */
function told(drawn: Drawn, outcome: Outcome): string {
  return JSON.stringify({ root: drawn.root.name, site: drawn.site, input: drawn.input, ...outcome }).slice(0, 4000);
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}

/** A text for every root field in a list, with how often it came. */
function tally(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Draws `many` valid inputs of each of these products. */
export function anyValidInput(names: readonly string[], many: number): void {
  describe('any valid input', () => {
    it.each(names)(
      'of %s is taken, and reaches the wire unchanged, with what the server fills in',
      async (name) => {
        const called = await open();
        const {
          vendor,
          schemas: { intl: schema },
        } = called;
        const roots = PRODUCTS[name]!;
        const began = performance.now();
        const drawn = fc.sample(anyInput(schema, roots), { seed: SEED, numRuns: many });
        for (const each of drawn) {
          const { root, site, input } = each;
          const outcome = await call(called, root, site, input);
          const fine = outcome.errors.length === 0 && outcome.refusals.length === 0 && vendor.calls.length === 1;
          if (!fine) throw new Error(`refused: ${told(each, outcome)}`);
          const sent = parametersOf(root, vendor.calls[0]!);
          const wire = wireOf(schema, root, input, outcome.mark);
          if (!isDeepStrictEqual(sent, wire)) {
            expect(sent).toEqual(wire);
            throw new Error(`changed: ${told(each, outcome)}`);
          }
        }
        const counts = tally(drawn.map(({ root }) => root.name));
        expect(counts.size).toBe(roots.length);
        await drew('valid inputs', many);
        console.log(`${name}: ${many} valid inputs of ${counts.size} actions sent unchanged, in ${seconds(began)} s`);
      },
      LIMIT,
    );
  });
}

/** Whether a fault lies where a rule was broken, or at a field that is bound to it. */
function near(path: readonly string[], fault: readonly string[]): boolean {
  const parent = path.slice(0, -1).join('.');
  const at = fault.join('.');
  if (at === path.join('.') || at === parent) return true;
  return parent !== '' && (at.startsWith(`${parent}.`) || /canvas|videoParams/.test(parent));
}

/** Draws `many` inputs of each of these products, and breaks one rule in each. Where they are enough, each rule has its turn. */
export function anyBrokenInput(names: readonly string[], many: number): void {
  describe('any input that breaks one rule', () => {
    it.each(names)(
      'of %s is refused at its place, and nothing is sent',
      async (name) => {
        const called = await open();
        const {
          vendor,
          schemas: { intl: schema },
        } = called;
        const roots = PRODUCTS[name]!;
        const began = performance.now();
        const ways = new Map(roots.map((root) => [root.name, breakersOf(schema, root)]));
        const cases = fc.tuple(anyInput(schema, roots), fc.nat(), fc.nat());
        const tried = new Set<Breaker>();
        let byType = 0;
        for (const [each, which, n] of fc.sample(cases, { seed: SEED, numRuns: many })) {
          const { root, site } = each;
          const [breaker, input] = broken(ways.get(root.name)!, each, [which, n], tried);
          const outcome = await call(called, root, site, input);
          const { errors, refusals } = outcome;
          const at = breaker.path.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`)).join('');
          const right = breaker.byType
            ? errors.length === 0 && refusals.length > 0 && refusals.every((text) => text.includes(` at "input${at}`))
            : refusals.length === 0 &&
              errors.some(({ path }) => path!.slice(1).join('.') === breaker.path.join('.')) &&
              errors.every(
                ({ code, path }) => code === RecordingErrorCode.INVALID_INPUT && near(breaker.path, path!.slice(1)),
              );
          if (!right || vendor.calls.length > 0) {
            throw new Error(`${breaker.title}, at ${breaker.path.join('.')}: ${told({ ...each, input }, outcome)}`);
          }
          tried.add(breaker);
          if (breaker.byType) byType += 1;
        }
        const all = [...ways.values()].flat();
        if (many >= ENOUGH)
          expect(
            all.filter((breaker) => !tried.has(breaker)).map(({ root, title }) => `${root.name} ${title}`),
          ).toEqual([]);
        await drew('inputs with one broken rule', many);
        console.log(
          `${name}: ${many} inputs with one broken rule refused (${all.length} rules; ${many - byType} by rule, ` +
            `${byType} by type), none sent, in ${seconds(began)} s`,
        );
      },
      LIMIT,
    );
  });
}

/** One of the ways to break a rule in an input, and the input with it broken; those that were not tried go first. */
function broken(
  ways: readonly Breaker[],
  { site, input }: Drawn,
  [which, n]: readonly [number, number],
  tried: ReadonlySet<Breaker>,
): [Breaker, Input] {
  const fresh = ways.filter((breaker) => !tried.has(breaker));
  // GraphQL's own refusals are the lesser part.
  const kind = ways.filter(({ byType }) => byType === (which % 4 === 0));
  for (const pool of [fresh, kind, ways]) {
    for (let step = 0; step < pool.length; step += 1) {
      const breaker = pool[(which + step) % pool.length]!;
      const changed = (breaker.site ?? site) === site ? breaker.apply(input, n) : undefined;
      if (changed) return [breaker, changed];
    }
  }
  throw new Error('nothing can be broken');
}

/** Sends `many` numbers of 64 bits there and back, and as many of 32. */
export function anyNumber(many: number): void {
  describe('any number', () => {
    it(
      'of 64 or of 32 bits survives the way to the vendor and back',
      async () => {
        const began = performance.now();
        const wide = ROOTS.find(({ name }) => name === 'gmeDescribeRecordInfo')!;
        const short = ROOTS.find(({ name }) => name === 'tiwDescribeRecordSearch')!;
        // The vendor answers the very digits that it was sent.
        const echo = fakeVendor(({ headers, body }) => {
          if (headers['X-TC-Action'] === 'DescribeRecordInfo') {
            const digits = /"TaskId":(\d+)/.exec(body!)![1]!;
            return `{"Response":{"RecordInfo":[{"RecordBeginTime":${digits}}],"RequestId":"r"}}`;
          }
          const digits = /"RoomId":(\d+)/.exec(body!)![1]!;
          return `{"Response":{"RecordTaskSet":[{"RoomId":${digits}}],"RequestId":"r"}}`;
        });
        const {
          schemas: { intl },
        } = await open(echo);
        const asked = {
          wide: documentOf(intl, wide, 'it: recordInfo { it: recordBeginTime } errors { code }'),
          short: documentOf(intl, short, 'it: recordTaskSet { it: roomId } errors { code }'),
        };
        const trip = async (document: DocumentNode, input: Input): Promise<unknown> => {
          echo.calls.length = 0;
          const result = await execute({ schema: intl, document, variableValues: { input }, contextValue: {} });
          return (result.data as { it: { it: { it: unknown }[] } } | null)?.it.it[0]?.it;
        };
        const edges = [
          0n,
          1n,
          2n ** 31n,
          2n ** 32n,
          2n ** 53n - 1n,
          2n ** 53n,
          2n ** 53n + 1n,
          2n ** 63n - 1n,
          2n ** 63n,
        ];
        const wides = [
          ...edges,
          2n ** 64n - 1n,
          ...fc.sample(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { seed: SEED, numRuns: many - edges.length - 1 }),
        ];
        const shorts = [
          0,
          2 ** 31,
          2 ** 32 - 1,
          ...fc.sample(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { seed: SEED, numRuns: many - 3 }),
        ];
        const lost: unknown[] = [];
        for (const number of wides) {
          const given =
            number <= BigInt(Number.MAX_SAFE_INTEGER) && number % 2n === 0n ? Number(number) : String(number);
          if ((await trip(asked.wide, { taskId: given, bizId: 1 })) !== String(number)) lost.push(number);
        }
        for (const number of shorts) {
          if ((await trip(asked.short, { roomId: number })) !== number) lost.push(number);
        }
        expect(lost).toEqual([]);
        const large = wides.filter((number) => number > BigInt(Number.MAX_SAFE_INTEGER)).length;
        expect(large).toBeGreaterThan(many / 5);
        await drew('numbers', wides.length + shorts.length);
        console.log(
          `numbers: ${wides.length} of 64 bits (${large} beyond 2^53) and ${shorts.length} of 32 bits there and back, in ${seconds(began)} s`,
        );
      },
      LIMIT,
    );
  });
}
