import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import colors from 'picocolors';
import { StackResult } from '../../cloudformation';
import { SesCall, StoredTemplate } from '../../ses';
import { CommandError } from '../../session/command-error';
import { LocalSession } from '../../session/session';
import { AppOptions } from '../../session/synth';
import { Display } from '../display/display';
import { checkSucceeded, deployStacks, synthesizeApp } from '../display/operations';
import { shortPath } from '../display/text';

/** What happened during a deployment. */
export interface Deployment {
  readonly result: StackResult;
  /** The calls that SES received. */
  readonly calls: readonly SesCall[];
  /** The functions' log lines. */
  readonly log: readonly string[];
}

/** Runs the tour's steps: checks each claim and prints it. */
export class Stage {
  private steps = 0;

  /** @param emails the folder of the emails; the steps may change it */
  public constructor(
    public readonly session: LocalSession,
    public readonly display: Display,
    private readonly app: AppOptions,
    private readonly emails: string,
  ) {}

  /** Starts the next step. */
  public step(title: string): void {
    this.display.print(`\n${colors.bold(colors.cyan(`${++this.steps}. ${title}`))}`);
  }

  public say(text: string): void {
    this.display.print(colors.dim(text));
  }

  /**
   * Prints a claim that must be true.
   *
   * @throws CommandError if it is false
   */
  public check(claim: string, holds: boolean): void {
    if (!holds) throw new CommandError(`✗ The tour failed. This is not true: ${claim}`);
    this.display.print(`${colors.green('✓')} ${claim}`);
  }

  /** Changes a file of an email, like its author in an editor. */
  public editOnDisk(email: string, file: string, before: string, after: string): void {
    const path = join(this.emails, email, file);
    writeFileSync(path, replaced(readFileSync(path, 'utf8'), path, before, after));
    this.say(`On disk, ${shortPath(path)}: "${before}" becomes "${after}"`);
  }

  public readOnDisk(email: string, file: string): string {
    return readFileSync(join(this.emails, email, file), 'utf8');
  }

  /** Changes the text of a template in SES, outside the stack. Returns the changed template. */
  public editInSes(name: string, before: string, after: string): StoredTemplate {
    const template = this.template(name);
    this.session.ses.templates.put({ ...template, TextPart: replaced(template.TextPart!, `the text of ${name}`, before, after) });
    this.say(`In SES, the text of ${name}: "${before}" becomes "${after}"`);
    return this.template(name);
  }

  /** Returns a template from SES. */
  public template(name: string): StoredTemplate {
    const template = this.session.ses.templates.get(name);
    if (!template) throw new CommandError(`✗ The tour failed: SES has no template '${name}'`);
    return template;
  }

  /**
   * Synthesizes and deploys the app.
   *
   * @throws CommandError with the reason if the deployment fails
   */
  public async deploy(): Promise<Deployment> {
    const deployment = await this.tryToDeploy();
    checkSucceeded([deployment.result]);
    return deployment;
  }

  public async tryToDeploy(): Promise<Deployment> {
    const { session, display } = this;
    const before = session.ses.calls.length;
    const log: string[] = [];
    const unwatch = session.watch({ onLog: ({ line }) => log.push(line) });
    try {
      const assembly = await synthesizeApp(session, display, this.app);
      const [result] = await deployStacks(session, display, assembly);
      return { result, calls: session.ses.calls.slice(before), log };
    } finally {
      unwatch();
    }
  }
}

function replaced(content: string, where: string, before: string, after: string): string {
  if (!content.includes(before)) throw new CommandError(`✗ The tour cannot change ${where}: it does not contain "${before}"`);
  return content.replace(before, after);
}
