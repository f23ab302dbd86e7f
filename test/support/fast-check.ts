import * as fc from 'fast-check';

/** The same examples in every run, so that only a change can fail a test. `SEED=2 npm test` tries others. */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

export * from 'fast-check';
