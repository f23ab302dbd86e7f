import { readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { EmailTemplateProps, SampleData, TemplateContent, TemplateFileOptions } from 'cdk-ses-templates';

/** The parts of an email that lie in one folder: `subject.txt`, `body.html`, `body.txt`, and `sample.json` to try them with. */
export function emailFromFolder(folder: string, options?: TemplateFileOptions): Pick<EmailTemplateProps, 'subject' | 'html' | 'text' | 'sampleData'> {
  return {
    subject: readFileSync(join(folder, 'subject.txt'), 'utf8').trim(),
    html: TemplateContent.fromFile(join(folder, 'body.html'), options),
    text: TemplateContent.fromFile(join(folder, 'body.txt'), options),
    sampleData: SampleData.fromFile(join(folder, 'sample.json')),
  };
}

/** The texts that emails share, each by the name of its file. */
export function partialsFromFolder(folder: string): { [name: string]: TemplateContent } {
  return Object.fromEntries(readdirSync(folder).map(file => [parse(file).name, TemplateContent.fromFile(join(folder, file))]));
}
