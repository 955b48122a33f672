import { it } from 'vitest';
import { post, startTestServer } from '../../running-server.ts';
it('x', async () => {
  const s = await startTestServer();
  for (const query of ['query ($x: Nothing) { vendors { name @skip(if: $x) } }', 'subscription { started }', '{ vendors { name @skip(if: true) @skip(if: true) } }','{ vendors { name: title name } }', 'query ($x: Vendor) { __typename @skip(if: $x)}', '{ vendors { ...A } } fragment A on Vendor { ...A }', '{ vendors { ...A } } fragment A on Query { __typename }', 'query ($x:Boolean!, $x:Boolean!) { __typename @skip(if:$x)}', '{ vendors @deprecated {name} }', '{ vendors { name(a:1,a:2) } }', 'type A {a:Int}', '{ vendors {name @skip} }', 'fragment A on String {x} {vendors{name}}'])
    console.log(query, (await post(s, { query })).text);
});
