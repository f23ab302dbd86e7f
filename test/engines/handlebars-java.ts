import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Outcome, Peer } from '../language/support/peers';

export const JAVA = join(__dirname, 'java');

/** As `java/pom.xml` says, unless another is asked for: `HANDLEBARS_JAVA_VERSION=4.0.6 npm run test:engines`. */
export const VERSION = process.env.HANDLEBARS_JAVA_VERSION ?? /<handlebars.version>(.+?)</.exec(readFileSync(join(JAVA, 'pom.xml'), 'utf8'))![1];

/** Where `npm run test:engines` puts the jars. */
export const JARS = join(__dirname, '..', '..', '.engines', VERSION);

/** Whether there is a JDK, and the jars. */
export function hasHandlebarsJava(): boolean {
  return hasJdk() && existsSync(JARS);
}

export function hasJdk(): boolean {
  return (process.env.PATH ?? '').split(delimiter).some(folder => existsSync(join(folder, 'javac')));
}

/** @see https://github.com/jknack/handlebars.java */
export async function startHandlebarsJava(): Promise<Peer> {
  // Java 8, which has no modules, lets a template read the fields of any object.
  const process = spawn('java', ['-XX:-UsePerfData', '--add-opens', 'java.base/java.util=ALL-UNNAMED', '-cp', join(JARS, '*'), join(JAVA, 'Engine.java')], { stdio: ['pipe', 'pipe', 'ignore'] });
  const exited = new Promise<void>(resolve => process.once('exit', () => resolve()));
  const waiting: Array<{ resolve: (outcome: Outcome) => void; reject: (error: Error) => void }> = [];
  createInterface({ input: process.stdout }).on('line', line => waiting.shift()!.resolve(JSON.parse(line) as Outcome));
  void exited.then(() => waiting.forEach(({ reject }) => reject(new Error('handlebars.java has stopped'))));
  return {
    render: (template, data) => new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      process.stdin.write(`${JSON.stringify({ template, data })}\n`);
    }),
    async stop() {
      process.stdin.end();
      await exited;
    },
  };
}
