/** A picture in the making, as SVG. Coordinates are those of a 224 px image, whatever size it is rendered at. */
import type { Point } from '#shared/domain/regions.ts';
import { type Colour, css } from './colour.ts';

/** Side of the square in which everything is laid out; a usual input size of ResNet-18. */
export const CANVAS_PX = 224;

/** A colour, or what one of the gradients returned. */
export type Paint = Colour | string;

export type Look = {
  readonly fill?: Paint;
  readonly stroke?: Paint;
  readonly width?: number;
  readonly opacity?: number;
};

export type Stop = readonly [at: number, colour: Colour, opacity?: number];

export type Blob = {
  readonly rx: number;
  readonly ry: number;
  readonly colour: Colour;
  readonly opacity: number;
  /** Degrees, clockwise. */
  readonly angle?: number;
};

export class Drawing {
  readonly #definitions = new Map<string, string>();
  readonly #marks: string[] = [];

  /** Opacity of a fill or a stroke alone is many times faster than that of both, which is composed apart. */
  path(d: string, { fill, stroke, width = 1, opacity = 1 }: Look): void {
    const line =
      stroke === undefined
        ? ''
        : ` stroke="${paint(stroke)}" stroke-width="${number(width)}" stroke-linecap="round" stroke-linejoin="round"`;
    const inside = fill === undefined ? 'none' : paint(fill);
    const faded = fill === undefined ? 'stroke-opacity' : stroke === undefined ? 'fill-opacity' : 'opacity';
    this.#marks.push(
      `<path d="${d}" fill="${inside}"${line}${opacity === 1 ? '' : ` ${faded}="${number(opacity)}"`}/>`,
    );
  }

  /** An ellipse that fades to nothing at its edge: the brush of all soft shading. */
  soft({ x, y }: Point, { rx, ry, colour, opacity, angle = 0 }: Blob): void {
    const fill = this.radial([
      [0, colour, 1],
      [0.35, colour, 0.78],
      [0.7, colour, 0.24],
      [1, colour, 0],
    ]);
    const turn = angle === 0 ? '' : ` transform="rotate(${number(angle)} ${number(x)} ${number(y)})"`;
    this.#marks.push(
      `<ellipse cx="${number(x)}" cy="${number(y)}" rx="${number(rx)}" ry="${number(ry)}" fill="${fill}" fill-opacity="${number(opacity)}"${turn}/>`,
    );
  }

  disc({ x, y }: Point, radius: number, { fill, opacity = 1 }: { fill: Paint; opacity?: number }): void {
    this.#marks.push(
      `<circle cx="${number(x)}" cy="${number(y)}" r="${number(radius)}" fill="${paint(fill)}" fill-opacity="${number(opacity)}"/>`,
    );
  }

  /** Over the bounding box of what it fills; `focus` in shares of that box. */
  radial(stops: readonly Stop[], focus: Point = { x: 0.5, y: 0.5 }, radius = 0.5): string {
    const place = `cx="${number(focus.x)}" cy="${number(focus.y)}" r="${number(radius)}"`;
    return this.#define((id) => `<radialGradient id="${id}" ${place}>${stops.map(stop).join('')}</radialGradient>`);
  }

  /** From one point of the bounding box to another, in shares of it. */
  linear(stops: readonly Stop[], from: Point, to: Point): string {
    const place = `x1="${number(from.x)}" y1="${number(from.y)}" x2="${number(to.x)}" y2="${number(to.y)}"`;
    return this.#define((id) => `<linearGradient id="${id}" ${place}>${stops.map(stop).join('')}</linearGradient>`);
  }

  /** Two tones in squares of `period / 2`. */
  checker(period: number, { dark, light, opacity }: { dark: Colour; light: Colour; opacity: number }): string {
    const half = number(period / 2);
    const square = (x: string, y: string, tone: Colour) =>
      `<rect x="${x}" y="${y}" width="${half}" height="${half}" fill="${css(tone)}" fill-opacity="${number(opacity)}"/>`;
    const squares =
      square('0', '0', dark) + square(half, half, dark) + square(half, '0', light) + square('0', half, light);
    const side = number(period);
    return this.#define(
      (id) => `<pattern id="${id}" width="${side}" height="${side}" patternUnits="userSpaceOnUse">${squares}</pattern>`,
    );
  }

  /** What `draw` draws shows inside the path only. */
  within(d: string, draw: () => void): void {
    const clip = this.#define((id) => `<clipPath id="${id}"><path d="${d}"/></clipPath>`);
    this.#marks.push(`<g clip-path="${clip}">`);
    draw();
    this.#marks.push('</g>');
  }

  toSvg(sizePx: number): string {
    const size = `width="${sizePx}" height="${sizePx}" viewBox="0 0 ${CANVAS_PX} ${CANVAS_PX}"`;
    const definitions = [...this.#definitions.values()].join('');
    return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><defs>${definitions}</defs>${this.#marks.join('')}</svg>`;
  }

  /** Equal definitions are kept once. */
  #define(make: (id: string) => string): string {
    const key = make('');
    const known = this.#definitions.get(key);
    const id =
      known === undefined ? `d${this.#definitions.size}` : (/ id="(?<id>d\d+)"/.exec(known)?.groups?.['id'] ?? '');
    if (known === undefined) this.#definitions.set(key, make(id));
    return `url(#${id})`;
  }
}

/** A smooth line through all points: Catmull and Rom's spline (1974) as cubic Béziers. Starts with "M". */
export function lineThrough(points: readonly Point[]): string {
  return `M${point(points[0])}${segments(points)}`;
}

/** The same, closed without a corner. */
export function ringThrough(points: readonly Point[]): string {
  const [first, second] = [points.slice(0, 1), points.slice(1, 2)];
  const around = [...points.slice(-1), ...points, ...first, ...second];
  return `M${point(points[0])}${segments(around, { isRing: true })}Z`;
}

/** Several smooth lines one after another, closed: a corner where two meet. The end of each is the start of the next. */
export function outline(...lines: readonly (readonly Point[])[]): string {
  return `M${point(lines[0]?.[0])}${lines.map((line) => segments(line)).join('')}Z`;
}

export function polygon(points: readonly Point[]): string {
  return `M${points.map(point).join('L')}Z`;
}

function segments(points: readonly Point[], { isRing = false } = {}): string {
  const at = (index: number) => points[Math.min(points.length - 1, Math.max(0, index))] as Point; // in range: clamped
  const [first, last] = isRing ? [1, points.length - 2] : [0, points.length - 1];
  let d = '';
  for (let i = first; i < last; i++) {
    const [before, from, to, after] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const a = { x: from.x + (to.x - before.x) / 6, y: from.y + (to.y - before.y) / 6 };
    const b = { x: to.x - (after.x - from.x) / 6, y: to.y - (after.y - from.y) / 6 };
    d += `C${point(a)} ${point(b)} ${point(to)}`;
  }
  return d;
}

const point = (at: Point | undefined) => (at === undefined ? '0 0' : `${number(at.x)} ${number(at.y)}`);
const paint = (of: Paint) => (typeof of === 'string' ? of : css(of));
const stop = ([at, tone, opacity = 1]: Stop) =>
  `<stop offset="${number(at)}" stop-color="${css(tone)}"${opacity === 1 ? '' : ` stop-opacity="${number(opacity)}"`}/>`;

/** Hundredths of a pixel. */
const number = (value: number) => String(Math.round(value * 100) / 100);
