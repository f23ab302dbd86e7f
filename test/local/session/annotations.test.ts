import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations, Stack, Stage } from 'aws-cdk-lib';
import { readAnnotations } from '../../../local/session/annotations';
import { testApp } from '../../support/synth';
import { folders } from '../cli/support';

const folder = folders();

test('reads the messages of all stacks, including those in stages', () => {
  const app = testApp({ outdir: folder() });
  const stack = new Stack(app, 'Mails');
  Annotations.of(stack).addInfo('for your information');
  Annotations.of(stack).addWarningV2('cdk-ses-templates:noTextPart', 'no text part');
  Annotations.of(new Stack(new Stage(app, 'Prod'), 'Mails')).addError('broken');

  expect(new Set(readAnnotations(app.synth().directory))).toEqual(new Set([
    { level: 'Info', path: '/Mails', message: 'for your information' },
    { level: 'Warning', path: '/Mails', message: 'no text part [ack: cdk-ses-templates:noTextPart]' },
    { level: 'Error', path: '/Prod/Mails', message: 'broken' },
  ]));
});

test('reads the messages from the separate file of newer CDK versions', () => {
  const made = folder();
  const metadata = { '/Mails/Welcome': [{ type: 'aws:cdk:logicalId', data: 'Welcome' }, { type: 'aws:cdk:warning', data: 'careful' }] };
  writeFileSync(join(made, 'Mails.metadata.json'), JSON.stringify(metadata));
  writeFileSync(join(made, 'manifest.json'), JSON.stringify({
    artifacts: { Mails: { type: 'aws:cloudformation:stack', additionalMetadataFile: 'Mails.metadata.json' }, Tree: { type: 'cdk:tree' } },
  }));

  expect(readAnnotations(made)).toEqual([{ level: 'Warning', path: '/Mails/Welcome', message: 'careful' }]);
});
