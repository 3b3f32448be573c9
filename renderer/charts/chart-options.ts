import type { EChartsCoreOption } from 'echarts/core';
import type { Card } from '#common/api';
import type { Lang } from '#common/errors';
import { shortFigure, writtenFigure, type Figures } from './card-figures.ts';
import type { ChartLook } from './chart-look.ts';

/** Names on an axis below this many letters are written out. */
const SHORT = 14;
const PIE_SLICES = 8;

/** What there is to draw in, in pixels. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

export interface Drawing {
  readonly kind: 'bar' | 'line' | 'pie';
  readonly format: Card['format'];
  readonly figures: Figures;
  /** What each measure is called. */
  readonly names: readonly string[];
  readonly lang: Lang;
}

const words = {
  none: { zh: '（无）', en: '(none)' },
  others: { zh: '其他', en: 'Others' },
} as const;

/** What a point is called. */
export function pointName(point: string | null, lang: Lang): string {
  return point ?? words.none[lang];
}

/**
 * How ECharts draws the figures of a card. Labels and patterns tell what the colours tell, texts of tips are drawn and not written into the page.
 */
export function chartOptions(drawing: Drawing, look: ChartLook, room: Room): EChartsCoreOption {
  const base = {
    animation: false,
    color: [...look.colours],
    textStyle: { fontFamily: look.font, color: look.text, fontSize: 12 },
    aria: { enabled: true, label: { enabled: false }, decal: { show: drawing.kind === 'pie' || drawing.figures.series.length > 1 } },
    tooltip: {
      renderMode: 'richText', trigger: drawing.kind === 'pie' ? 'item' : 'axis', axisPointer: { type: drawing.kind === 'bar' ? 'shadow' : 'line' }, confine: true,
      backgroundColor: look.sheet, borderColor: look.line, textStyle: { color: look.text, fontFamily: look.font, fontSize: 12 },
      valueFormatter: (value: unknown) => writtenFigure(String(value), drawing.format),
    },
  };
  return drawing.kind === 'pie' ? { ...base, ...ring(drawing, look, room) } : { ...base, ...axes(drawing, look, room) };
}

function axes({ kind, figures, names, lang, format }: Drawing, look: ChartLook, room: Room): EChartsCoreOption {
  const points = figures.points.map((point) => pointName(point, lang));
  // Long names are read on lines of their own: bars lie down.
  const lying = kind === 'bar' && points.some((point) => point.length > SHORT || /[^\d-]/.test(point)) && points.length > 1;
  const names_ = {
    type: 'category', data: points, inverse: lying, axisTick: { show: false }, axisLine: { lineStyle: { color: look.line } },
    axisLabel: { color: look.soft, hideOverlap: !lying, ...(lying ? { width: Math.min(240, room.width * 0.42), overflow: 'truncate', interval: 0 } : {}) },
  };
  const values = {
    type: 'value', axisLabel: { color: look.soft, formatter: (value: number) => shortFigure(value, lang), hideOverlap: true }, splitLine: { show: !lying, lineStyle: { color: look.line, opacity: 0.6 } }, show: !lying,
    ...(format === 'count' ? { minInterval: 1 } : {}),
  };
  return {
    grid: { left: 4, right: lying ? 70 : 12, top: figures.series.length > 1 ? 30 : 14, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    ...(figures.series.length > 1 ? { legend: { top: 0, right: 0, icon: 'roundRect', textStyle: { color: look.text } } } : {}),
    xAxis: lying ? values : names_,
    yAxis: lying ? names_ : values,
    series: figures.series.map(({ values: drawn }, at) => ({
      type: kind, name: names[at] ?? '', data: drawn.map((value) => ({ value: Number(value), ...(kind === 'bar' && value.startsWith('-') ? { itemStyle: { color: look.bad } } : {}) })),
      ...(kind === 'bar' ? { barMaxWidth: 28, barCategoryGap: '35%' } : { symbol: SYMBOLS[at % SYMBOLS.length], symbolSize: 6 }),
      ...(lying && figures.series.length === 1 ? { label: { show: true, position: 'right', color: look.text, formatter: ({ value }: { value: number }) => shortFigure(value, lang) } } : {}),
    })),
  };
}

const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond'] as const;

/** A ring, and beside it what its slices are called: names around a ring run into each other. */
function ring({ figures, lang, format }: Drawing, look: ChartLook, room: Room): EChartsCoreOption {
  const [values = []] = figures.series.map((series) => series.values);
  const slices = slicesOf(figures.points.map((point, at) => ({ name: pointName(point, lang), value: Number(values[at] ?? 0), at })), words.others[lang]);
  const total = slices.reduce((sum, { value }) => sum + value, 0);
  const shares = new Map(slices.map(({ name, value }) => [name, total === 0 ? '' : `${((value / total) * 100).toFixed(1)}%`]));
  const shareOf = (name: string): string => shares.get(name) ?? '';
  const radius = Math.max(24, Math.min(room.height * 0.46, room.width * 0.19));
  const left = radius * 2 + 24;
  const naming = Math.min(200, Math.max(40, room.width - left - 76));
  return {
    tooltip: {
      renderMode: 'richText', trigger: 'item', confine: true, backgroundColor: look.sheet, borderColor: look.line, textStyle: { color: look.text, fontFamily: look.font, fontSize: 12 },
      formatter: ({ name, value }: { name: string; value: number }) => `${name}\n${writtenFigure(String(value), format)}  ${shareOf(name)}`,
    },
    legend: {
      orient: 'vertical', top: 'middle', left, selectedMode: false, itemWidth: 16, itemHeight: 12, itemGap: 8, icon: 'rect', textStyle: { color: look.text, rich: { name: { width: naming }, share: { width: 44, align: 'right' } } },
      formatter: (name: string) => `{name|${fitted(name, naming)}}{share|${shareOf(name)}}`,
    },
    series: [{
      type: 'pie', radius: [radius * 0.56, radius], center: [radius + 4, '50%'], data: slices.map(({ name, value, at }) => ({ name, value, at })), minAngle: 3,
      itemStyle: { borderColor: look.sheet, borderWidth: 2 }, label: { show: false },
    }],
  };
}

/** A name in the room there is; what is left out is in the tip and in the table. */
function fitted(name: string, pixels: number): string {
  const plain = name.replace(/[{}|]/g, ' ');
  let room = pixels;
  for (const [at, letter] of [...plain].entries()) {
    room -= (letter.codePointAt(0) ?? 0) > 0x2e7f ? 12 : 7;
    if (room < 0) return `${[...plain].slice(0, Math.max(1, at - 1)).join('')}…`;
  }
  return plain;
}

interface Slice {
  readonly name: string;
  readonly value: number;
  /** Which point it is; -1 for the small ones taken together. */
  readonly at: number;
}

/** The largest slices, the rest together: more than a few cannot be told apart. Nothing and less than nothing have no slice. */
export function slicesOf(all: readonly Slice[], others: string): readonly Slice[] {
  const drawn = all.filter(({ value }) => value > 0);
  if (drawn.length <= PIE_SLICES) return drawn;
  const rest = drawn.slice(PIE_SLICES - 1);
  return [...drawn.slice(0, PIE_SLICES - 1), { name: others, value: rest.reduce((sum, { value }) => sum + value, 0), at: -1 }];
}
