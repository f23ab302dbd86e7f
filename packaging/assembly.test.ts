import type { ClassType, Type, TypeReference } from '@jsii/spec';
import { assembly, types } from './support/assembly';

/*
 * What jsii compiles, and what does not work in other languages all the same.
 */

type Input = readonly [name: string, type: TypeReference];

const isClass = (type: Type): type is ClassType => type.kind === 'class';
const isStruct = (fqn: string): boolean => structProperties(fqn) !== undefined;

/** The properties of a struct of this package. */
function structProperties(fqn: string): Input[] | undefined {
  const type = assembly().types?.[fqn];
  if (type?.kind !== 'interface' || !type.datatype) return undefined;
  return [
    ...(type.interfaces ?? []).flatMap(parent => structProperties(parent) ?? []),
    ...(type.properties ?? []).map((property): Input => [`${type.name}.${property.name}`, property.type]),
  ];
}

/** The types that a type is made of, and those of the elements of its lists and maps. */
function parts(reference: TypeReference): { plain: string[]; elements: string[] } {
  if ('fqn' in reference) return { plain: [reference.fqn], elements: [] };
  if ('collection' in reference) {
    const { plain, elements } = parts(reference.collection.elementtype);
    return { plain: [], elements: [...plain, ...elements] };
  }
  const options = 'union' in reference ? reference.union.types.map(parts) : [];
  return { plain: options.flatMap(({ plain }) => plain), elements: options.flatMap(({ elements }) => elements) };
}

/** All that users give: the parameters, and in turn the properties of structs among them. */
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

// For a class without a Builder of its own, Java's `Foo.Builder` is that of the class it extends, and builds one of that class.
test('every class that can be made with props has props of this package, so that Java makes it a Builder', () => {
  const foreign = types().filter(isClass).flatMap(({ name, base, initializer, abstract }) => {
    if (!initializer || abstract) return [];
    const props = initializer.parameters?.at(-1)?.type;
    return props && parts(props).plain.some(isStruct) ? [] : [`${name} extends ${base}: ${JSON.stringify(props)}`];
  });

  expect(foreign).toEqual([]);
});

// Of a Python dict in a list, jsii keeps what is called as a property of the struct, `name`, and drops the rest, `sample_data`.
test('nothing takes a list or a map of structs, from which Python would lose properties', () => {
  const taken = inputs();

  expect(taken.map(([name]) => name)).toEqual(expect.arrayContaining(['EmailTemplate.constructor(props)', 'EmailTemplateProps.subject', 'EmailTemplateOptions.html']));
  expect(taken.filter(([, type]) => parts(type).elements.some(isStruct)).map(([name]) => name)).toEqual([]);
});
