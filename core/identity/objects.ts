import { bool, choice, date, json, link, longText, text } from '#common/fields';
import { defineObject } from '#common/objects';

/** A legal entity 法人; every business row belongs to one. */
export const Company = defineObject({
  name: 'company',
  kind: 'platform',
  label: { zh: '公司', en: 'Company' },
  module: 'identity',
  title: 'name',
  belongs: 'store',
  fields: {
    code: text('代码', 'Code', { required: true, unique: true, max: 20 }),
    name: text('名称', 'Name', { required: true, search: true }),
    currency: text('本位币', 'Currency', { required: true, fixed: true, max: 3, default: 'CNY' }),
    chart: text('会计科目表', 'Chart of accounts', { required: true, fixed: true, max: 60 }),
  },
});

/** A person who signs in. Ids are never used again; a person who left is made inactive. */
export const User = defineObject({
  name: 'user',
  kind: 'platform',
  label: { zh: '用户', en: 'User' },
  module: 'identity',
  title: 'name',
  belongs: 'store',
  fields: {
    username: text('用户名', 'User name', { required: true, unique: true, fixed: true, search: true, max: 64 }),
    name: text('姓名', 'Name', { required: true, search: true, max: 100 }),
    active: bool('启用', 'Active', { required: true, default: true }),
    email: text('电子邮箱', 'E-mail', {
      mask: 'email',
      personal: { zh: '发送系统通知', en: 'to send notices' },
    }),
    employee: link('员工', 'Employee', 'employee'),
  },
  children: {
    memberships: {
      label: { zh: '任职', en: 'Memberships' },
      fields: {
        // Without a company it holds in the whole store: for officers only.
        company: link('公司', 'Company', 'company'),
        department: link('部门', 'Department', 'department'),
        roles: json('角色', 'Roles', { required: true }),
      },
    },
  },
});

/** What people may do, as data. Named in memberships by `name`. */
export const Role = defineObject({
  name: 'role',
  kind: 'platform',
  label: { zh: '角色', en: 'Role' },
  module: 'identity',
  title: 'name',
  belongs: 'store',
  fields: {
    name: text('名称', 'Name', { required: true, unique: true, fixed: true, search: true, max: 60 }),
    labelZh: text('中文名称', 'Chinese label', { required: true, max: 100 }),
    labelEn: text('英文名称', 'English label', { required: true, max: 100 }),
    office: choice('管理职责', 'Office', {
      none: { zh: '无', en: 'None' },
      system: { zh: '系统管理员', en: 'System administrator' },
      security: { zh: '安全管理员', en: 'Security administrator' },
      audit: { zh: '审计管理员', en: 'Audit administrator' },
    }, { required: true, fixed: true, default: 'none' }),
    grants: json('授权', 'Grants', { required: true }),
  },
});

export const Department = defineObject({
  name: 'department',
  kind: 'platform',
  label: { zh: '部门', en: 'Department' },
  module: 'identity',
  title: 'name',
  fields: {
    code: text('代码', 'Code', { required: true, unique: true, max: 20 }),
    name: text('名称', 'Name', { required: true, search: true, max: 100 }),
    parent: link('上级部门', 'Parent department', 'department'),
  },
});

export const Employee = defineObject({
  name: 'employee',
  kind: 'master',
  label: { zh: '员工', en: 'Employee' },
  module: 'identity',
  title: 'name',
  fields: {
    code: text('工号', 'Code', { required: true, unique: true, max: 20 }),
    name: text('姓名', 'Name', { required: true, search: true, max: 100 }),
    title: text('职务', 'Title', { max: 100 }),
    email: text('电子邮箱', 'E-mail'),
    phone: text('电话', 'Phone', {
      max: 40,
      mask: 'phone',
      personal: { zh: '工作联系', en: 'to reach the person for work' },
    }),
    extension: text('分机', 'Extension', { max: 20 }),
    address: text('地址', 'Address', { personal: { zh: '人事档案', en: 'personnel file' } }),
    city: text('城市', 'City', { max: 100 }),
    country: text('国家', 'Country', { max: 100 }),
    birthDate: date('出生日期', 'Date of birth', { personal: { zh: '人事档案', en: 'personnel file' } }),
    hireDate: date('入职日期', 'Hired on'),
    department: link('部门', 'Department', 'department'),
    user: link('用户', 'User', 'user'),
    manager: link('上级', 'Manager', 'employee'),
    notes: longText('备注', 'Notes'),
  },
});
