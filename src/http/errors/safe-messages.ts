// graphql-js and Apollo put values into messages: the text around a syntax error, a differing argument. A message
// passes if its shape proves that the message contains names alone. While the schema is hidden, a shape has another
// message without names of the schema.

/** A quoted name in a message: of a field, a type, a variable, a directive. */
const NAME = '"[\\w$.!\\[\\]@]+"';
const MEANT = '(?: Did you mean .*\\?)?';
const OF = `"[\\w]+\\.(?<of>\\w+)"`;

interface Shape {
  readonly shape: RegExp;
  /** Message while the schema is hidden. Absent: the original message contains only text of the client. */
  readonly closed?: string;
}

/** Every message of graphql-js' rules for documents. Rules for values have messages of Tapedeck. */
const SHAPES: readonly Shape[] = (
  [
    [
      `Field (?<field>${NAME}) of type ${NAME} must have at least one field selected\\.`,
      'Field $<field> must have a selection.',
    ],
    [`Cannot query field (?<field>${NAME}) on type ${NAME}\\.${MEANT}`, 'There is no field $<field> here.'],
    [
      `Unknown argument (?<argument>${NAME}) on (?<kind>field|directive) (?:${OF}|(?<on>${NAME}))\\.${MEANT}`,
      'Unknown argument $<argument>.',
    ],
    [
      `(?<kind>Field|Directive) (?<on>${NAME}) argument ${NAME} of type ${NAME} is required, but it was not provided\\.`,
      '$<kind> $<on> lacks a required argument.',
    ],
    [
      `Field (?<field>${NAME}) of type ${NAME} must have a selection of subfields\\.(?: Did you mean .*\\?)?`,
      'Field $<field> must have a selection of subfields.',
    ],
    [
      `Field (?<field>${NAME}) must not have a selection since type ${NAME} has no subfields\\.`,
      'Field $<field> must not have a selection: it has no subfields.',
    ],
    [`(?<start>Unknown type ${NAME}\\.)${MEANT}`, '$<start>'],
    [`(?<start>Unknown directive ${NAME}\\.)${MEANT}`, '$<start>'],
    [`Unknown fragment ${NAME}\\.`],
    [`Directive ${NAME} may not be used on [A-Z_]+\\.`],
    [`The directive ${NAME} can only be used once at this location\\.`],
    [`Variable ${NAME} is not defined(?: by operation ${NAME})?\\.`],
    [`Variable ${NAME} is never used(?: in operation ${NAME})?\\.`],
    [
      `(?<start>Variable ${NAME} of type ${NAME}) used in position expecting type ${NAME}\\.`,
      '$<start> does not fit the place where it is used.',
    ],
    [
      `Variable (?<variable>${NAME}) is of type ${NAME} but must be non-nullable to be used for OneOf Input Object ${NAME}\\.`,
      'Variable $<variable> must be non-nullable to be used here.',
    ],
    [`Variable ${NAME} cannot be non-input type ${NAME}\\.`],
    [`Fragment ${NAME} is never used\\.`],
    [`Fragment (?:${NAME} )?cannot condition on non composite type ${NAME}\\.`],
    [`Cannot spread fragment ${NAME} within itself(?: via (?:${NAME}(?:, )?)+)?\\.`],
    [
      `(?<fragment>Fragment(?: ${NAME})?) cannot be spread here as objects of type ${NAME} can never be of type ${NAME}\\.`,
      '$<fragment> cannot be spread here: its type never occurs here.',
    ],
    [`There can be only one (?:operation|fragment|argument|input field|variable|field) named ${NAME}\\.`],
    [
      `(?:Anonymous Subscription|Subscription ${NAME}) must (?:select only one|not select an introspection) top level field\\.`,
    ],
    ['This anonymous operation must be the only defined operation\\.'],
    [`The (?:schema|${NAME}) definition is not executable\\.`],
    ['Must provide operation name if query contains multiple operations\\.'],
    ['Maximum introspection depth exceeded'],
    ['Syntax Error: Document contains more that \\d+ tokens\\. Parsing aborted\\.'],
    ['Too many validation errors, error limit reached\\. Validation aborted\\.'],
  ] as readonly (readonly [string, string?])[]
).map(([shape, closed]) => ({ shape: new RegExp(`^${shape}$`), ...(closed !== undefined && { closed }) }));

/**
 * Two fields with the same response name that cannot be merged. The reasons are nested as the fields are, and long
 * reasons are cut off.
 */
const CONFLICT =
  /^(Fields "\w+(?:\.\.\.)?" conflict) because ([\w\s,"[\]!.]+)(\. Use different aliases on the fields to fetch both if this was intentional\.)$/;

function withoutType(message: string): string {
  return message.includes('conflicting types') ? message.replace(CONFLICT, '$1: their types differ$3') : message;
}

/** Tapedeck's message that names a type: a field below the same type. */
const INSIDE_ITSELF = /^\w+\.(\w+) cannot be asked for below another \w+\.$/;

export interface MessageOptions {
  /** Whether the message is Tapedeck's own. */
  readonly isOwn: boolean;
  /** Whether messages may contain names of the schema. */
  readonly showsSchema: boolean;
}

export function safeMessage(code: string, message: string, { isOwn, showsSchema }: MessageOptions): string {
  if (isOwn) return showsSchema ? message : message.replace(INSIDE_ITSELF, '$1 cannot be asked for below itself.');
  if (CONFLICT.test(message)) return showsSchema ? message : withoutType(message);
  for (const { shape, closed } of SHAPES) {
    if (shape.test(message)) return showsSchema || closed === undefined ? message : message.replace(shape, closed);
  }
  if (code === 'GRAPHQL_PARSE_FAILED') return 'The document is not valid GraphQL.';
  if (NO_INTROSPECTION.test(message)) return 'Introspection is switched off here.';
  if (code === 'GRAPHQL_VALIDATION_FAILED') return 'A value or a selection in the document does not fit the schema.';
  if (code === 'BAD_USER_INPUT') return 'The variables do not fit the operation.';
  if (message.startsWith('Unknown operation named')) return 'The document holds no operation of that name.';
  return FIXED_MESSAGES.find((known) => known === message) ?? 'The request cannot be understood.';
}

const NO_INTROSPECTION = /^GraphQL introspection (?:is not allowed|has been disabled)/;

/** Apollo's messages for requests that are not GraphQL, without values of the request. */
const FIXED_MESSAGES = [
  'GraphQL operations must contain a non-empty `query` or a `persistedQuery` extension.',
  'POST body missing, invalid Content-Type, or JSON object has no keys.',
  'Operation batching disabled.',
  'PersistedQueryNotSupported', // clients look for this exact word and then send the document
];
