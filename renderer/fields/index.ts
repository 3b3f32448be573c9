export { capitalsOf } from './capitals.ts';
export { choiceLabel, choicesOf, display, isAmount, isNumeric, isRate, linkedObject, placesOf } from './display.ts';
export { findLinks, resolveLinks, type Choice } from './find-links.ts';
export { addDays, todayHere } from './read-date.ts';
export { readField, writeField } from './read-field.ts';
export { isPending, isUnread, unread, type Pending, type Unread } from './reading.ts';
export { useTitles, type Title } from './titles.ts';
export { unmaskFields } from './unmask.ts';
export { toneOf, type Tone } from './state-tone.ts';
