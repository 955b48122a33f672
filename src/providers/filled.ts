/** A copy of an input with some members set. It keeps its class, by which its rules are found; the input stays as it was. */
export function filled<Input extends object, Members extends object>(input: Input, members: Members): Input & Members {
  const copy = Object.create(Object.getPrototypeOf(input) as object) as Input;
  return Object.assign(copy, input, members);
}
