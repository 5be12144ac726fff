/** What is measured, and what is asked of it. */
import type { BenchFaces } from './faces.ts';
import type { Task } from './protocol.ts';

export type RowId = 'train_step' | 'inference' | 'epoch_first' | 'epoch_later' | 'grad_cam_single' | 'grad_cam_batch';

export type Row = {
  readonly id: RowId;
  readonly title: string;
  readonly task: Task;
  /** Times as fast as the reference: what must be reached, and what is hoped for. */
  readonly atLeast: number;
  readonly reachFor: number;
};

/** Rows that share their processes: started for them, warmed up, ended after them. */
export const GROUP_NAMES = ['train_step', 'inference', 'epoch', 'grad_cam'] as const;
export type GroupName = (typeof GROUP_NAMES)[number];
export type Group = { readonly name: GroupName; readonly warmUps: readonly Task[]; readonly rows: readonly Row[] };

export type Sizes = {
  readonly batch: number;
  readonly sizePx: number;
  /** Of a measurement of train step and inference. */
  readonly steps: number;
  /** Of a Grad-CAM measurement: one by one, in batches. */
  readonly singleImages: number;
  readonly batchImages: number;
  readonly workers: number;
};

export function groups(sizes: Sizes, faces: BenchFaces): readonly Group[] {
  const { batch, sizePx, steps, workers } = sizes;
  const square = { batch, sizePx };
  const trainStep = (count: number): Task => ({ kind: 'train_step', steps: count, ...square });
  const inference = (count: number): Task => ({ kind: 'inference', steps: count, ...square });
  const epoch = (pass: 'first' | 'later'): Task => ({
    kind: 'epoch',
    trainCsv: faces.trainCsv,
    validCsv: faces.validCsv,
    pass,
    workers,
    ...square,
  });
  const gradCam = (images: number, at: number): Task => ({ kind: 'grad_cam', images, batch: at, sizePx });
  const at = `ResNet-18, ${sizePx}, batch ${batch}`;
  const one = (row: Row & { readonly id: GroupName }, warmUp: Task): Group => ({
    name: row.id,
    warmUps: [warmUp],
    rows: [row],
  });
  return [
    one(
      { id: 'train_step', title: `train step, ${at}, Adam`, task: trainStep(steps), atLeast: 1.15, reachFor: 1.4 },
      trainStep(2),
    ),
    one(
      { id: 'inference', title: `inference, ${at}`, task: inference(steps), atLeast: 1.05, reachFor: 1.3 },
      inference(2),
    ),
    {
      name: 'epoch',
      warmUps: [trainStep(1), inference(1)],
      rows: [
        {
          id: 'epoch_first',
          title: 'whole epoch with decoding, first',
          task: epoch('first'),
          atLeast: 1.15,
          reachFor: 1.5,
        },
        {
          id: 'epoch_later',
          title: 'whole epoch with decoding, later',
          task: epoch('later'),
          atLeast: 1.2,
          reachFor: 1.5,
        },
      ],
    },
    {
      name: 'grad_cam',
      warmUps: [gradCam(2, 1), gradCam(batch, batch)],
      rows: [
        {
          id: 'grad_cam_single',
          title: 'Grad-CAM, one by one',
          task: gradCam(sizes.singleImages, 1),
          atLeast: 4,
          reachFor: 6,
        },
        {
          id: 'grad_cam_batch',
          title: `Grad-CAM, batches of ${batch}`,
          task: gradCam(sizes.batchImages, batch),
          atLeast: 2.5,
          reachFor: 4,
        },
      ],
    },
  ];
}
