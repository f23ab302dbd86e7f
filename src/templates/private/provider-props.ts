import { IConstruct } from 'constructs';
import { EmailTemplateProviderProps } from '../email-template-provider-props';

/** The key of the provider properties on an app or a stage, shared by all copies of this package. */
const PROPS = Symbol.for('cdk-ses-templates.EmailTemplateProviderProps');

type Holder = IConstruct & { [PROPS]?: EmailTemplateProviderProps };

/** Stores properties for the providers of all stacks in an app or a stage. */
export function storeProps(scope: IConstruct, props: EmailTemplateProviderProps): void {
  Object.defineProperty(scope, PROPS, { value: props });
}

export function hasProps(scope: IConstruct): boolean {
  return PROPS in scope;
}

/** The properties of the nearest app or stage that has some. */
export function inheritedProps(scope: IConstruct): EmailTemplateProviderProps {
  return [...scope.node.scopes].reverse().map(one => (one as Holder)[PROPS]).find(props => props !== undefined) ?? {};
}
