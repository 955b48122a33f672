/** Several decorators of a field as one: for fields that several inputs have, declared once. */
export function composeDecorators(...decorators: readonly PropertyDecorator[]): PropertyDecorator {
  return (prototype, name) => {
    for (const decorate of decorators) decorate(prototype, name);
  };
}
