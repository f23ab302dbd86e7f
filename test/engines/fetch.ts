import { spawnSync } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { hasJdk, JARS, JAVA, VERSION } from './handlebars-java';

/** Gets the jars of handlebars.java by Maven, once. Without a JDK or Maven, the tests say that they are skipped. */
function fetch(): void {
  if (existsSync(JARS) || !hasJdk()) return;
  const partial = `${JARS}.partial`;
  const { status, error } = spawnSync('mvn', [
    '--batch-mode', '--quiet', '--file', join(JAVA, 'pom.xml'), `-Dhandlebars.version=${VERSION}`,
    'dependency:copy-dependencies', `-DoutputDirectory=${partial}`,
  ], { stdio: 'inherit' });
  if (status === 0) renameSync(partial, JARS);
  else console.error(`Maven did not get handlebars.java ${VERSION}${error ? `: ${error.message}` : ''}.`);
}

fetch();
