import { strFromU8, unzipSync } from 'fflate';
import { host } from '#renderer/host';
import { saveBlob } from '#renderer/pages/list/blobs.ts';

/** Where the chain stood at an export, `seq:hash`: noted down, it proves later that the log was not replaced. */
export interface ExportedBundle {
  readonly name: string;
  readonly head: string;
}

/** Fetches the signed bundle, gives it to the person as a file, and reads the head out of its manifest. */
export async function exportBundle(scope: Readonly<Record<string, string>>): Promise<ExportedBundle> {
  const bytes = await host().exportAudit(scope);
  const name = `audit-${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}.zip`;
  saveBlob(new Blob([bytes.slice()], { type: 'application/zip' }), name);
  return { name, head: headOf(bytes) };
}

function headOf(bytes: Uint8Array): string {
  const manifest = unzipSync(bytes, { filter: (file) => file.name === 'manifest.json' })['manifest.json'];
  if (manifest === undefined) return '';
  const { heads } = JSON.parse(strFromU8(manifest)) as { heads?: { last?: { seq?: number; hash?: string } } };
  return heads?.last?.hash === undefined ? '' : `${heads.last.seq}:${heads.last.hash}`;
}
