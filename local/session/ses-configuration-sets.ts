import { NativeResource } from '../cloudformation';
import { ConfigurationSetOptions, EventDestination, LocalSes } from '../ses';

type Properties = Record<string, unknown>;

/** The resource types for configuration sets and event destinations. The local CloudFormation creates them in the local SES. */
export function sesConfigurationSets(sets: LocalSes['configurationSets']): Record<string, NativeResource> {
  return {
    'AWS::SES::ConfigurationSet': configurationSet(sets),
    'AWS::SES::ConfigurationSetEventDestination': eventDestination(sets),
  };
}

function configurationSet(sets: LocalSes['configurationSets']): NativeResource {
  const create: NativeResource['create'] = async (properties, generatedName) => {
    const name = nameOf(properties, generatedName);
    sets.create(optionsOf(name, properties));
    return { physicalId: name };
  };
  return {
    create,
    update: async (name, properties, _, generatedName) => {
      if (nameOf(properties, generatedName) !== name) return create(properties, generatedName);
      sets.update(optionsOf(name, properties));
      return { physicalId: name };
    },
    // Something already gone counts as deleted, as in CloudFormation.
    delete: async name => {
      if (sets.get(name)) sets.delete(name);
    },
  };
}

/** The physical id is CloudFormation's own, `SET|DESTINATION`. */
function eventDestination(sets: LocalSes['configurationSets']): NativeResource {
  const exists = (setName: string, name: string) => sets.get(setName)?.EventDestinations.some(({ Name }) => Name === name) ?? false;
  const create: NativeResource['create'] = async (properties, generatedName) => {
    const setName = String(properties.ConfigurationSetName);
    const destination = destinationOf(properties, generatedName);
    if (exists(setName, destination.Name)) {
      throw new Error(`An event destination with name <${destination.Name}> already exists for configuration set <${setName}>.`);
    }
    sets.putEventDestination(setName, destination);
    return identified(setName, destination.Name);
  };
  return {
    create,
    update: async (physicalId, properties, previous, generatedName) => {
      if (properties.ConfigurationSetName !== previous.ConfigurationSetName) return create(properties, generatedName);
      const [setName, name] = physicalId.split('|');
      // CloudFormation updates the destination under the name that it had: another name in the template changes
      // nothing (cloudformation-coverage-roadmap#2131).
      sets.putEventDestination(setName, { ...destinationOf(properties, generatedName), Name: name });
      return identified(setName, name);
    },
    delete: async physicalId => {
      const [setName, name] = physicalId.split('|');
      if (exists(setName, name)) sets.deleteEventDestination(setName, name);
    },
  };
}

function identified(setName: string, name: string) {
  const id = `${setName}|${name}`;
  return { physicalId: id, attributes: { Id: id } };
}

function nameOf(properties: Properties, generatedName: string): string {
  return String(properties.Name ?? generatedName);
}

function optionsOf(name: string, properties: Properties): ConfigurationSetOptions {
  const options = typed(properties) as Partial<ConfigurationSetOptions>;
  const { TrackingOptions, DeliveryOptions, ReputationOptions, SendingOptions, SuppressionOptions } = options;
  return { Name: name, TrackingOptions, DeliveryOptions, ReputationOptions, SendingOptions, SuppressionOptions };
}

function destinationOf(properties: Properties, generatedName: string): EventDestination {
  const destination = typed(properties.EventDestination) as Partial<EventDestination> | undefined;
  return { MatchingEventTypes: [], ...destination, Name: destination?.Name ?? generatedName };
}

/** Converts booleans: CloudFormation also accepts them as strings, because parameters are strings. */
function typed(value: unknown): unknown {
  if (value === 'true' || value === 'false') return value === 'true';
  if (Array.isArray(value)) return value.map(typed);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, typed(item)]));
  return value;
}
