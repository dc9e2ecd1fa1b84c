import { backpressurePolicies } from './backpressure-policies.ts';
import { retryPolicies } from './retry-policies.ts';
import { routingPolicies } from './routing-policies.ts';

/** What a client does when a region fails it. */
export const policies = { ...retryPolicies, ...routingPolicies, ...backpressurePolicies };
