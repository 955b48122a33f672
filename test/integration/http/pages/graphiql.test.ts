import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { buildGraphiql } from '../../../../scripts/build-graphiql.mjs';

interface Example {
  title: string;
  query: string;
  variables: string;
}

let outDir: string;
let examplesDir: string;
let shipped: string;

const built = () => readFile(join(outDir, 'graphiql.html'), 'utf8');
const tabs = (html: string) =>
  JSON.parse(/<script type="application\/json" id="examples">(.*?)<\/script>/s.exec(html)?.[1] ?? '') as Example[];

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'graphiql-'));
  await buildGraphiql({ outDir });
  shipped = await built();
});

beforeEach(async () => {
  examplesDir = await mkdtemp(join(outDir, 'examples-'));
});

afterAll(() => rm(outDir, { recursive: true }));

async function example(name: string, query: string, variables: string): Promise<void> {
  await writeFile(join(examplesDir, `${name}.graphql`), query);
  await writeFile(join(examplesDir, `${name}.variables.json`), variables);
}

it('has the live changes, the five starts and what follows a start as tabs, from left to right', () => {
  expect(tabs(shipped).map((tab) => tab.title)).toEqual([
    'RecordingChanged',
    'TiwStartOnlineRecord',
    'GmeStartRecord',
    'TrtcCreateCloudRecording',
    'TrtcStartWebRecord',
    'RongcloudStartRecord',
    'StopRecording',
    'StopRecordings',
    'Recording',
    'Recordings',
    'CallbackCounts',
  ]);
});

it('gives each tab the variables that its operation declares', () => {
  for (const { query, variables } of tabs(shipped)) {
    const declared = Array.from(query.matchAll(/\$(\w+):/g), ([, name]) => name);
    expect(Object.keys(JSON.parse(variables) as object)).toEqual(declared);
  }
});

it('explains in a tab each placeholder that its variables have', () => {
  for (const { query, variables } of tabs(shipped)) {
    const placeholders = variables.match(/\{\{\w+\}\}/g) ?? [];
    for (const placeholder of placeholders) expect(query).toContain(placeholder);
  }
});

it('names nothing outside itself in an attribute', () => {
  const markup = shipped.replace(/(<(script|style)[^>]*>).*?<\/\2>/gs, '$1');
  const addresses = Array.from(markup.matchAll(/\s(?:src|href)\s*=\s*["']?([^"'>]*)/gi), ([, address]) => address);
  expect(addresses).toHaveLength(1);
  expect(addresses[0]).toMatch(/^data:/);
});

it('names nothing outside itself in its styles', () => {
  const styles = /<style>(.*?)<\/style>/s.exec(shipped)?.[1] ?? '';
  expect(styles).not.toMatch(/@import/i);
  expect(styles).not.toMatch(/url\(\s*["']?(?!data:|["')#])/i);
});

it('titles a tab by its operation', async () => {
  await example('one', 'query Named { ok }', '{}');
  await buildGraphiql({ outDir, examplesDir });
  expect(tabs(await built())).toEqual([
    { title: 'Named', operationName: 'Named', query: 'query Named { ok }', variables: '{}' },
  ]);
});

it('writes the same page when it is run again', async () => {
  await example('one', 'query Named { ok }', '{}');
  await buildGraphiql({ outDir, examplesDir });
  const first = await built();
  await buildGraphiql({ outDir, examplesDir });
  expect((await built()) === first).toBe(true);
});

it('lets no example close its data block', async () => {
  await example('one', '# </script><script>alert(1)</script>\nquery Named { ok }', '{}');
  await buildGraphiql({ outDir, examplesDir });
  const html = await built();
  expect(html.includes('<script>alert(1)')).toBe(false);
  expect(tabs(html)[0]?.query).toContain('</script>');
});

it.each([
  ['a query that does not parse', 'query {', '{}', /Syntax Error/],
  ['variables that do not parse', 'query Named { ok }', '{', /JSON/],
])('refuses %s', async (_, query, variables, message) => {
  await example('one', query, variables);
  await expect(buildGraphiql({ outDir, examplesDir })).rejects.toThrow(message);
});

it('refuses a folder without examples', async () => {
  await expect(buildGraphiql({ outDir, examplesDir })).rejects.toThrow(/No examples/);
});
