import { VendorState, type VendorStatus } from '../../providers/provider.ts';
import { escapeHtml, ICON, MARK } from '../../pages/html.ts';
import { firstSteps } from './first-steps.ts';
import { LANDING_STYLE } from './landing-style.ts';

export interface LandingView {
  readonly version: string;
  readonly vendors: readonly VendorStatus[];
  /** Whether Apollo Sandbox answers at /graphql. */
  readonly sandbox: boolean;
  /** Whether GraphiQL and the schema are served. */
  readonly isOpen: boolean;
  /** The path of PUBLIC_ORIGIN, as `/tape`; empty: none. */
  readonly base: string;
}

const STATE_WORDS = { LIVE: 'Live', EMULATED: 'Emulated', OFF: 'Off' };

/** Renders the landing page: purpose, state of the vendors, links. `origin`: the address in the examples. */
export function landingPage(view: LandingView, origin = 'http://localhost:4000'): string {
  const { isOpen } = view;
  const base = escapeHtml(view.base);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="One GraphQL API in front of the cloud recorders of several vendors.">
<title>Tapedeck</title>
<link rel="icon" href="${ICON}">
<style>${LANDING_STYLE}</style>
</head>
<body>
${demoNotice(view.vendors)}
<header>
<div class="brand">${MARK}<span>Tapedeck</span><small>${escapeHtml(view.version)}</small></div>
<h1>One GraphQL API for every cloud recorder you use.</h1>
<p class="lead">Send a typed mutation. Tapedeck checks every parameter, signs the call, sends it to the vendor,
and answers in the same form for all of them.</p>
${actions(view)}</header>
<main>
<section aria-labelledby="vendors">
<h2 id="vendors">Vendors</h2>
<p>Live calls the vendor, or the endpoint set in its place, with your keys. Emulated calls a stand-in on this machine. Off answers with an error.</p>
<ul class="vendors">
${view.vendors.map(vendorCard).join('\n')}
</ul>
</section>
${driveSection(view.vendors)}<section aria-labelledby="start">
<h2 id="start">Start a recording</h2>
<p>Paste these commands into one terminal, one after the other. Each start is another recording. On Windows use Git Bash or WSL${
    isOpen ? `;\nor play the same steps in <a href="${base}/graphiql">GraphiQL</a>` : ''
  }.</p>
${startSteps(origin)}
<p class="note">One click selects a whole command. The files are ready about half a minute after the stop. Run the last command in
the folder of Tapedeck. With keys of your own, write your own sdkAppId and the address of a page of yours.</p>
</section>
</main>
<footer><nav aria-label="Service">
${isOpen ? `<a href="${base}/graphiql">GraphiQL</a>\n<a href="${base}/schema.graphql">Schema</a>\n` : ''}<a href="${base}/healthz">Health</a>
<a href="${base}/readyz">Readiness</a>
</nav></footer>
</body>
</html>
`;
}

/** Links to pages about the schema; empty while the schema is hidden. */
function actions({ isOpen, sandbox, base }: LandingView): string {
  if (!isOpen) return '';
  const at = escapeHtml(base);
  const sandboxLink = `<span><a href="${at}/graphql">Apollo Sandbox</a> <span class="note">needs internet</span></span>\n`;
  return `<p class="actions"><a class="button" href="${at}/graphiql">Open GraphiQL</a>
${sandbox ? sandboxLink : ''}<a href="${at}/schema.graphql">Read the schema</a></p>
`;
}

function demoNotice(vendors: readonly VendorStatus[]): string {
  const emulated = vendors
    .filter((vendor) => vendor.state === VendorState.EMULATED)
    .map((vendor) => escapeHtml(vendor.title));
  if (emulated.length === 0) return '';
  // With a live vendor, "no real recording happens" would be false.
  const text = vendors.some((vendor) => vendor.state === VendorState.LIVE)
    ? `no real recording happens with ${emulated.join(', ')}, emulated on this machine. The live vendors do record.`
    : 'no real recording happens; the vendors are emulated on this machine.';
  return `<div class="demo" role="note"><p><strong>Demo:</strong> ${text}</p></div>`;
}

function vendorCard(vendor: VendorStatus): string {
  const id = `vendor-${escapeHtml(vendor.name)}`;
  const products = vendor.products.map(
    ({ title, mutation }) => `<div><dt>${escapeHtml(title)}</dt><dd><code>${escapeHtml(mutation)}</code></dd></div>`,
  );
  return `<li class="vendor" id="${id}">
<div><h3>${escapeHtml(vendor.title)}</h3><span class="state ${vendor.state.toLowerCase()}">${STATE_WORDS[vendor.state]}</span></div>
<dl>${products.join('\n')}</dl>
${vendor.hint === '' ? '' : `<p class="hint">${escapeHtml(vendor.hint)}</p>`}
</li>`;
}

/** Links to the controls of the emulators; empty without emulators. */
function driveSection(vendors: readonly VendorStatus[]): string {
  const links = vendors.flatMap(({ title, control }) =>
    control === undefined
      ? []
      : `<li><a href="${escapeHtml(control)}">Drive the ${escapeHtml(title)} emulator</a>: move its clock on, fill its rooms, and make calls and callbacks go wrong.</li>`,
  );
  if (links.length === 0) return '';
  return `<section aria-labelledby="drive">
<h2 id="drive">Drive the demo</h2>
<p>Guests join a room when a recording starts there, and leave when it ends. The links work on the machine where this server runs.</p>
<ul class="links">
${links.join('\n')}
</ul>
</section>
`;
}

function startSteps(origin: string): string {
  const steps = firstSteps(origin).map(
    ({ title, command }, index) => `<h3>${index + 1}. ${title}</h3>\n<pre><code>${escapeHtml(command)}</code></pre>`,
  );
  return steps.join('\n');
}
