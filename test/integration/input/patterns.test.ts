import { getMetadataStorage } from 'class-validator';
import { GraphQLInputObjectType, getNamedType } from 'graphql';
import { getMetadataStorage as graphqlTypes } from 'type-graphql';
import { beforeAll, expect, it } from 'vitest';
import { fakeVendor, schemaOver } from '../../shared/fake-vendor.ts';

// A pattern whose work grows with the square of the text lets one request stop the server. Every rule of every field that
// takes text is asked for long texts that nearly fit, and for texts four times as long.

const BEGINNINGS = ['', 'http://', 'http://a', 'rtmp://', '#', '1x', ' '];
const REPEATED = ['a', '0', ' ', '.', '/', 'a.', '.jpg', '.jpg?', 'a/', '%', '-', '_', ',', ':', '0x', 'a ', '\n', 'ä'];
const ENDS = ['', ' ', '\n', '!', '\u0000'];
const SHORT = 2000;
const LONG = 4 * SHORT;
/** One linear pattern is through with the long text in less, and all of them together. */
const ONE_MS = 10;
const ALL_MS = 40;

type Check = (text: unknown) => unknown;
const checks = new Map<string, Check[]>();

beforeAll(async () => {
  const { schema } = await schemaOver(fakeVendor());
  const storage = getMetadataStorage();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(type instanceof GraphQLInputObjectType)) continue;
    const target = graphqlTypes().inputTypes.find(({ name }) => name === type.name)?.target as
      (new () => object) | undefined;
    if (!target) continue;
    const texts = Object.values(type.getFields()).filter(({ type: of }) =>
      ['String', 'ID'].includes(getNamedType(of).name),
    );
    const rules = storage.groupByPropertyName(storage.getTargetValidationMetadatas(target, '', false, false));
    for (const { name, type: of } of texts) {
      const isList = String(of).startsWith('[');
      const own = (rules[name] ?? []).flatMap((metadata) =>
        metadata.type === 'customValidation'
          ? storage.getTargetValidatorConstraints(metadata.constraintCls).map(({ instance }) => {
              const args = (value: unknown) => ({
                value,
                object: new target(),
                property: name,
                targetName: target.name,
                constraints: metadata.constraints as unknown[],
              });
              return (text: unknown) => {
                const value = isList ? [text] : text;
                return instance.validate(value, args(value)) || instance.defaultMessage?.(args(value));
              };
            })
          : [],
      );
      if (own.length > 0) checks.set(`${type.name}.${name}`, own);
    }
  }
});

/** Processor time of this process, in ms: other work on the machine does not count. */
function cost(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

it('no rule’s work grows with the square of a text', () => {
  expect(checks.size).toBeGreaterThan(50);
  const all = [...checks].flatMap(([field, own]) => own.map((check) => ({ field, check })));
  const slow = new Set<string>();
  for (const beginning of BEGINNINGS) {
    for (const part of REPEATED) {
      for (const end of ENDS) {
        const [short, long] = [SHORT, LONG].map((length) => beginning + part.repeat(length / part.length) + end);
        const whole = cost(() => {
          for (const { check } of all) attempt(check, long!);
        });
        if (whole < ALL_MS) continue;
        for (const { field, check } of all) {
          if (slow.has(field) || cost(() => attempt(check, long!)) < ONE_MS) continue;
          const ratios = [1, 2, 3].map(() => cost(() => attempt(check, long!)) / cost(() => attempt(check, short!)));
          if (Math.min(...ratios) > 8) slow.add(field); // once may be the collection of garbage
        }
      }
    }
  }
  expect([...slow]).toEqual([]);
});

/** Rules over several fields may not get far with one alone. */
function attempt(check: Check, text: string): void {
  try {
    check(text);
  } catch {
    return;
  }
}
