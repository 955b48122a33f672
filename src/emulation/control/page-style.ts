import { PAGE_STYLE } from '../../pages/style.ts';

export const CONTROL_STYLE = `${PAGE_STYLE}
h1 { margin: 2rem 0 0.75rem; font-size: clamp(1.625rem, 4.5vw, 2.25rem); font-weight: 650; line-height: 1.15; letter-spacing: -0.02em; }
main { padding-bottom: 4rem; }
section { margin-top: 2rem; padding: 1.25rem; border: 1px solid var(--line); border-radius: 0.75rem; background: var(--card); }
section > :first-child { margin-top: 0; }
h3 { margin: 1.5rem 0 0.5rem; font-size: 1rem; }
form, .row { display: flex; flex-wrap: wrap; align-items: end; gap: 0.75rem; margin: 0.75rem 0 0; }
label { display: grid; gap: 0.2rem; flex: 1 1 9rem; min-width: 0; color: var(--soft); font-size: 0.875rem; }
label.check { display: flex; flex: 0 0 auto; align-items: center; gap: 0.5rem; min-height: 2.5rem; color: var(--ink); }
input, select {
  width: 100%; min-height: 2.5rem; padding: 0.35rem 0.6rem; border: 1px solid var(--soft); border-radius: 0.4rem;
  background: var(--paper); color: var(--ink); font: inherit;
}
input[type='checkbox'] { width: 1.15rem; min-height: 1.15rem; margin: 0; accent-color: var(--accent); }
button { min-height: 2.5rem; border: 1px solid transparent; font: inherit; cursor: pointer; }
.button.plain { border-color: var(--soft); background: transparent; color: var(--ink); font-weight: 400; }
.button { padding: 0.3rem 0.9rem; }
output { display: block; font-family: var(--mono); font-size: 0.9375rem; }
.scroll { margin-top: 0.75rem; overflow-x: auto; border: 1px solid var(--line); border-radius: 0.5rem; }
table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
caption { padding: 0.5rem 0.75rem; text-align: left; font-weight: 600; }
th, td { padding: 0.4rem 0.75rem; border-top: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--soft); font-weight: 500; white-space: nowrap; }
td { font-family: var(--mono); font-size: 0.8125rem; white-space: nowrap; }
#said {
  position: sticky; bottom: 0; max-width: 60rem; margin: 1rem auto 0; padding: 0.7rem clamp(1rem, 4vw, 2rem);
  border-top: 1px solid var(--line); background: var(--tint); overflow-wrap: anywhere;
}
#said:empty { display: none; }
#said.wrong { font-weight: 600; color: var(--accent); }
`;
