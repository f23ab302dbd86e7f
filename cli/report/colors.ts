import { createColors } from 'picocolors';

/** Texts are always made with their colours; `standardOutput` removes them where a stream is to have none. */
export const colors = createColors(true);
