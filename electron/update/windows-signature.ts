import { execFile } from 'node:child_process';
import { win32 } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const VALID = 0;
const answer = z.object({
  Status: z.int(),
  Path: z.string(),
  SignerCertificate: z.object({ Subject: z.string() }).nullable(),
});

/**
 * Asks Windows who signed a program. electron-updater's own check lets a file through when PowerShell cannot be asked, or when no publisher is configured;
 * here whatever is not a clear yes is a no.
 * @param publisher the whole subject of the certificate, as Windows writes it
 * @returns why the file is not to be run, or nothing
 */
export async function windowsSignatureFault(path: string, publisher: string): Promise<string | undefined> {
  try {
    const script = `$ProgressPreference='SilentlyContinue'; Get-AuthenticodeSignature -LiteralPath '${path.replaceAll("'", "''")}' | ConvertTo-Json -Compress -Depth 3`;
    const { stdout } = await promisify(execFile)(
      win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe'),
      ['-NoProfile', '-NonInteractive', '-InputFormat', 'None', '-Command', script],
      { timeout: 60_000, windowsHide: true, maxBuffer: 4 * 2 ** 20, env: { ...process.env, PSModulePath: '' } },
    );
    return judgeSignature(stdout, path, publisher);
  } catch (error) {
    return `the signature could not be asked for: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** @param output what Get-AuthenticodeSignature said, as JSON */
export function judgeSignature(output: string, path: string, publisher: string): string | undefined {
  if (publisher === '') return 'no publisher is known to this program';
  let said: z.infer<typeof answer>;
  try {
    said = answer.parse(JSON.parse(output));
  } catch {
    return 'the answer about the signature could not be read';
  }
  if (said.Status !== VALID) return `the signature is not valid (status ${said.Status})`;
  if (win32.normalize(said.Path).toLowerCase() !== win32.normalize(path).toLowerCase()) return 'the answer is about another file';
  const subject = said.SignerCertificate?.Subject;
  return subject === publisher ? undefined : `signed by ${subject ?? 'nobody'}`;
}
