import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The deployed files of a cloud assembly, by path: templates and assets. Large files are replaced by their hash. */
export function deployedFiles(outdir: string): Record<string, string> {
  const names = readdirSync(outdir, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(outdir.length + 1))
    .filter(name => /(\.template\.json$)|(^asset\.)/.test(name));
  return Object.fromEntries(names.sort().map(name => {
    const content = readFileSync(join(outdir, name));
    return [name, content.length > 20_000 ? createHash('sha256').update(content).digest('hex') : content.toString('utf8')];
  }));
}

/** The jsii names of the classes of all constructs in a cloud assembly. */
export function constructClasses(outdir: string): Set<string> {
  const classes = new Set<string>();
  const visit = (node: any): void => {
    if (node.constructInfo) classes.add(node.constructInfo.fqn);
    Object.values(node.children ?? {}).forEach(visit);
  };
  visit(JSON.parse(readFileSync(join(outdir, 'tree.json'), 'utf8')).tree);
  return classes;
}
