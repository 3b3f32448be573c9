export * from './object.ts';
export { insightFilter, type Insight } from './insight.ts';
export { defineObject } from './define-object.ts';
export { fieldsOf, childFieldsOf, STANDARD, CHILD_STANDARD, tableName, columnName, childTableName } from './standard-fields.ts';
