/** Returns a copy of an input with some members set. The copy has the class of the input, and so its rules. */
export function filled<Input extends object, Members extends object>(input: Input, members: Members): Input & Members {
  const copy = Object.create(Object.getPrototypeOf(input) as object) as Input;
  return Object.assign(copy, input, members);
}
