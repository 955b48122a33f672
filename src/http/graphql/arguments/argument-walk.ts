import {
  getOperationAST,
  isInputObjectType,
  getNamedType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { Coercion } from '../../../input/coercion/coercion.ts';
import { FAULTY, Faults, type ValueFault } from '../../../input/coercion/faults.ts';
import { SentVariables } from '../../../input/coercion/variables.ts';
import { partialFaults } from '../../../input/partial-input.ts';
import { inputClassOf, refuseOf } from '../../../graphql/schema.ts';
import { tooManyValues } from './variable-sizes.ts';

type Variables = Readonly<Record<string, unknown>>;
type AnyField = GraphQLField<unknown, unknown>;

/** The input of a root field with `errors` in the payload. */
export interface RootInput {
  readonly value: unknown;
  readonly faults: readonly ValueFault[];
}

export interface ReadArguments {
  /** By the response name of the field. */
  readonly inputs: ReadonlyMap<string, RootInput>;
  /** Faults of all remaining arguments, which have no payload. */
  readonly others: readonly ValueFault[];
}

export interface Request {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode | undefined;
  readonly variables: Variables;
  /** Whether messages name types and values of the schema. */
  readonly showsSchema: boolean;
}

/**
 * Reads every argument of a document and collects the faults. Costs more than the execution, so only a request with
 * faults is read.
 */
export function readArguments(request: Request): ReadArguments {
  const walk = new ArgumentWalk(request);
  return walk.read();
}

function fragmentsOf(document: DocumentNode, operation: OperationDefinitionNode | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (node: OperationDefinitionNode | DocumentNode['definitions'][number] | undefined): void => {
    if (!node) return;
    visit(node, {
      FragmentSpread({ name: { value } }) {
        if (found.has(value)) return;
        found.add(value);
        look(document.definitions.find((one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === value));
      },
    });
  };
  look(operation);
  return found;
}

/**
 * Maximum number of inputs that are read, above the limit of a request. Each input may be as large as the variables.
 */
const MAX_INPUTS = 12;

class ArgumentWalk {
  readonly #inputs = new Map<string, RootInput>();
  readonly #others = new Faults();
  readonly #variables: SentVariables;

  constructor(private readonly request: Request) {
    const { schema, operation, variables } = request;
    const many = tooManyValues(variables);
    const [name = '', ...path] = many?.path ?? [];
    this.#variables = new SentVariables(schema, operation, variables, many && { name, path, rule: many.rule });
  }

  read(): ReadArguments {
    this.#others.until(() => {
      this.#walk();
    });
    return { inputs: this.#inputs, others: this.#others.all };
  }

  #walk(): void {
    const { schema, document, operation } = this.request;
    const used = fragmentsOf(document, operation);
    const root = operation && schema.getRootType(operation.operation);
    let isUsed = false;
    const info = new TypeInfo(schema);
    const coercion = new Coercion(this.#others, this.request.showsSchema, this.#variables);
    const payloadField = (): AnyField | undefined => {
      const field = info.getFieldDef();
      return isUsed && field && info.getParentType() === root && refuseOf(field) ? field : undefined;
    };
    visit(
      document,
      visitWithTypeInfo(info, {
        OperationDefinition: (node) => void (isUsed = node === operation),
        FragmentDefinition: (node) => void (isUsed = used.has(node.name.value)),
        VariableDefinition: ({ variable, defaultValue }) => {
          const type = info.getInputType();
          if (defaultValue && type) coercion.literal(defaultValue, type, [`$${variable.name.value}`]);
          return false;
        },
        Field: (node) => {
          const field = payloadField();
          if (field) this.#readInput(field, node);
        },
        Argument: (node) => {
          const argument = info.getArgument();
          const field = info.getDirective() ? undefined : info.getFieldDef();
          if (!argument || (field && payloadField())) return false;
          const value = coercion.literal(node.value, argument.type, [argument.name]);
          if (field && isUsed && info.getParentType() === root) this.#checkRules(field, argument, value);
          return false;
        },
      }),
    );
  }

  #readInput(field: AnyField, { arguments: given = [], alias, name }: FieldNode): void {
    const key = alias?.value ?? name.value;
    if (this.#inputs.has(key) || this.#inputs.size >= MAX_INPUTS) return;
    const faults = new Faults();
    const value = faults.until(() => {
      const coercion = new Coercion(faults, this.request.showsSchema, this.#variables);
      return readInput(coercion, field, given);
    });
    const inputClass = inputClassOf(field, INPUT);
    const isWhole = value !== undefined && value !== FAULTY;
    const rules =
      isWhole && inputClass && faults.all.length > 0 ? partialFaults(inputClass, value as object, [INPUT]) : [];
    this.#inputs.set(key, { value, faults: [...faults.all, ...rules] });
  }

  /** Checks the rules of an argument of a ledger query, to report broken rules together with other faults. */
  #checkRules(field: AnyField, { name, type }: GraphQLArgument, value: unknown): void {
    const inputClass = inputClassOf(field, name);
    if (!inputClass || !isInputObjectType(getNamedType(type)) || typeof value !== 'object' || value === null) return;
    this.#others.all.push(...partialFaults(inputClass, value, [name]));
  }
}

const INPUT = 'input';

function readInput(coercion: Coercion, field: AnyField, given: readonly ArgumentNode[]): unknown {
  const argument = field.args.find(({ name }) => name === INPUT);
  const node = given.find(({ name }) => name.value === INPUT);
  if (!argument || !node) return undefined; // a rule of the specification reports the document
  return coercion.literal(node.value, argument.type, [INPUT]);
}

export function operationOf(
  document: DocumentNode,
  name: string | null | undefined,
): OperationDefinitionNode | undefined {
  return getOperationAST(document, name) ?? undefined;
}
