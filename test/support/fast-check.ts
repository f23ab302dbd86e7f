import * as fc from 'fast-check';

/** Every run uses the same examples, so that only a change can make a test fail. `SEED=2 npm test` uses others. */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

export * from 'fast-check';
