/**
 * Where the head is and how it is turned. Features are laid out on a face seen from the front: origin midway between the eyes, x to the
 * image's right, y down, z towards the viewer, in pixels of a 224 px image. `Place` turns such a point with the head and projects it
 * without perspective, so that all features move together and near ones more than far ones.
 */
import type { Random } from '#shared/domain/random.ts';
import type { Point } from '#shared/domain/regions.ts';
import { CANVAS_PX } from './drawing.ts';

export type Pose = {
  /** Radians; positive looks to the image's right, up, and leans clockwise. */
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
  readonly scale: number;
  /** Of the point midway between the eyes. */
  readonly centre: Point;
};

/** @param rise px above the head's surface */
export type Place = (x: number, y: number, rise?: number) => Point;

/** Half axes of the ellipsoid that stands for the head, and the height of its middle. */
const HEAD = { x: 70, y: 106, z: 46, middle: 12 };

/** The camera follows the face: so much of its sideways movement is taken back. */
const FOLLOWED = 0.7;

export function choosePose(random: Random): Pose {
  return {
    yaw: bounded(random.normal() * 0.11, 0.24),
    pitch: bounded(random.normal() * 0.07, 0.15),
    roll: bounded(random.normal() * 0.055, 0.14),
    scale: random.between(1, 1.1),
    centre: { x: CANVAS_PX / 2 + random.between(-4, 4), y: CANVAS_PX / 2 - 7 + random.between(-5, 5) },
  };
}

export function createPlace({ yaw, pitch, roll, scale, centre }: Pose): Place {
  const turn = (x: number, y: number, z: number): Point => {
    const depth = z * Math.cos(yaw) - x * Math.sin(yaw);
    return { x: x * Math.cos(yaw) + z * Math.sin(yaw), y: y * Math.cos(pitch) - depth * Math.sin(pitch) };
  };
  const middle = turn(0, 0, surface(0, 0));
  return (x, y, rise = 0) => {
    const turned = turn(x, y, surface(x, y) + rise);
    const [dx, dy] = [turned.x - middle.x * FOLLOWED, turned.y - middle.y * FOLLOWED];
    return {
      x: centre.x + scale * (dx * Math.cos(roll) - dy * Math.sin(roll)),
      y: centre.y + scale * (dx * Math.sin(roll) + dy * Math.cos(roll)),
    };
  };
}

const surface = (x: number, y: number) =>
  HEAD.z * Math.sqrt(Math.max(0, 1 - (x / HEAD.x) ** 2 - ((y - HEAD.middle) / HEAD.y) ** 2));

const bounded = (value: number, most: number) => Math.min(most, Math.max(-most, value));
