import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import colors from 'picocolors';
import { StackResult } from '../../cloudformation';
import { SesCall, StoredTemplate } from '../../ses';
import { CommandError } from '../../session/command-error';
import { LocalSession } from '../../session/session';
import { AppOptions } from '../../session/synth';
import { Display } from '../display/display';
import { checkSucceeded, deploying, synthesizing } from '../display/operations';
import { shortPath } from '../display/text';

/** What came of a deployment. */
export interface Deployment {
  readonly result: StackResult;
  /** The calls that SES got. */
  readonly calls: readonly SesCall[];
  /** What the functions wrote. */
  readonly log: readonly string[];
}

/** Runs the tour's steps: prints each claim, and checks it. */
export class Stage {
  private steps = 0;

  /** @param emails the folder of the emails, which the steps may change */
  public constructor(
    public readonly session: LocalSession,
    public readonly display: Display,
    private readonly app: AppOptions,
    private readonly emails: string,
  ) {}

  /** Opens the next step. */
  public step(title: string): void {
    this.display.print(`\n${colors.bold(colors.cyan(`${++this.steps}. ${title}`))}`);
  }

  public say(text: string): void {
    this.display.print(colors.dim(text));
  }

  /**
   * Says what holds now.
   *
   * @throws CommandError when it does not
   */
  public check(claim: string, holds: boolean): void {
    if (!holds) throw new CommandError(`✗ The tour did not go as it should. This does not hold: ${claim}`);
    this.display.print(`${colors.green('✓')} ${claim}`);
  }

  /** Changes a file of an email, as its author does in an editor. */
  public editOnDisk(email: string, file: string, before: string, after: string): void {
    const path = join(this.emails, email, file);
    writeFileSync(path, replaced(readFileSync(path, 'utf8'), path, before, after));
    this.say(`On disk, ${shortPath(path)}: "${before}" becomes "${after}"`);
  }

  /** Changes the text of a template as somebody may in SES, behind the stack's back; gives the template as it now is. */
  public editInSes(name: string, before: string, after: string): StoredTemplate {
    const template = this.template(name);
    this.session.ses.templates.put({ ...template, TextPart: replaced(template.TextPart!, `the text of ${name}`, before, after) });
    this.say(`In SES, the text of ${name}: "${before}" becomes "${after}"`);
    return this.template(name);
  }

  /** A template as SES has it. */
  public template(name: string): StoredTemplate {
    const template = this.session.ses.templates.get(name);
    if (!template) throw new CommandError(`✗ The tour did not go as it should: SES has no template '${name}'`);
    return template;
  }

  /**
   * Synthesizes and deploys the app.
   *
   * @throws CommandError when the deployment fails, with the reason
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
      const assembly = await synthesizing(session, display, this.app);
      const [result] = await deploying(session, display, assembly);
      return { result, calls: session.ses.calls.slice(before), log };
    } finally {
      unwatch();
    }
  }
}

function replaced(content: string, where: string, before: string, after: string): string {
  if (!content.includes(before)) throw new CommandError(`✗ The tour cannot change ${where}: "${before}" does not stand there`);
  return content.replace(before, after);
}
