import { z } from 'zod';
import {
  accessExplainedSchema,
  attachmentSchema,
  attachmentsSchema,
  auditExportSchema,
  auditPageSchema,
  changeSchema,
  commentBodySchema,
  commentSchema,
  commentsSchema,
  confirmBodySchema,
  customisedSchema,
  dashboardsSchema,
  describedReportsSchema,
  draftBodySchema,
  draftSchema,
  draftsSchema,
  errorSchema,
  foundSchema,
  historySchema,
  importBodySchema,
  importedSchema,
  importsSchema,
  listSchema,
  lobbySchema,
  nextNumbersSchema,
  noticesReadSchema,
  noticesSchema,
  objectsSchema,
  objectViewSchema,
  outlineSchema,
  passwordChangeSchema,
  passwordResetSchema,
  printFormsSchema,
  preferencesSchema,
  querySchema,
  recordSchema,
  relatedSchema,
  reportSchema,
  rowsSchema,
  savedBodySchema,
  savedListSchema,
  savedPatchSchema,
  savedSchema,
  setupBodySchema,
  setupLineSchema,
  signedInSchema,
  signInSchema,
  startedResetSchema,
  todoSchema,
  trialBodySchema,
  trialSchema,
  undoneImportSchema,
  unlockBodySchema,
  unmaskedSchema,
  unmaskSchema,
  userSchema,
} from '#common/api';
import { overlayChangeSchema } from '#core/registry';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** The contract's own shapes, by the names they have in the document. */
const SHAPES = {
  Error: errorSchema,
  SignIn: signInSchema,
  SignedIn: signedInSchema,
  User: userSchema,
  PasswordChange: passwordChangeSchema,
  PasswordReset: passwordResetSchema,
  StartedReset: startedResetSchema,
  Record: recordSchema,
  List: listSchema,
  Unmask: unmaskSchema,
  Unmasked: unmaskedSchema,
  Query: querySchema,
  Rows: rowsSchema,
  Object: objectViewSchema,
  Objects: objectsSchema,
  Outline: outlineSchema,
  NextNumbers: nextNumbersSchema,
  Customisation: overlayChangeSchema,
  Customised: customisedSchema,
  Reports: describedReportsSchema,
  Report: reportSchema,
  Dashboards: dashboardsSchema,
  PrintForms: printFormsSchema,
  History: historySchema,
  TrialBody: trialBodySchema,
  Trial: trialSchema,
  Found: foundSchema,
  Related: relatedSchema,
  ImportBody: importBodySchema,
  Imported: importedSchema,
  Imports: importsSchema,
  UndoneImport: undoneImportSchema,
  AccessExplained: accessExplainedSchema,
  AuditPage: auditPageSchema,
  AuditExport: auditExportSchema,
  Attachment: attachmentSchema,
  Attachments: attachmentsSchema,
  Change: changeSchema,
  Comments: commentsSchema,
  Comment: commentSchema,
  NewComment: commentBodySchema.partial({ mentions: true }),
  Preferences: preferencesSchema,
  Drafts: draftsSchema,
  Draft: draftSchema,
  NewDraft: draftBodySchema,
  SavedItems: savedListSchema,
  SavedItem: savedSchema,
  NewSavedItem: savedBodySchema,
  SavedItemPatch: savedPatchSchema,
  Notices: noticesSchema,
  NoticesRead: noticesReadSchema,
  Todo: todoSchema,
  Lobby: lobbySchema,
  Setup: setupBodySchema,
  SetupLine: setupLineSchema,
  RecoveryKeyConfirmation: confirmBodySchema,
  Unlock: unlockBodySchema,
} as const;

export type ShapeName = keyof typeof SHAPES;

let made: Readonly<Record<string, JsonSchema>> | undefined;

/** JSON Schema (2020-12, as OpenAPI 3.1 takes it) of each shape. */
export function contractSchemas(): Readonly<Record<string, JsonSchema>> {
  made ??= Object.fromEntries(
    Object.entries(SHAPES).map(([name, schema]) => {
      const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12' });
      return [name, rest];
    }),
  );
  return made;
}

export function shape(name: ShapeName): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}
