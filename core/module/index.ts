export type { Module, RoleTemplate, Report, ReportAnswer, ReportReader, ActionHandler, SaveHook, Follower, Seed } from './module.ts';
export { onAction, beforeSave, follow, defineReport } from './module.ts';
