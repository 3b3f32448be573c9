import type { Form } from './form.ts';
import { purchasingForms } from './purchasing-forms.ts';
import { salesForms } from './sales-forms.ts';
import { voucherForm } from './voucher-form.ts';

export { linePathsOf, pathsOf, type Form, type FormColumn, type FormFact } from './form.ts';

/** Every kind of paper the suite prints. */
export const FORMS: readonly Form[] = [...salesForms, ...purchasingForms, voucherForm];
