import { Clock } from './clock';
import { ConfigurationSet } from './configuration-set';
import { SesEvent } from './events';
import { SentMail } from './sending';
import { StoredTemplate } from './template';
import { Versioned } from './versioned';

/** All that SES keeps for an account in a Region: what the operations act on. */
export interface Account {
  readonly region: string;
  readonly accountId: string;
  readonly clock: Clock;
  readonly maxTemplates: number;
  readonly templates: Versioned<StoredTemplate>;
  readonly configurationSets: Versioned<ConfigurationSet>;
  readonly outbox: SentMail[];
  readonly events: SesEvent[];
}
