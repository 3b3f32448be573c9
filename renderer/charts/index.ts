export { default as ChartCanvas } from './ChartCanvas.vue';
export { figureOf, figuresOf, writtenFigure, type FigureRow, type Figures } from './card-figures.ts';
export { pointName, type Drawing } from './chart-options.ts';
