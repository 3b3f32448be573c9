import { pressed } from '#renderer/keys';

/**
 * Enter goes to the next field of the form, and from the last one sends it. For `keydown` of a form; keys of a composition stay with the input method.
 */
export function enterMovesOn(event: KeyboardEvent): void {
  const { currentTarget: form, target } = event;
  if (pressed(event) !== 'enter' || !(form instanceof HTMLFormElement) || !(target instanceof HTMLInputElement)) return;
  event.preventDefault();
  const fields = [...form.querySelectorAll<HTMLInputElement>('input:not([type=hidden], [type=radio], [type=checkbox], :disabled)')];
  const next = fields[fields.indexOf(target) + 1];
  if (fields.includes(target) && next !== undefined) next.focus();
  else form.requestSubmit();
}
