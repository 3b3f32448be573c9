import type { ObjectDefinition } from '#common/objects';
import { parseChange, type OverlayChange, type Registry } from '#core/registry';
import type { Reader } from '#db';

/** All definitions with every field the firm has ever added, those taken back too: their columns still hold what was entered. */
export async function widestDefinitions(reader: Reader, registry: Registry): Promise<readonly ObjectDefinition[]> {
  const added = new Map<string, OverlayChange>();
  for (const [text] of await reader.rows('SELECT change FROM overlay ORDER BY position')) {
    const change = parseChange(JSON.parse(String(text)));
    if (change.change === 'add-field') added.set([change.object, change.child ?? '', change.name].join(' '), change);
  }
  return registry.with([...added.values()]).definitions;
}
