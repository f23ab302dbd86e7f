import { conditionHolds, references, Scope } from './intrinsics';
import { Template, TemplateError, TemplateResource } from './template';

/** The dependencies of each resource, by logical id. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** The resources whose condition is true. */
export function activeResources(template: Template, scope: Scope): Record<string, TemplateResource> {
  return Object.fromEntries(Object.entries(template.Resources ?? {})
    .filter(([, { Condition }]) => Condition === undefined || conditionHolds(Condition, scope)));
}

/**
 * The dependencies of each resource: those in DependsOn, and those that its properties refer to.
 *
 * @throws TemplateError if a reference cannot be resolved, or dependencies are circular
 */
export function dependencyGraph(template: Template, resources: Record<string, TemplateResource>): Graph {
  const unresolved = new Set<string>();
  const graph = new Map(Object.entries(resources).map(([logicalId, resource]) => {
    const names = new Set([...references(resource.Properties), ...[resource.DependsOn ?? []].flat()]);
    for (const name of names) {
      if (!name.startsWith('AWS::') && !template.Parameters?.[name] && !template.Resources?.[name]) unresolved.add(name);
    }
    // A resource whose condition is false is not a dependency.
    return [logicalId, new Set([...names].filter(name => name in resources))];
  }));
  if (unresolved.size > 0) {
    throw new TemplateError(`Template format error: Unresolved resource dependencies [${[...unresolved].join(', ')}] in the Resources block of the template`);
  }
  const circle = findCircle(graph);
  if (circle) throw new TemplateError(`Circular dependency between resources: [${circle.join(', ')}]`);
  return graph;
}

/** The graph with its edges reversed: deletions process dependents first. */
export function reversed(graph: Graph): Graph {
  const result = new Map([...graph.keys()].map(id => [id, new Set<string>()]));
  for (const [id, dependencies] of graph) dependencies.forEach(dependency => result.get(dependency)?.add(id));
  return result;
}

/**
 * Visits every node after its dependencies, independent ones at the same time.
 * If a visit returns false, the dependents of that node are not visited.
 */
export async function walk(graph: Graph, visit: (id: string) => Promise<boolean>): Promise<void> {
  const visits = new Map<string, Promise<boolean>>();
  const start = (id: string): Promise<boolean> => {
    const started = visits.get(id) ?? Promise.all([...graph.get(id) ?? []].map(start))
      .then(results => results.every(Boolean) && visit(id));
    visits.set(id, started);
    return started;
  };
  await Promise.all([...graph.keys()].map(start));
}

function findCircle(graph: Graph): string[] | undefined {
  const settled = new Set<string>();
  const visit = (id: string, trail: string[]): string[] | undefined => {
    if (trail.includes(id)) return trail.slice(trail.indexOf(id));
    if (settled.has(id)) return undefined;
    for (const dependency of graph.get(id) ?? []) {
      const circle = visit(dependency, [...trail, id]);
      if (circle) return circle;
    }
    settled.add(id);
    return undefined;
  };
  for (const id of graph.keys()) {
    const circle = visit(id, []);
    if (circle) return circle;
  }
  return undefined;
}
