import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

/** Facts of a schema that client caches need. */
export interface Hints {
  /** Object types by interface or union. */
  readonly possibleTypes: Readonly<Record<string, readonly string[]>>;
  /** Object types in order of name. */
  readonly types: readonly TypeHints[];
}

export interface TypeHints {
  readonly name: string;
  /** Whether objects of the type have no id: a cache keeps such objects in the parent object. */
  readonly isEmbedded: boolean;
  /** Fields that are lists of objects. */
  readonly lists: readonly string[];
  /** Connection fields with the arguments that select another list: all arguments except those of paging. */
  readonly pages: readonly { readonly field: string; readonly keyArgs: readonly string[] }[];
}

const PAGE_ARGUMENTS: ReadonlySet<string> = new Set(['first', 'after', 'last', 'before']);

export function hintsOf(schema: GraphQLSchema): Hints {
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const abstract = types.filter(isAbstractType).map(({ name }) => {
    const possible = schema.getPossibleTypes(schema.getType(name) as Parameters<typeof schema.getPossibleTypes>[0]);
    return [name, possible.map((type) => type.name).sort()] as const;
  });
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  return {
    possibleTypes: Object.fromEntries(abstract),
    types: types.filter(isObjectType).map((type) => hintsOfType(type, roots.has(type))),
  };
}

function hintsOfType(type: GraphQLObjectType, isRoot: boolean): TypeHints {
  const fields = Object.values(type.getFields());
  return {
    name: type.name,
    isEmbedded: !isRoot && type.getFields()['id'] === undefined,
    lists: fields.filter((field) => isListOfObjects(field.type)).map(({ name }) => name),
    pages: fields.filter(isConnection).map(({ name, args }) => ({
      field: name,
      keyArgs: args.map((arg) => arg.name).filter((arg) => !PAGE_ARGUMENTS.has(arg)),
    })),
  };
}

function isListOfObjects(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type) && isCompositeType(getNamedType(type));
}

/** Whether the type is a Relay connection with paging arguments. */
function isConnection({ type, args }: GraphQLField<unknown, unknown>): boolean {
  const named = getNamedType(type);
  const names = new Set(args.map(({ name }) => name));
  return (
    named.name.endsWith('Connection') &&
    isObjectType(named) &&
    named.getFields()['edges'] !== undefined &&
    named.getFields()['pageInfo'] !== undefined &&
    names.has('first') &&
    names.has('after')
  );
}
