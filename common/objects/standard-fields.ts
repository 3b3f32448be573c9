import { bool, int, link, text, time, type FieldMap } from '#common/fields';
import type { ObjectDefinition } from './object.ts';

/** Fields that every record has. Only `ownerId`, `departmentId` and `archived` can be given by a caller. */
export const STANDARD = {
  id: text('标识', 'Id', { required: true, system: true }),
  companyId: link('公司', 'Company', 'company', { system: true }),
  ownerId: link('负责人', 'Owner', 'user'),
  departmentId: link('部门', 'Department', 'department'),
  state: text('状态', 'State', { required: true, system: true, default: 'active' }),
  number: text('编号', 'Number', { system: true }),
  archived: bool('已归档', 'Archived', { required: true, default: false }),
  version: int('版本', 'Version', { required: true, system: true }),
  createdAt: time('创建时间', 'Created at', { required: true, system: true }),
  createdBy: link('创建人', 'Created by', 'user', { system: true }),
  updatedAt: time('更新时间', 'Updated at', { required: true, system: true }),
  updatedBy: link('更新人', 'Updated by', 'user', { system: true }),
} as const satisfies FieldMap;

/** Fields that every child row has. */
export const CHILD_STANDARD = {
  id: text('标识', 'Id', { required: true, system: true }),
  parentId: text('主记录', 'Parent', { required: true, system: true }),
  position: int('行号', 'Line', { required: true, system: true }),
} as const satisfies FieldMap;

/** All fields of an object's own table. */
export function fieldsOf(definition: ObjectDefinition): FieldMap {
  return { ...STANDARD, ...definition.fields };
}

/** All fields of a child table. */
export function childFieldsOf(definition: ObjectDefinition, child: string): FieldMap {
  return { ...CHILD_STANDARD, ...definition.children[child]?.fields };
}

/** `sales-order` is kept in table `sales_order`. */
export function tableName(object: string): string {
  return object.replaceAll('-', '_');
}

/** `sales-order`, `lines` is kept in table `sales_order__lines`. */
export function childTableName(object: string, child: string): string {
  return `${tableName(object)}__${columnName(child)}`;
}

/** `creditLimit` is kept in column `credit_limit`. */
export function columnName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
