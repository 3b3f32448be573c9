import type { Module } from '#core/module';
import { Lead } from './lead.ts';
import { convertLead, loseLead } from './lead-actions.ts';
import { Opportunity } from './opportunity.ts';
import { advanceOpportunity, loseOpportunity, winOpportunity } from './opportunity-actions.ts';

export { Lead, Opportunity };

export const crm: Module = {
  name: 'crm',
  objects: [Lead, Opportunity],
  actions: [convertLead, loseLead, advanceOpportunity, winOpportunity, loseOpportunity],
};
