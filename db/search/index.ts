export { companionColumn, companionsOf, isCompanionColumn, isStanding, KEY_FORM, placedFields, searchColumns, searchedFields, type Companion, type CompanionKind } from './companions.ts';
export { after, needlesOf, orderKey, searchKey, type Needles } from './keys.ts';
