import { nearest } from '../../language';
import { EmailTemplateSetEntryProps } from '../email-template-set-entry';

const KNOWN: Record<keyof EmailTemplateSetEntryProps, true> = {
  name: true, subject: true, html: true, text: true, partials: true, sampleData: true, verifyOnDeploy: true,
};

/** What is wrong with an entry of a set that has properties it cannot have, such as `sample_data`: JavaScript does not check them. */
export function unknownProperties(entry: object): string[] {
  return Object.entries(entry).filter(([name, value]) => value !== undefined && !Object.hasOwn(KNOWN, name)).map(([name]) => {
    const meant = nearest(name, Object.keys(KNOWN));
    const advice = meant ? `did you mean ${meant}?` : `it can have ${Object.keys(KNOWN).join(', ')}`;
    return `the template must have known properties only, got: ${name}; ${advice}`;
  });
}
