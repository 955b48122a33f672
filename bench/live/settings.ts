/** How large the bench is. The defaults are the ones that claims are made with. */
export const SUBSCRIBERS = Number(process.env['BENCH_SUBSCRIBERS'] ?? 5000);
/** Changes that are timed one by one. */
export const CHANGES = Number(process.env['BENCH_CHANGES'] ?? 30);
/** Changes that come all at once. */
export const BURST = 20;
