import { github } from './github';
import { json } from './json';
import { Report } from './report';
import { sarif } from './sarif';
import { text } from './text';

/** The formats of `check`, by the value of `--format`. */
export const FORMATS: Readonly<Record<string, (report: Report) => string>> = { text, json, github, sarif };
