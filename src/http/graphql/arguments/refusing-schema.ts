import {
  GraphQLObjectType,
  GraphQLSchema,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLFieldConfigMap,
  type GraphQLFieldResolver,
  type OperationDefinitionNode,
} from 'graphql';
import type { RequestContext } from '../../../graphql/context.ts';
import type { Refuse } from '../../../graphql/errors-as-data.ts';
import { refuseOf } from '../../../graphql/schema.ts';
import type { RootInput } from './argument-walk.ts';

// A request with an input that has faults cannot be executed by GraphQL's rules: its variables or literals fit no type. So
// it is executed without its inputs, over a schema whose fields take none: where the input has faults the field answers
// with them, and where it has none, the field is done as ever.

/** The inputs of an execution, as its root value. */
export type RootInputs = ReadonlyMap<string, RootInput>;

/** A schema in which the root fields with payloads take their inputs from the root value. */
export function refusingSchema(schema: GraphQLSchema): GraphQLSchema {
  const { types, query, mutation, ...config } = schema.toConfig();
  const roots = new Set<unknown>([query, mutation]);
  return new GraphQLSchema({
    ...config,
    types: types.filter((type) => !roots.has(type)),
    query: withoutInputs(query),
    mutation: withoutInputs(mutation),
    assumeValid: true,
  });
}

function withoutInputs(root: GraphQLObjectType | null | undefined): GraphQLObjectType | null | undefined {
  if (!root) return root;
  const { fields, ...config } = root.toConfig();
  const changed: GraphQLFieldConfigMap<unknown, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const refuse = refuseOf(root.getFields()[name]!);
    changed[name] = refuse ? { ...field, args: {}, resolve: reading(refuse, field.resolve!) } : field;
  }
  return new GraphQLObjectType({ ...config, fields: changed });
}

function reading(
  refuse: Refuse,
  resolve: GraphQLFieldResolver<unknown, unknown>,
): GraphQLFieldResolver<unknown, unknown> {
  return (root, _args, context, info) => {
    const input = (root as RootInputs).get(String(info.path.key))!;
    if (input.faults.length > 0) return refuse(input.faults, context as RequestContext, info);
    return resolve(undefined, { input: input.value }, context, info);
  };
}

/** An operation without its inputs, and without the variables that only those read. */
export function withoutRootInputs(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): DocumentNode {
  const root = schema.getRootType(operation.operation);
  const definitions = document.definitions.filter(
    (definition) => definition === operation || definition.kind === Kind.FRAGMENT_DEFINITION,
  );
  const info = new TypeInfo(schema);
  const bare = visit(
    { kind: Kind.DOCUMENT, definitions } as DocumentNode,
    visitWithTypeInfo(info, {
      Field: (node) => {
        const field = info.getFieldDef();
        const isRefusable = field && info.getParentType() === root && refuseOf(field) && node.arguments?.length;
        return isRefusable ? { ...node, arguments: [] } : undefined;
      },
    }),
  );
  const used = new Set<string>();
  visit(bare, { VariableDefinition: () => false, Variable: ({ name }) => void used.add(name.value) });
  return visit(bare, { VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? false : null) });
}
