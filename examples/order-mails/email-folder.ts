import { readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { EmailTemplateProps, EmailSampleData, EmailContent, EmailContentOptions } from 'cdk-ses-templates';

/** The parts of an email that lie in one folder: `subject.txt`, `body.html`, `body.txt`, and `sample.json` to try them with. */
export function emailFromFolder(folder: string, options?: EmailContentOptions): Pick<EmailTemplateProps, 'subject' | 'html' | 'text' | 'sampleData'> {
  return {
    subject: readFileSync(join(folder, 'subject.txt'), 'utf8').trim(),
    html: EmailContent.fromFile(join(folder, 'body.html'), options),
    text: EmailContent.fromFile(join(folder, 'body.txt'), options),
    sampleData: EmailSampleData.fromFile(join(folder, 'sample.json')),
  };
}

/** The texts that emails share, each by the name of its file. */
export function partialsFromFolder(folder: string): { [name: string]: EmailContent } {
  return Object.fromEntries(readdirSync(folder).map(file => [parse(file).name, EmailContent.fromFile(join(folder, file))]));
}
