import { nearest } from '../../language';
import { EmailTemplateSetEntryProps } from '../email-template-set-entry';

const KNOWN: Record<keyof EmailTemplateSetEntryProps, true> = {
  name: true, subject: true, html: true, text: true, partials: true, sampleData: true, verifyOnDeploy: true,
};

/** Reports unknown properties of a set's entry, such as `sample_data`, which JavaScript does not check. */
export function unknownProperties(entry: object): string[] {
  return Object.entries(entry).filter(([name, value]) => value !== undefined && !Object.hasOwn(KNOWN, name)).map(([name]) => {
    const meant = nearest(name, Object.keys(KNOWN));
    const advice = meant ? `did you mean ${meant}?` : `it can have ${Object.keys(KNOWN).join(', ')}`;
    return `the template must have known properties only, got: ${name}; ${advice}`;
  });
}
