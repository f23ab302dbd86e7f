import { createColors } from 'picocolors';

/** Texts always contain colours. `standardOutput` removes them for streams without colours. */
export const colors = createColors(true);
