/** Style of all pages. Colours are variables, defined once for each colour scheme. */
export const PAGE_STYLE = `
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
.brand { display: flex; align-items: center; gap: 0.6rem; padding-top: 2rem; font-weight: 650; }
.brand svg { width: 2rem; color: var(--accent); }
.brand small { color: var(--soft); font: 0.8125rem var(--mono); }
.lead { max-width: 40rem; margin: 0; color: var(--soft); font-size: 1.125rem; text-wrap: pretty; }
.button {
  padding: 0.6rem 1.15rem; border-radius: 0.5rem; background: var(--accent); color: var(--on-accent);
  font-weight: 600; text-decoration: none;
}
.button:hover { filter: brightness(1.08); }
.note { color: var(--soft); font-size: 0.875rem; }
section { margin-top: clamp(2.75rem, 7vw, 4rem); }
h2 { margin: 0 0 0.35rem; font-size: 1.25rem; letter-spacing: -0.01em; }
h2 + p { max-width: 42rem; margin: 0 0 1.25rem; color: var(--soft); text-wrap: pretty; }
code, pre { font-family: var(--mono); font-size: 0.8125rem; }
`;
