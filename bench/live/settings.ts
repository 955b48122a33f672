/** Size of the bench. The published figures use the defaults. */
export const SUBSCRIBERS = Number(process.env['BENCH_SUBSCRIBERS'] ?? 5000);
/** Number of changes that are measured one by one. */
export const CHANGES = Number(process.env['BENCH_CHANGES'] ?? 30);
/** Number of changes that are committed at once. */
export const BURST = 20;
