import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmailTemplateProps, TemplateContent, TemplateFileOptions } from 'cdk-ses-templates';

/** The parts of an email that lie in one folder: `subject.txt`, `body.html`, `body.txt`, and `sample.json` to try them with. */
export function emailFromFolder(folder: string, options?: TemplateFileOptions): Pick<EmailTemplateProps, 'subject' | 'html' | 'text' | 'sampleData'> {
  return {
    subject: readFileSync(join(folder, 'subject.txt'), 'utf8').trim(),
    html: TemplateContent.fromFile(join(folder, 'body.html'), options),
    text: TemplateContent.fromFile(join(folder, 'body.txt'), options),
    sampleData: JSON.parse(readFileSync(join(folder, 'sample.json'), 'utf8')),
  };
}
