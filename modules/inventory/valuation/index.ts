export { bringIn, NOTHING, revalue, splitDifference, takeBack, takeOut, type Moved, type Position } from './moving-average.ts';
