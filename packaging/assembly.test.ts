import type { ClassType, Type, TypeReference } from '@jsii/spec';
import { assembly, types } from './support/assembly';

/*
 * Finds what jsii compiles although it does not work in other languages.
 */

type Input = readonly [name: string, type: TypeReference];

const isClass = (type: Type): type is ClassType => type.kind === 'class';
const isStruct = (fqn: string): boolean => structProperties(fqn) !== undefined;
/** Whether a struct has a property that Python names differently. */
const losesProperties = (fqn: string): boolean => structProperties(fqn)?.some(([name]) => /\.[a-z]+[A-Z]/.test(name)) ?? false;

/** The properties of a struct of this package. */
function structProperties(fqn: string): Input[] | undefined {
  const type = assembly().types?.[fqn];
  if (type?.kind !== 'interface' || !type.datatype) return undefined;
  return [
    ...(type.interfaces ?? []).flatMap(parent => structProperties(parent) ?? []),
    ...(type.properties ?? []).map((property): Input => [`${type.name}.${property.name}`, property.type]),
  ];
}

/** The types in a type reference, and the types of the elements of its lists and maps. */
function parts(reference: TypeReference): { plain: string[]; elements: string[] } {
  if ('fqn' in reference) return { plain: [reference.fqn], elements: [] };
  if ('collection' in reference) {
    const { plain, elements } = parts(reference.collection.elementtype);
    return { plain: [], elements: [...plain, ...elements] };
  }
  const options = 'union' in reference ? reference.union.types.map(parts) : [];
  return { plain: options.flatMap(({ plain }) => plain), elements: options.flatMap(({ elements }) => elements) };
}

/** All inputs of the API: the parameters and, recursively, the properties of structs among them. */
function inputs(): Input[] {
  const parameters = types().flatMap(type => {
    if (type.kind === 'enum') return [];
    const callables = [...type.methods ?? [], ...isClass(type) && type.initializer ? [{ name: 'constructor', ...type.initializer }] : []];
    return callables.flatMap(({ name, parameters: all = [] }) => all.map((parameter): Input => [`${type.name}.${name}(${parameter.name})`, parameter.type]));
  });
  const found = new Map<string, Input>();
  const add = (input: Input): void => {
    if (found.has(input[0])) return;
    found.set(input[0], input);
    const { plain, elements } = parts(input[1]);
    [...plain, ...elements].flatMap(fqn => structProperties(fqn) ?? []).forEach(add);
  };
  parameters.forEach(add);
  return [...found.values()];
}

// If a class has no Builder, Java's `Foo.Builder` is that of its superclass, and builds an instance of the superclass.
test('every class with props has props of this package, so that Java generates a Builder for it', () => {
  const foreign = types().filter(isClass).flatMap(({ name, base, initializer, abstract }) => {
    if (!initializer || abstract) return [];
    const props = initializer.parameters?.at(-1)?.type;
    return props && parts(props).plain.some(isStruct) ? [] : [`${name} extends ${base}: ${JSON.stringify(props)}`];
  });

  expect(foreign).toEqual([]);
});

// From a Python dict in a list, jsii keeps keys that are spelled like the struct's properties (`name`) and drops others (`sample_data`).
test('no input is a list or a map of structs with properties that Python names differently, and would lose', () => {
  const taken = inputs();

  expect(taken.map(([name]) => name)).toEqual(expect.arrayContaining(['EmailTemplate.constructor(props)', 'EmailTemplateProps.subject', 'EmailTemplateOptions.html']));
  expect(taken.filter(([, type]) => parts(type).elements.some(losesProperties)).map(([name]) => name)).toEqual([]);
});
