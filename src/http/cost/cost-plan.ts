import {
  Kind,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isUnionType,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { ALWAYS, conditionsOf, isSelected, keyOf, type Conditions, type VariableReader } from './conditions.ts';
import { LIST_SIZES, UNKNOWN_SIZE, WEIGHTS } from './list-sizes.ts';
import { ONE, pageSizeOf, type PageSize } from './page-size.ts';

/** Maximum number of visited selections. A fragment counts again at each spread. */
const MAX_SELECTIONS = 20_000;

/** A field with a cost: an object, or a repeated scalar. */
export interface Part {
  /** Name of the field in the schema, safe for messages. */
  readonly name: string;
  readonly sizeOf: PageSize;
  readonly weight: number;
  readonly conditions: readonly Conditions[];
  readonly parts: readonly Part[];
}

/** Cost of an operation, as a function of the variables. */
export interface CostPlan {
  /** Undefined: the operation selects too many different fields. */
  readonly parts: readonly Part[] | undefined;
  /** Defaults of variables. */
  readonly defaults: ReadonlyMap<string, unknown>;
}

/** Compiles the cost of a valid operation. The work is bounded, whatever the fragments do. */
export function costPlan(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): CostPlan {
  const defaults = new Map(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
    ),
  );
  const root = schema.getRootType(operation.operation);
  if (!root) return { parts: [], defaults };
  const parts = new Planner(schema, document).partsOf([{ set: operation.selectionSet, when: ALWAYS }], root, undefined);
  return { parts, defaults };
}

export function costOfParts(parts: readonly Part[], read: VariableReader): number {
  let cost = 0;
  for (const part of parts) cost += costOfPart(part, read);
  return cost;
}

export function costOfPart({ conditions, sizeOf, weight, parts }: Part, read: VariableReader): number {
  return isSelected(conditions, read) ? sizeOf(read) * (weight + costOfParts(parts, read)) : 0;
}

interface Place {
  readonly set: SelectionSetNode;
  readonly when: Conditions;
}

/** The selections of a field with the same response name: GraphQL merges the selections. */
interface Group {
  readonly parent: GraphQLCompositeType;
  readonly node: FieldNode;
  readonly conditions: Conditions[];
  readonly places: Place[];
}

class Planner {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  #selections = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    { definitions }: DocumentNode,
  ) {
    const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  /** `page`: size of the enclosing page. */
  partsOf(places: readonly Place[], type: GraphQLCompositeType, page: PageSize | undefined): Part[] | undefined {
    const groups = new Map<string, Group>();
    const used = new Set<string>();
    for (const place of places) this.#collect(place, type, groups, used);
    if (this.#selections > MAX_SELECTIONS) return undefined;
    const parts: Part[] = [];
    const scalars = new Set<string>();
    for (const group of groups.values()) {
      const name = group.node.name.value;
      const place = `${group.parent.name}.${name}`;
      if (group.places.length === 0) {
        const weight = WEIGHTS[place] ?? (scalars.has(place) ? 1 : 0);
        if (weight > 0) parts.push({ name, sizeOf: ONE, weight, conditions: group.conditions, parts: [] });
        scalars.add(place);
        continue;
      }
      const part = this.#partOf(group, name, place, page);
      if (!part) return undefined;
      parts.push(part);
    }
    return parts;
  }

  #partOf({ parent, node, conditions, places }: Group, name: string, place: string, page: PageSize | undefined) {
    const weight = WEIGHTS[place] ?? 1;
    const field = isUnionType(parent) ? undefined : parent.getFields()[name];
    const type = field && getNamedType(field.type);
    // The weight of introspection covers all selections below.
    if (!field || !isCompositeType(type)) return { name, sizeOf: ONE, weight, conditions, parts: [] };
    const isList = isListType(getNullableType(field.type));
    const isPaged = field.args.some((argument) => argument.name === 'first' || argument.name === 'last');
    const known = LIST_SIZES[place];
    const own = known || isPaged ? pageSizeOf(node, known ?? UNKNOWN_SIZE) : undefined;
    const parts = this.partsOf(places, type, isList ? undefined : own);
    const sizeOf = isList ? (own ?? page ?? pageSizeOf(node, UNKNOWN_SIZE)) : ONE;
    return parts && { name, sizeOf, weight, conditions, parts };
  }

  #collect({ set, when }: Place, type: GraphQLCompositeType, groups: Map<string, Group>, used: Set<string>): void {
    for (const selection of set.selections) {
      if ((this.#selections += 1) > MAX_SELECTIONS) return;
      const conditions = conditionsOf(selection.directives, when);
      if (!conditions) continue;
      if (selection.kind === Kind.FIELD) {
        const key = `${type.name} ${selection.alias?.value ?? selection.name.value}`;
        let group = groups.get(key);
        if (!group) groups.set(key, (group = { parent: type, node: selection, conditions: [], places: [] }));
        group.conditions.push(conditions);
        if (selection.selectionSet) group.places.push({ set: selection.selectionSet, when: conditions });
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const on = this.#typeOf(selection.typeCondition?.name.value) ?? type;
        this.#collect({ set: selection.selectionSet, when: conditions }, on, groups, used);
      } else {
        const name = selection.name.value;
        const fragment = this.#fragments.get(name);
        const key = `${name} ${keyOf(conditions)}`;
        if (!fragment || used.has(key)) continue;
        used.add(key);
        const on = this.#typeOf(fragment.typeCondition.name.value) ?? type;
        this.#collect({ set: fragment.selectionSet, when: conditions }, on, groups, used);
      }
    }
  }

  #typeOf(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined ? undefined : this.schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  }
}
