import { dataType, Field, printedPaths } from './data-type';
import { Docs, docsOf } from './docs';
import { compileEmail, PartialLibrary, SourceText } from '../../src/language';
import { CommandError } from '../command-error';
import { WrittenEmail } from '../emails/folder';
import { readSample } from '../emails/sample';

/** An email, for the code that sends it. */
export interface TypedEmail {
  readonly name: string;
  readonly fields: readonly Field[];
  /** The paths of the values that are printed into HTML. */
  readonly inHtml: ReadonlySet<string>;
  readonly docs: Docs;
}

/** @throws CommandError for an email that does not compile */
export function typedEmail(email: WrittenEmail, partials: PartialLibrary): TypedEmail {
  const { name, subject, html, text } = email;
  const { errors, email: compiled } = compileEmail({ subject, html, text }, partials);
  if (!compiled) {
    throw new CommandError(`The email "${name}" must be free of errors, got: ${errors.length}. "cdk-ses-templates check" shows them`);
  }
  const samples = email.samples.flatMap(sample => readSample(sample).data ?? []);
  const markup = html && compileEmail({ subject: { content: 'x' }, html }, partials).email;
  return {
    name,
    fields: dataType(compiled.variables, samples),
    inHtml: new Set(printedPaths(markup?.variables ?? [])),
    docs: docsOf([subject, html, text].filter((source): source is SourceText => source !== undefined).map(({ content }) => content as string)),
  };
}
