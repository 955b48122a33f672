export class BuildFailed extends Error {}
export function isBuilt(root: string): boolean;
export function buildIfNeeded(root: string, say: (line: string) => void): Promise<void>;
