import { join } from 'node:path';
import { IgnoreStrategy } from 'aws-cdk-lib';
import { ignoring } from '../../cli/emails/ignore';
import * as fc from '../support/fast-check';

const segment = fc.constantFrom('a', 'b', 'drafts', 'x.mjml', 'body.html', '*', '**', '*.mjml', 'd?afts', '{a,b}', '[ab]');
const glob = fc.tuple(fc.constantFrom('', '!'), fc.array(segment, { minLength: 1, maxLength: 3 })).map(([not, segments]) => not + segments.join('/'));
const path = fc.array(fc.constantFrom('a', 'b', 'drafts', 'x.mjml', 'body.html', '.hidden'), { minLength: 1, maxLength: 3 }).map(segments => segments.join('/'));

test('excludes what aws-cdk-lib excludes', () => {
  fc.assert(fc.property(fc.array(glob, { maxLength: 4 }), path, (globs, file) => {
    expect(ignoring('/emails', globs).ignores(join('/emails', file))).toBe(IgnoreStrategy.glob('/emails', [...globs]).ignores(join('/emails', file)));
  }));
});
