/**
 * The mails of a shop, as one stack.
 *
 * Run: cd examples/order-mails && npx aws-cdk@2.1148.1 deploy
 */
import { App } from 'aws-cdk-lib';
import { OrderMailsStack } from './order-mails-stack';

const app = new App();
new OrderMailsStack(app, 'OrderMails', { description: 'The mails of Tern & Kettle, and what sends them' });
