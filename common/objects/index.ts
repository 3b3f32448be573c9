export * from './object.ts';
export { defineObject } from './define-object.ts';
export { fieldsOf, childFieldsOf, STANDARD, CHILD_STANDARD, tableName, columnName, childTableName } from './standard-fields.ts';
