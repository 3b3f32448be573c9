import { h } from 'vue';
import { ElMessage } from 'element-plus';
import type { ApiObject, ApiRecord } from '#common/api';
import { useDefinitions, type ActionView } from '#renderer/host';
import { say } from '#renderer/language';
import { addressOf } from '#renderer/pages/addresses.ts';
import { useTabs } from '#renderer/tabs';
import { words } from './words.ts';

interface Made {
  readonly object: string;
  readonly id: string;
  readonly number: string | null;
}

/** Says that an action is done, with a way to each document that it made. */
export function tellDone(object: ApiObject, action: ActionView, before: string, record: ApiRecord): void {
  const number = record[object.title];
  const title = typeof number === 'string' && number !== '' ? number : before;
  const made = madeBy(record);
  const tabs = useTabs();
  const definitions = useDefinitions();
  const links = made.map((one) => {
    const label = definitions.find(one.object)?.label;
    return h('a', {
      href: addressOf.record(one.object, one.id),
      class: 'made',
      'data-made': one.object,
      onClick: (event: Event) => {
        event.preventDefault();
        tabs.open(addressOf.record(one.object, one.id));
      },
    }, [label ? `${say(label)} ` : '', one.number ?? ''].join(''));
  });
  const told = words('acted', { title, action: say(action.label) });
  ElMessage({ type: 'success', message: h('span', { class: 'done-message' }, [told, ...(links.length > 0 ? [` ${words('created')}`, ...links] : [])]), duration: made.length > 0 ? 8000 : 3000, showClose: made.length > 0, grouping: false });
}

function madeBy(record: ApiRecord): readonly Made[] {
  const made = record['_created'];
  if (!Array.isArray(made)) return [];
  return (made as readonly Partial<Made>[]).flatMap((one) => (one.object !== undefined && one.id !== undefined ? [{ object: one.object, id: one.id, number: one.number ?? null }] : []));
}
