/**
 * The fuses of the packaged program: switches in Electron's binary that cannot be changed afterwards without breaking its signature. The packager sets
 * all of them and reads them back. Names are those of `FuseV1Options` in @electron/fuses.
 */
export const FUSES = {
  /** The binary is no Node for others to run scripts with. */
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  /** The program's file is checked against the hash in the binary. */
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  /** WebAssembly is bounded by the processor's own traps, as shipped; the pages' content policy lets none run. */
  WasmTrapHandlers: true,
} as const;
