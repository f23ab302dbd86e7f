/** Deploys the packed library with the CDK CLI to third-party software. */
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { devDependencies } from '../package.json';
import { CDK_CLI, VERSIONS } from './deviations';
import { GROUPS } from './steps';
import { Emulator, startMinistack } from './support/ministack';
import { startMoto } from './support/moto';
import { pythonIsMissing, skipWithoutPython, virtualEnvironment } from './support/python';
import { localSes, motoSes, Ses } from './support/ses';
import { Shop } from './support/shop';
import { runGroup, RunStepsOptions, Step, StepResult, table } from './support/steps';
import { World } from './support/world';
import { NpmConsumer } from '../packaging/support/npm-consumer';
import { packForNpm, ROOT } from '../packaging/support/package';

const CACHE = join(ROOT, '.emulators');
const RUN = join(CACHE, 'run');
const MAX_MINUTES = 20;

/** All groups of steps, or the first step and the groups named on the command line. */
const STEPS = groupsOf(process.argv.slice(2));

function groupsOf(names: readonly string[]): ReadonlyArray<readonly Step[]> {
  const unknown = names.filter(name => !(name in GROUPS));
  if (unknown.length > 0) throw new Error(`groups of steps must be among ${Object.keys(GROUPS).join(', ')}, got: ${unknown.join(', ')}`);
  if (names.length === 0) return Object.values(GROUPS);
  const named = Object.entries(GROUPS).filter(([name]) => names.includes(name)).map(([, steps]) => steps);
  return names.includes('lifecycle') ? named : [GROUPS.lifecycle.slice(0, 1), ...named];
}

const print = (text: string) => void process.stdout.write(`${text}\n`);

/** Installs the package into an empty folder, as a user does. */
function install(): string {
  const folder = join(RUN, 'app');
  mkdirSync(folder, { recursive: true });
  new NpmConsumer(folder, packForNpm(RUN), { 'aws-cdk-lib': devDependencies['aws-cdk-lib'], 'constructs': devDependencies.constructs }, [
    `aws-cdk@${CDK_CLI}`, `@aws-cdk/app-staging-synthesizer-alpha@${devDependencies['@aws-cdk/app-staging-synthesizer-alpha']}`,
  ]);
  return folder;
}

async function tryWith(ses: Ses, ministack: Emulator, folder: string): Promise<StepResult[]> {
  const shop = new Shop({
    folder,
    endpoint: ministack.endpoint,
    environment: {
      AWS_ENDPOINT_URL_SES: ses.endpoint,
      ...ses.callsPerSecond !== undefined && { SES_CALLS_PER_SECOND: String(ses.callsPerSecond) },
    },
  });
  const world = new World(ses, shop, ministack.endpoint);
  await world.begin();
  const options: RunStepsOptions = {
    logs: join(RUN, 'logs', ses.name.replace(/\W+/g, '-')),
    onResult: ({ name, seconds, failure }) => {
      print(`${failure === undefined ? 'ok    ' : 'FAILED'} ${seconds.toFixed(1).padStart(6)} s  ${ses.name}: ${name}`);
      if (failure !== undefined) print(failure);
    },
  };
  const results: StepResult[] = [];
  for (const group of STEPS) results.push(...await runGroup(world, group, options));
  return results;
}

async function main(): Promise<number> {
  const missing = await pythonIsMissing();
  if (missing !== undefined) {
    skipWithoutPython('deployment with third-party software is not tested', missing);
    return 0;
  }
  const began = performance.now();
  rmSync(RUN, { recursive: true, force: true });
  const stops: Array<() => Promise<void>> = [];
  try {
    const [forMinistack, forMoto] = await Promise.all([
      virtualEnvironment(CACHE, `ministack==${VERSIONS.ministack}`),
      virtualEnvironment(CACHE, `moto[server]==${VERSIONS.moto}`),
    ]);
    const app = install();
    print(`Set up in ${((performance.now() - began) / 1_000).toFixed(1)} s: ministack ${VERSIONS.ministack}, moto ${VERSIONS.moto}, aws-cdk ${CDK_CLI}`);

    const column = async (name: string, start: (folder: string) => Promise<Ses>) => {
      const folder = join(RUN, name);
      mkdirSync(folder, { recursive: true });
      const ses = await start(folder);
      stops.push(async () => ses.stop());
      const ministack = await startMinistack(forMinistack, folder, ses.endpoint);
      stops.push(async () => ministack.stop());
      return [ses.name, await tryWith(ses, ministack, join(app, name))] as const;
    };
    const columns = new Map(await Promise.all([
      column('moto', async folder => motoSes(await startMoto(forMoto, folder))),
      column('local', localSes),
    ]));
    const seconds = table(STEPS.flat(), columns);
    print(`\n${seconds}\n`);
    // GitHub shows it on the page of the run.
    if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, `### npm run test:e2e\n\n${seconds}\n`);
    const failed = [...columns.values()].flat().filter(({ failure }) => failure !== undefined);
    print(`${failed.length === 0 ? 'All steps passed' : `${failed.length} steps FAILED`} in ${((performance.now() - began) / 60_000).toFixed(1)} minutes.`);
    return failed.length === 0 ? 0 : 1;
  } finally {
    await Promise.all(stops.map(async stop => stop()));
  }
}

setTimeout(() => {
  process.stderr.write(`FAILED: test:e2e must end within ${MAX_MINUTES} minutes; ${RUN} has the logs\n`);
  process.exit(1);
}, MAX_MINUTES * 60_000).unref();
main().then(code => {
  process.exitCode = code;
}, (cause: Error) => {
  process.stderr.write(`${cause.stack}\n`);
  process.exitCode = 1;
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
