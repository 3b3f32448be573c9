export { createFiles } from './files.ts';
export type { Attachment, Files, FilesParts, StagedFile } from './files.ts';
export { USUAL_RULES } from './file-rules.ts';
export type { FileRules } from './file-rules.ts';
