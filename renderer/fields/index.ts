export { choiceLabel, display, isNumeric, placesOf } from './display.ts';
export { toneOf, type Tone } from './state-tone.ts';
