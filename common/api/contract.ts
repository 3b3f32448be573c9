import { z } from 'zod';

/* What goes over the wire, in words both sides know. Money and quantities are decimal strings, dates `YYYY-MM-DD`, times ISO UTC, ids UUIDs. */

export const signInSchema = z.strictObject({
  username: z.string().min(1).max(200),
  password: z.string().min(1).max(1000),
  code: z.string().max(20).optional(),
});

export const userSchema = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  company: z.string().nullable(),
  /** ISO 4217, of the company worked in; absent where there is none. */
  currency: z.string().optional(),
  companies: z.array(z.string()),
  /** What the companies are called, by id. */
  companyNames: z.record(z.string(), z.string()).default({}),
  mustChangePassword: z.boolean(),
});

export const signedInSchema = z.object({ token: z.string(), user: userSchema });

export const passwordChangeSchema = z.strictObject({ present: z.string().min(1).max(1000), next: z.string().min(1).max(1000) });

/** A code that lets a person choose a password once, until then. */
export const startedResetSchema = z.object({ code: z.string(), expiresAt: z.string() });

export const passwordResetSchema = z.strictObject({
  username: z.string().min(1).max(200),
  code: z.string().min(1).max(100),
  password: z.string().min(1).max(1000),
});

export const querySchema = z.strictObject({
  object: z.string().min(1).max(120),
  select: z.array(z.string().min(1).max(300)).min(1).max(100),
  filter: z.string().max(10_000).optional(),
  /** Text looked for as in a list. */
  search: z.string().min(1).max(1000).optional(),
  group: z.array(z.string().min(1).max(300)).max(50).optional(),
  order: z.array(z.string().min(1).max(300)).max(50).optional(),
  limit: z.int().min(1).max(10_000).optional(),
});

export const recordSchema = z.looseObject({ id: z.string(), _masked: z.array(z.string()).optional() });

export const unmaskSchema = z.strictObject({
  fields: z.array(z.string().min(1).max(120)).min(1).max(50),
  /** Why; goes into the log. `X-Reason` stands for it when left out. */
  reason: z.string().max(200).optional(),
});

export const unmaskedSchema = z.object({ values: z.record(z.string(), z.unknown()) });

export const listSchema = z.object({ records: z.array(recordSchema), next: z.string().optional(), total: z.int().optional() });

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const rowsSchema = z.object({ rows: z.array(z.record(z.string(), cell)) });

const text = z.object({ zh: z.string(), en: z.string() });

export const fieldViewSchema = z.object({
  name: z.string(),
  type: z.string(),
  label: text,
  level: z.enum(['masked', 'read', 'write']),
  writable: z.array(z.enum(['create', 'update'])),
  required: z.boolean(),
  options: z.record(z.string(), z.unknown()),
});

/** A figure to be shown beside a link while a record is entered: `insightFilter` of `#common/objects` makes its filter. */
export const insightSchema = z.object({
  on: z.string(),
  label: text,
  query: z.object({ object: z.string(), select: z.tuple([z.string()]), filter: z.string() }),
  within: z.record(z.string(), z.string()).optional(),
  format: z.enum(['quantity', 'amount']),
  covers: z.string().optional(),
});

/** How documents of an object are numbered: the prefix, when the count begins again, the action that gives the number. */
const numbering = z.object({ prefix: z.string(), per: z.enum(['year', 'ever']), digits: z.int(), on: z.string() });

export const objectViewSchema = z.object({
  name: z.string(),
  kind: z.string(),
  label: text,
  module: z.string(),
  title: z.string(),
  /** The object at whose changes its rows change: they have no events of their own. */
  derivedFrom: z.string().nullable().optional(),
  fields: z.array(fieldViewSchema),
  children: z.array(z.object({ name: z.string(), label: text, required: z.boolean().optional(), fields: z.array(fieldViewSchema) })),
  states: z.record(z.string(), text),
  /** The state a new record begins in, and those in which it may be changed; null where it has no states. */
  initial: z.string().nullable().optional(),
  editable: z.array(z.string()).nullable().optional(),
  numbering: numbering.nullable().optional(),
  actions: z.array(z.object({
    name: z.string(), label: text, from: z.array(z.string()), to: z.string().nullable(), input: z.array(fieldViewSchema),
    /** Whether a record in such a state waits for it: always, or where the condition holds. */
    awaited: z.union([z.literal(true), z.object({ when: z.string() })]).nullable().optional(),
  })),
  insights: z.array(insightSchema).optional(),
  can: z.array(z.string()),
});

export const objectsSchema = z.object({ objects: z.array(objectViewSchema) });

const fieldOutline = z.object({
  name: z.string(), type: z.string(), label: text, system: z.boolean(), personal: z.boolean(), computedFrom: z.array(z.string()),
  /** What a link points at, what the values of a choice are called, how many places a decimal has. */
  to: z.string().optional(),
  values: z.record(z.string(), text).optional(),
  scale: z.int().optional(),
});

/** All objects by their names, for who decides on rights or definitions, or reads the log. */
export const outlineSchema = z.object({
  objects: z.array(z.object({
    name: z.string(),
    kind: z.string(),
    label: text,
    module: z.string(),
    fields: z.array(fieldOutline),
    children: z.array(z.object({ name: z.string(), label: text, fields: z.array(fieldOutline) })),
    actions: z.array(z.object({ name: z.string(), label: text })),
    numbering: numbering.nullable(),
    /** Whether a firm can add fields of its own. */
    takesFields: z.boolean(),
  })),
});

/** What the next document dated today would be numbered, by company; nothing is taken by asking. */
export const nextNumbersSchema = z.object({ next: z.array(z.object({ object: z.string(), company: z.string(), number: z.string() })) });
export type NextNumber = z.infer<typeof nextNumbersSchema>['next'][number];

/** The id of a change of definitions, to be undone by. */
export const customisedSchema = z.object({ id: z.string() });

export const reportsSchema = z.object({ reports: z.array(z.object({ name: z.string(), label: text })) });

export const reportSchema = z.object({
  columns: z.array(z.object({
    name: z.string(), label: text, type: z.string(),
    /** What the values of a choice are called. */
    values: z.record(z.string(), text).optional(),
  })),
  rows: z.array(z.record(z.string(), z.unknown())),
  totals: z.record(z.string(), z.string()).optional(),
  /** What totals are called that stand under no column. */
  totalLabels: z.record(z.string(), text).optional(),
});

const values = z.record(z.string(), z.unknown()).nullable();

export const historySchema = z.object({
  entries: z.array(z.object({
    at: z.string(),
    user: z.string().nullable(),
    /** What the person is called, where the reader may know it. */
    name: z.string().nullish(),
    event: z.string(),
    before: values,
    after: values,
  })),
});

export const auditPageSchema = z.object({ entries: z.array(z.record(z.string(), z.unknown())), next: z.string().optional() });

export const auditExportSchema = z.strictObject({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  user: z.string().max(64).optional(),
  object: z.string().max(120).optional(),
});

export const attachmentSchema = z.object({
  id: z.string(),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  createdAt: z.string(),
  createdBy: z.string().nullable(),
});

export const attachmentsSchema = z.object({ attachments: z.array(attachmentSchema) });

export const changeSchema = z.object({ object: z.string(), id: z.string(), event: z.string() });

export const errorSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.object({
      fields: z.array(z.string()).optional(),
      problems: z.record(z.string(), z.string()).optional(),
      facts: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    }).optional(),
    requestId: z.string(),
  }),
});

export type SignInBody = z.infer<typeof signInSchema>;
export type ApiUser = z.infer<typeof userSchema>;
export type SignedInAnswer = z.infer<typeof signedInSchema>;
export type UnmaskBody = z.infer<typeof unmaskSchema>;
export type StartedReset = z.infer<typeof startedResetSchema>;
export type PasswordResetBody = z.infer<typeof passwordResetSchema>;
export type QueryBody = z.infer<typeof querySchema>;
export type ApiRecord = z.infer<typeof recordSchema>;
export type ListResult = z.infer<typeof listSchema>;
export type Rows = z.infer<typeof rowsSchema>;
export type ApiObject = z.infer<typeof objectViewSchema>;
export type ApiInsight = z.infer<typeof insightSchema>;
export type ApiOutline = z.infer<typeof outlineSchema>['objects'][number];
export type ApiReport = z.infer<typeof reportSchema>;
export type ApiHistory = z.infer<typeof historySchema>;
export type ApiAuditPage = z.infer<typeof auditPageSchema>;
export type AuditExportBody = z.infer<typeof auditExportSchema>;
export type ApiAttachment = z.infer<typeof attachmentSchema>;
export type ApiChange = z.infer<typeof changeSchema>;
export type ApiErrorBody = z.infer<typeof errorSchema>;
