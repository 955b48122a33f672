import { CODE, Refusal } from './refusal.ts';
import type { RongcloudAction } from './contract.ts';

export interface Route {
  readonly name: string;
  readonly action: RongcloudAction;
  /** Values of the `{name}` parts of the path. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** The action that a method and path name. Throws `Refusal` (HTTP 404) when there is none. */
export function findRoute(actions: Readonly<Record<string, RongcloudAction>>, method: string, path: string): Route {
  const parts = path.split('/');
  for (const [name, action] of Object.entries(actions)) {
    const pathParameters = action.method === method ? matchPath(action.path.split('/'), parts) : undefined;
    if (pathParameters) return { name, action, pathParameters };
  }
  throw new Refusal(CODE.badParameter, 'There is no such call.', 404);
}

function matchPath(template: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (template.length !== parts.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, expected] of template.entries()) {
    const part = parts[index] ?? '';
    if (expected.startsWith('{')) parameters[expected.slice(1, -1)] = decoded(part);
    else if (expected !== part) return undefined;
  }
  return parameters;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Refusal(CODE.badParameter, 'The path is not well encoded.');
  }
}
