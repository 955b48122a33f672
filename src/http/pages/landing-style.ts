import { PAGE_STYLE } from '../../pages/style.ts';

export const LANDING_STYLE = `${PAGE_STYLE}
.demo { background: var(--tint); border-bottom: 1px solid var(--line); }
.demo p { max-width: 60rem; margin: 0 auto; padding: 0.7rem clamp(1rem, 4vw, 2rem); font-size: 0.9375rem; }
.demo strong { color: var(--accent); }
h1 {
  max-width: 17em; margin: clamp(2.25rem, 7vw, 4rem) 0 1rem; text-wrap: balance;
  font-size: clamp(1.875rem, 5.2vw, 3rem); font-weight: 650; line-height: 1.12; letter-spacing: -0.025em;
}
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem 1.5rem; margin: 1.75rem 0 0; }
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
pre {
  margin: 0; padding: 1rem 1.15rem; border: 1px solid var(--line); border-radius: 0.75rem; background: var(--code);
  line-height: 1.65; white-space: pre-wrap; overflow-wrap: anywhere; user-select: all; -webkit-user-select: all;
}
pre + p { margin: 0.6rem 0 0; }
.links { display: grid; gap: 0.5rem; max-width: 42rem; margin: 0; padding-left: 1.2rem; }
pre + h3 { margin-top: 1.5rem; }
h3 + pre { margin-top: 0.5rem; }
footer { margin-top: clamp(3rem, 8vw, 5rem); padding-bottom: 2.5rem; }
footer nav {
  display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; padding-top: 1.25rem;
  border-top: 1px solid var(--line); font-size: 0.9375rem;
}
`;
