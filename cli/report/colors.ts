import { stripVTControlCharacters } from 'node:util';
import { createColors } from 'picocolors';

/** Texts always contain colours. `standardOutput` removes them for streams without colours. */
export const colors = createColors(true);

/** A text without its colours. */
export const stripColors = stripVTControlCharacters;
