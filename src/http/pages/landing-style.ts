/** The look of the first page. Colours are named once for each scheme; everything else refers to the names. */
export const LANDING_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --card: #ffffff; --ink: #1d1b18; --soft: #625d55; --line: #e3dfd6;
  --accent: #b23c0b; --on-accent: #ffffff; --tint: #fcefe7; --code: #f3f0e9;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #151412; --card: #1d1b19; --ink: #efece6; --soft: #a8a29a; --line: #34312d;
    --accent: #ff9a66; --on-accent: #26120a; --tint: #2e1d13; --code: #1b1917;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif;
  -webkit-text-size-adjust: 100%;
}
header, main, footer { max-width: 60rem; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 2rem); }
a { color: var(--accent); text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
.demo { background: var(--tint); border-bottom: 1px solid var(--line); }
.demo p { max-width: 60rem; margin: 0 auto; padding: 0.7rem clamp(1rem, 4vw, 2rem); font-size: 0.9375rem; }
.demo strong { color: var(--accent); }
.brand { display: flex; align-items: center; gap: 0.6rem; padding-top: 2rem; font-weight: 650; }
.brand svg { width: 2rem; color: var(--accent); }
.brand small { color: var(--soft); font: 0.8125rem var(--mono); }
h1 {
  max-width: 17em; margin: clamp(2.25rem, 7vw, 4rem) 0 1rem; text-wrap: balance;
  font-size: clamp(1.875rem, 5.2vw, 3rem); font-weight: 650; line-height: 1.12; letter-spacing: -0.025em;
}
.lead { max-width: 40rem; margin: 0; color: var(--soft); font-size: 1.125rem; text-wrap: pretty; }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem 1.5rem; margin: 1.75rem 0 0; }
.button {
  padding: 0.6rem 1.15rem; border-radius: 0.5rem; background: var(--accent); color: var(--on-accent);
  font-weight: 600; text-decoration: none;
}
.button:hover { filter: brightness(1.08); }
.note { color: var(--soft); font-size: 0.875rem; }
section { margin-top: clamp(2.75rem, 7vw, 4rem); }
h2 { margin: 0 0 0.35rem; font-size: 1.25rem; letter-spacing: -0.01em; }
h2 + p { max-width: 42rem; margin: 0 0 1.25rem; color: var(--soft); text-wrap: pretty; }
.vendors {
  display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); gap: 1rem;
  align-items: start; margin: 0; padding: 0; list-style: none;
}
.vendor { padding: 1.25rem; border: 1px solid var(--line); border-radius: 0.75rem; background: var(--card); }
.vendor > div { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.5rem; }
h3 { margin: 0; font-size: 1.0625rem; }
.state {
  padding: 0.05rem 0.6rem; border: 1px solid var(--line); border-radius: 1rem; color: var(--soft);
  font-size: 0.8125rem; font-weight: 600; white-space: nowrap;
}
.state.live { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
.state.emulated { border-color: var(--accent); color: var(--accent); }
dl { margin: 0.9rem 0 0; font-size: 0.9375rem; }
dl div { padding: 0.5rem 0; border-top: 1px solid var(--line); }
dd { margin: 0; overflow-wrap: anywhere; color: var(--soft); }
.hint { margin: 0.5rem 0 0; color: var(--soft); font-size: 0.875rem; overflow-wrap: anywhere; }
code, pre { font-family: var(--mono); font-size: 0.8125rem; }
pre {
  margin: 0; padding: 1rem 1.15rem; border: 1px solid var(--line); border-radius: 0.75rem; background: var(--code);
  line-height: 1.65; white-space: pre-wrap; overflow-wrap: anywhere; user-select: all; -webkit-user-select: all;
}
pre + p { margin: 0.6rem 0 0; }
footer { margin-top: clamp(3rem, 8vw, 5rem); padding-bottom: 2.5rem; }
footer nav {
  display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; padding-top: 1.25rem;
  border-top: 1px solid var(--line); font-size: 0.9375rem;
}
`;
