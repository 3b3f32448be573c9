export { choiceLabel, display, isNumeric, placesOf } from './display.ts';
