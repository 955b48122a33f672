import { expect, it } from 'vitest';
import { VendorState } from '../../../../src/providers/provider.ts';
import { firstSteps } from '../../../../src/http/pages/first-steps.ts';
import { landingPage, type LandingView } from '../../../../src/http/pages/landing.ts';

type Vendor = LandingView['vendors'][number];

const vendor = (facts: Partial<Vendor>): Vendor => ({
  name: 'acme',
  title: 'Acme Cloud',
  state: VendorState.LIVE,
  products: [{ title: 'Rooms', mutation: 'acmeStart' }],
  hint: '',
  ...facts,
});

const VIEW: LandingView = { version: '1.2.3', vendors: [], sandbox: false, isOpen: true, base: '' };

const page = (vendors: Vendor[], more: Partial<LandingView> = {}) => landingPage({ ...VIEW, vendors, ...more });

const targetsOf = (html: string) => Array.from(html.matchAll(/<a [^>]*href="([^"]*)"/g), ([, target]) => target);

it.each([
  ['a version', landingPage({ ...VIEW, version: '<b>&"' })],
  ['a path', landingPage({ ...VIEW, base: '<b>&"' })],
  ['a name', page([vendor({ name: '<b>&"' })])],
  ['a title', page([vendor({ title: '<b>&"' })])],
  ['a hint', page([vendor({ hint: '<b>&"' })])],
  ['a product', page([vendor({ products: [{ title: '<b>&"', mutation: '' }] })])],
  ['a mutation', page([vendor({ products: [{ title: '', mutation: '<b>&"' }] })])],
  ['the notice', page([vendor({ title: '<b>&"', state: VendorState.EMULATED }), vendor({})])],
])('escapes %s', (_, html) => {
  expect(html).toContain('&lt;b&gt;&amp;&quot;');
  expect(html).not.toContain('<b>');
});

it.each([
  [VendorState.LIVE, 'Live'],
  [VendorState.EMULATED, 'Emulated'],
  [VendorState.OFF, 'Off'],
] as const)('says that a vendor is %s in words, not by colour alone', (state, word) => {
  expect(page([vendor({ state })])).toMatch(new RegExp(`<h3>Acme Cloud</h3><span class="state [a-z]+">${word}</span>`));
});

it('shows what each vendor records with, and how to change its state', () => {
  const html = page([vendor({ hint: 'Set ACME_KEY to go live.' })]);
  expect(html).toContain('<dt>Rooms</dt><dd><code>acmeStart</code></dd>');
  expect(html).toContain('Set ACME_KEY to go live.');
});

it('says on top that nothing is recorded when the vendors are emulated', () => {
  const html = page([vendor({ state: VendorState.EMULATED }), vendor({ state: VendorState.OFF })]);
  expect(html).toMatch(
    /<body>\s*<div class="demo".*no real recording happens; the vendors are emulated on this machine/,
  );
});

it('names the emulated vendor when another one is live', () => {
  const html = page([vendor({ title: 'Toy', state: VendorState.EMULATED }), vendor({ state: VendorState.LIVE })]);
  expect(html).toContain('no real recording happens with Toy, emulated on this machine. The live vendors do record.');
});

it('links to where each emulator of this server is driven, and escapes the address', () => {
  const html = page([vendor({ title: 'Toy', control: 'http://127.0.0.1:4100/__control?"' }), vendor({})]);
  expect(html).toContain('<h2 id="drive">Drive the demo</h2>');
  expect(html).toContain('<a href="http://127.0.0.1:4100/__control?&quot;">Drive the Toy emulator</a>');
  expect(html.match(/Drive the /g)).toHaveLength(2);
});

it('has nothing to drive where this server started no emulator', () => {
  expect(page([vendor({ state: VendorState.EMULATED })])).not.toContain('Drive the');
});

it('has no demo notice when no vendor is emulated', () => {
  expect(page([vendor({ state: VendorState.LIVE }), vendor({ state: VendorState.OFF })])).not.toContain('Demo:');
});

it('links to GraphiQL, the schema and the health checks', () => {
  expect(targetsOf(page([]))).toEqual(expect.arrayContaining(['/graphiql', '/schema.graphql', '/healthz', '/readyz']));
});

it('links to nothing that shows the schema where the schema is closed', () => {
  expect(targetsOf(page([], { isOpen: false }))).toEqual(['/healthz', '/readyz']);
});

it('links below the path that the server is published below', () => {
  const targets = targetsOf(page([], { sandbox: true, base: '/tape' }));
  expect(targets).toContain('/tape/graphql');
  for (const target of targets) expect(target).toMatch(/^\/tape\//);
});

it('links to Apollo Sandbox only where it is served', () => {
  expect(page([], { sandbox: true })).toContain('<a href="/graphql">Apollo Sandbox</a>');
  expect(page([])).not.toContain('href="/graphql"');
});

it('shows the first steps, each as a command that calls the server at the address of the page', () => {
  const html = landingPage(VIEW, 'https://tapedeck.example');
  const commands = Array.from(html.matchAll(/<pre><code>(.*?)<\/code><\/pre>/gs), ([, command = '']) =>
    command.replaceAll('&quot;', '"').replaceAll('&#39;', "'"),
  );
  expect(commands).toEqual(firstSteps('https://tapedeck.example').map(({ command }) => command));
  for (const command of commands) expect(command).toContain('curl -s');
  for (const command of commands) expect(command).toContain(' https://tapedeck.example/graphql');
});

it('has no script', () => {
  expect(page([vendor({})])).not.toMatch(/<script|\son\w+=/i);
});
