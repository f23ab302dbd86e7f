/** The problems found at synthesis, reported together in one error. */
export class Problems {
  private readonly messages: string[] = [];

  get list(): readonly string[] {
    return this.messages;
  }

  /**
   * Adds a problem: `PATH: PROPERTY must RULE, got: VALUE; REMEDY`.
   *
   * @param path the path of the construct
   */
  add(path: string, problem: string): void {
    this.messages.push(`${path}: ${problem}`);
  }

  /** Adds problems whose messages already name their constructs. */
  addMessages(messages: readonly string[]): void {
    this.messages.push(...messages);
  }

  /** @throws Error with all problems */
  throwIfAny(): void {
    const { messages } = this;
    if (messages.length === 0) return;
    const separator = messages.some(message => message.includes('\n')) ? '\n\n' : '\n';
    throw new Error(messages.join(separator));
  }
}
