/** Traces that forging leaves over a finished face: the seam of a pasted face, the grid of an upsampling network, smeared skin. */
import { grownPolygon, type Point } from '#shared/domain/regions.ts';
import { assertNever } from '#shared/errors.ts';
import { BLACK, type Colour, WHITE } from './colour.ts';
import { type Drawing, lineThrough, outline, polygon, ringThrough } from './drawing.ts';
import type { Person } from './person.ts';
import type { Place } from './pose.ts';

/** Width of a grid's faint edge. */
const EDGE_PX = 4;

export type Artefact = Seam | Grid | Blotches;

/** A strip along a line of the face that does not match it. */
export type Seam = {
  readonly kind: 'seam';
  /** The strip's edges, on the face. */
  readonly outer: readonly Point[];
  readonly inner: readonly Point[];
  readonly colour: Colour;
  readonly opacity: number;
};

/** Periodic squares, as strided transposed convolutions leave them (A. Odena et al., "Deconvolution and Checkerboard Artifacts", 2016). */
export type Grid = {
  readonly kind: 'grid';
  readonly ring: readonly Point[];
  /** Of the ring above the face. */
  readonly rise: number;
  /** Two squares, px. */
  readonly period: number;
  readonly opacity: number;
};

export type Blotches = {
  readonly kind: 'blotches';
  readonly ring: readonly Point[];
  readonly spots: readonly {
    readonly at: Point;
    readonly radius: number;
    readonly colour: Colour;
    readonly opacity: number;
  }[];
};

export function paintArtefacts(
  drawing: Drawing,
  { artefacts, person, place }: { artefacts: readonly Artefact[]; person: Person; place: Place },
) {
  const onImage = (points: readonly Point[]) => points.map(({ x, y }) => place(x, y));
  for (const artefact of artefacts) {
    switch (artefact.kind) {
      case 'seam':
        paintSeam(drawing, { seam: artefact, person, onImage });
        break;
      case 'grid':
        paintGrid(drawing, { grid: artefact, place });
        break;
      case 'blotches':
        drawing.within(ringThrough(onImage(artefact.ring)), () => {
          for (const { at, radius, colour, opacity } of artefact.spots)
            drawing.soft(place(at.x, at.y), { rx: radius, ry: radius * 0.8, colour, opacity });
        });
        break;
      default:
        assertNever(artefact);
    }
  }
}

/** In two layers, so that it is fainter at its edge. */
function paintGrid(drawing: Drawing, { grid, place }: { grid: Grid; place: Place }) {
  const fill = drawing.checker(grid.period, { dark: BLACK, light: WHITE, opacity: grid.opacity / 2 });
  const ring = grid.ring.map(({ x, y }) => place(x, y, grid.rise));
  drawing.path(polygon(ring), { fill });
  drawing.path(polygon(grownPolygon(ring, -EDGE_PX)), { fill });
}

type OnImage = (points: readonly Point[]) => readonly Point[];

function paintSeam(drawing: Drawing, { seam, person, onImage }: { seam: Seam; person: Person; onImage: OnImage }) {
  const [outer, inner] = [onImage(seam.outer), onImage(seam.inner)];
  const [start, end] = [outer[0] as Point, outer.at(-1) as Point];
  const back = inner.toReversed();
  drawing.path(outline(outer, [end, back[0] as Point], back, [back.at(-1) as Point, start]), {
    fill: seam.colour,
    opacity: seam.opacity,
  });
  drawing.path(lineThrough(inner), { stroke: person.skin.deepShadow, width: 1.7, opacity: seam.opacity });
  drawing.path(lineThrough(outer), { stroke: person.skin.deepShadow, width: 1.1, opacity: 0.8 * seam.opacity });
}
