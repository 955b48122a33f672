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

// GraphQL cannot execute a request with a faulty input, because the value fits no type. So the document is executed
// without inputs over a schema whose fields take no arguments. A field with a faulty input answers the faults; any
// other field runs normally.

/** The inputs of the root fields, passed as the root value. */
export type RootInputs = ReadonlyMap<string, RootInput>;

/** Returns a schema whose root fields with payloads take the inputs from the root value. */
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

/** Returns the operation without inputs, and without variables that only inputs read. */
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
