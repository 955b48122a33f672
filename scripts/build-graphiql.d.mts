export function buildGraphiql(options: { outDir: string; examplesDir?: string }): Promise<void>;
