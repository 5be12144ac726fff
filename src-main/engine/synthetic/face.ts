/** A face as data, chosen by a seed; and the picture of it. A fault is a change of this data, so whatever is not changed is drawn alike. */
import { createRandom } from '#shared/domain/random.ts';
import type { Point } from '#shared/domain/regions.ts';
import { type Artefact, paintArtefacts } from './artefacts.ts';
import { type Backdrop, chooseBackdrop, paintBackdrop } from './backdrop.ts';
import { type Beard, chooseBeard, paintBeard } from './beard.ts';
import { type Body, chooseBody, paintBody, paintEarrings } from './body.ts';
import { type Brows, browLine, chooseBrows, paintBrows } from './brows.ts';
import { Drawing } from './drawing.ts';
import { chooseEyes, type Eyes, eyeLine, paintEyes } from './eyes.ts';
import { chooseGlasses, type Glasses, paintGlasses } from './glasses.ts';
import { chooseHair, type Hair, paintBackHair, paintFrontHair } from './hair.ts';
import { chooseHead, type HeadShape, jawLine, paintEars, paintHead } from './head.ts';
import { chooseMouth, lipLines, type Mouth, paintMouth } from './mouth.ts';
import { chooseNose, type Nose, noseBase, noseBridge, paintNose } from './nose.ts';
import { choosePerson, type Person } from './person.ts';
import { choosePose, createPlace, type Pose } from './pose.ts';

export type Face = {
  readonly person: Person;
  readonly pose: Pose;
  readonly head: HeadShape;
  readonly eyes: Eyes;
  readonly brows: Brows;
  readonly nose: Nose;
  readonly mouth: Mouth;
  readonly hair: Hair;
  readonly beard: Beard | null;
  readonly glasses: Glasses | null;
  readonly body: Body;
  readonly backdrop: Backdrop;
  /** Traces of forgery over the finished face; none on a real one. */
  readonly artefacts: readonly Artefact[];
};

export function chooseFace(...seeds: readonly number[]): Face {
  const random = createRandom(...seeds);
  const person = choosePerson(random);
  return {
    person,
    pose: choosePose(random),
    head: chooseHead(random, person),
    eyes: chooseEyes(random, person),
    brows: chooseBrows(random, person),
    nose: chooseNose(random, person),
    mouth: chooseMouth(random, person),
    hair: chooseHair(random, person),
    beard: chooseBeard(random, person),
    glasses: chooseGlasses(random),
    body: chooseBody(random, person),
    backdrop: chooseBackdrop(random),
    artefacts: [],
  };
}

/** 68 landmarks in the order of iBUG, as drawn: in pixels of a 224 px image, some of them hidden by hair or outside of it. */
export function landmarksOf({ head, brows, nose, eyes, mouth, pose }: Face): readonly Point[] {
  const place = createPlace(pose);
  const flat = (points: readonly Point[], rise = 0) => points.map(({ x, y }) => place(x, y, rise));
  const lips = lipLines(mouth);
  return [
    ...flat(jawLine(head)),
    ...flat(browLine(brows, -1, brows.left)),
    ...flat(browLine(brows, 1, brows.right)),
    ...noseBridge(nose).map(({ y, rise }) => place(0, y, rise)),
    ...noseBase(nose).map(({ x, y, rise }) => place(x, y, rise)),
    ...flat(eyeLine(eyes, -1)),
    ...flat(eyeLine(eyes, 1)),
    ...flat(lips.outer, 3),
    ...flat(lips.inner, 3),
  ];
}

/** From back to front. */
export function paintFace(face: Face): Drawing {
  const drawing = new Drawing();
  const place = createPlace(face.pose);
  const canvas = { ...face, place };
  paintBackdrop(drawing, face.backdrop);
  paintBackHair(drawing, canvas);
  paintBody(drawing, face);
  paintEars(drawing, canvas);
  paintHead(drawing, canvas);
  if (face.beard !== null) paintBeard(drawing, { ...canvas, beard: face.beard });
  paintEyes(drawing, canvas);
  paintBrows(drawing, canvas);
  paintNose(drawing, canvas);
  paintMouth(drawing, canvas);
  if (face.body.earrings !== null) paintEarrings(drawing, { ...canvas, metal: face.body.earrings });
  paintFrontHair(drawing, canvas);
  paintArtefacts(drawing, canvas);
  if (face.glasses !== null) paintGlasses(drawing, { ...canvas, glasses: face.glasses });
  return drawing;
}
