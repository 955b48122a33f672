import { getMetadataStorage } from 'type-graphql';
import type { JsonSchema } from './rule-metadata.ts';

/** Rules of arguments, by the prototype of the resolver, and by the method with the index of the parameter. */
const rules = new WeakMap<object, Map<string, JsonSchema>>();

/** Publishes the bounds of a numeric argument, both included. The method must check the bounds. */
export function Within(minimum: number, maximum: number): ParameterDecorator {
  return (prototype, method, index) => {
    const known = rules.get(prototype) ?? new Map<string, JsonSchema>();
    rules.set(prototype, known.set(`${String(method)} ${index}`, { minimum, maximum }));
  };
}

/** Returns the published rules of arguments, by `Type.field.argument`. */
export function argumentRules(): ReadonlyMap<string, JsonSchema> {
  const { queries, mutations, subscriptions, fieldResolvers } = getMetadataStorage();
  const fields = [
    ...queries.map((field) => ['Query', field] as const),
    ...mutations.map((field) => ['Mutation', field] as const),
    ...subscriptions.map((field) => ['Subscription', field] as const),
    ...fieldResolvers.map((field) => [typeNameOf(field.getObjectType?.()), field] as const),
  ];
  return new Map(
    fields.flatMap(([typeName, { target, methodName, schemaName, params }]) =>
      (params ?? []).flatMap((param): [string, JsonSchema][] => {
        const rule = rules.get(target.prototype as object)?.get(`${methodName} ${param.index}`);
        return rule && param.kind === 'arg' ? [[`${typeName}.${schemaName}.${param.name}`, rule]] : [];
      }),
    ),
  );
}

function typeNameOf(target: unknown): string {
  const { objectTypes } = getMetadataStorage();
  return objectTypes.find((type) => type.target === target)?.name ?? '';
}
