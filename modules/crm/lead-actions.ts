import { onAction } from '#core/module';
import type { Work } from '#core/records/work.ts';
import { Customer } from '#modules/party';
import { given } from '#modules/terms';
import { convertInput, Lead, loseInput } from './lead.ts';
import { Opportunity } from './opportunity.ts';
import { CRM } from './program.ts';

/** A lead becomes a customer with a first opportunity, both kept by the lead's owner. */
export const convertLead = onAction(Lead, 'convert', CRM, async (work, lead, input) => {
  const { code, opportunity } = given(convertInput, input);
  const { ownerId, departmentId, name, contactName, phone, email, city, country } = lead;
  const customer = await work.create(Customer, {
    code: code ?? (await freeCode(work)),
    name,
    contactName,
    phone,
    email,
    city,
    country,
    ownerId,
    departmentId,
  });
  const made = await work.create(Opportunity, { name: opportunity ?? name, customer: customer.id, lead: lead.id, ownerId, departmentId });
  return {
    patch: { customer: customer.id, opportunity: made.id },
    created: [
      { object: Customer.name, id: customer.id, number: null },
      { object: Opportunity.name, id: made.id, number: null },
    ],
  };
});

/** The next customer code that nobody has typed yet. */
async function freeCode(work: Work): Promise<string> {
  for (;;) {
    const code = `C${(await work.next('customer-code')).toString().padStart(5, '0')}`;
    if (!(await work.first(Customer, { code }))) return code;
  }
}

export const loseLead = onAction(Lead, 'lose', CRM, async (_work, _lead, input) => ({
  patch: { lostReason: given(loseInput, input).reason ?? null },
}));
