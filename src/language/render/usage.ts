/** Records which fields of the data the template uses. */
export class Usage {
  private readonly fields = new Map<unknown, Set<string>>();

  add(of: unknown, name: string): void {
    if (typeof of !== 'object' || of === null) return;
    const names = this.fields.get(of);
    if (names) names.add(name);
    else this.fields.set(of, new Set([name]));
  }

  has(of: unknown, name: string): boolean {
    return this.fields.get(of)?.has(name) ?? false;
  }
}
