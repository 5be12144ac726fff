/** What is measured, and what is asked of it. */
import type { NetworkName } from '#shared/domain/networks.ts';
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
  /** Peak memory as a fraction of the reference's: what must not be exceeded. Null where it is not compared. */
  readonly memoryAtMost: number | null;
};

/** Rows that share their processes: started for them, warmed up, ended after them. */
export const GROUP_NAMES = ['train_step', 'inference', 'epoch', 'grad_cam'] as const;
export type GroupName = (typeof GROUP_NAMES)[number];
export type GroupKey = { readonly name: GroupName; readonly network: NetworkName };
export type Group = GroupKey & {
  readonly warmUps: readonly Task[];
  readonly rows: readonly Row[];
  /** Whether torch.compile takes part: its first step takes minutes. */
  readonly isCompiledToo: boolean;
};

/** Networks whose speed is compared, in the table's order. */
export const BENCH_NETWORKS = ['resnet18', 'efficientnet_b0', 'densenet121', 'vgg16'] as const;
type BenchNetwork = (typeof BENCH_NETWORKS)[number];

type Aim = { readonly atLeast: number; readonly reachFor: number };
type NetworkAims = {
  readonly title: string;
  readonly batch: number;
  readonly trainStep: Aim;
  readonly inference: Aim;
  readonly memoryAtMost: number;
};
const AIMS: Readonly<Record<BenchNetwork, NetworkAims>> = {
  resnet18: {
    ...{ title: 'ResNet-18', batch: 32, memoryAtMost: 1 },
    trainStep: { atLeast: 1.15, reachFor: 1.4 },
    inference: { atLeast: 1.05, reachFor: 1.3 },
  },
  efficientnet_b0: {
    ...{ title: 'EfficientNet-B0', batch: 16, memoryAtMost: 1.1 },
    trainStep: { atLeast: 1.25, reachFor: 1.5 },
    inference: { atLeast: 1.1, reachFor: 1.4 },
  },
  densenet121: {
    ...{ title: 'DenseNet-121', batch: 16, memoryAtMost: 1.1 },
    trainStep: { atLeast: 1.35, reachFor: 1.6 },
    inference: { atLeast: 1.05, reachFor: 1.3 },
  },
  vgg16: {
    ...{ title: 'VGG-16', batch: 8, memoryAtMost: 1.1 },
    trainStep: { atLeast: 1.5, reachFor: 1.8 },
    inference: { atLeast: 1.05, reachFor: 1.3 },
  },
};

export type Sizes = {
  readonly sizePx: number;
  /** Of a measurement of train step and inference. */
  readonly steps: number;
  /** Of a Grad-CAM measurement: one by one, in batches. */
  readonly singleImages: number;
  readonly batchImages: number;
  readonly workers: number;
  /** Null = each network's own. */
  readonly batch: number | null;
};

/** In the order in which they are measured and shown. */
export function groups(sizes: Sizes, faces: BenchFaces): readonly Group[] {
  return [
    ...BENCH_NETWORKS.flatMap((network) => speedGroups(network, sizes)),
    epochGroup(sizes, faces),
    gradCamGroup(sizes),
  ];
}

function speedGroups(network: BenchNetwork, sizes: Sizes): readonly Group[] {
  const { title, batch: ownBatch, trainStep, inference, memoryAtMost } = AIMS[network];
  const batch = sizes.batch ?? ownBatch;
  const square = { batch, sizePx: sizes.sizePx };
  const at = `${title}, ${sizes.sizePx}, batch ${batch}`;
  const group = (row: Row & { readonly id: 'train_step' | 'inference' }, warmUp: Task): Group => ({
    ...{ name: row.id, network, warmUps: [warmUp], rows: [row], isCompiledToo: true },
  });
  return [
    group(
      {
        ...{ id: 'train_step', title: `train step, ${at}, Adam`, ...trainStep, memoryAtMost },
        task: { kind: 'train_step', steps: sizes.steps, ...square },
      },
      { kind: 'train_step', steps: 2, ...square },
    ),
    group(
      {
        ...{ id: 'inference', title: `inference, ${at}`, ...inference, memoryAtMost: null },
        task: { kind: 'inference', steps: sizes.steps, ...square },
      },
      { kind: 'inference', steps: 2, ...square },
    ),
  ];
}

function epochGroup({ batch, sizePx, workers }: Sizes, faces: BenchFaces): Group {
  const square = { batch: batch ?? AIMS.resnet18.batch, sizePx };
  const epoch = (pass: 'first' | 'later'): Task => ({
    kind: 'epoch',
    trainCsv: faces.trainCsv,
    validCsv: faces.validCsv,
    pass,
    workers,
    ...square,
  });
  const row = (pass: 'first' | 'later', atLeast: number): Row => ({
    ...{ id: `epoch_${pass}`, title: `whole epoch with decoding, ${pass}`, task: epoch(pass) },
    ...{ atLeast, reachFor: 1.5, memoryAtMost: null },
  });
  return {
    ...{ name: 'epoch', network: 'resnet18', isCompiledToo: false },
    warmUps: [
      { kind: 'train_step', steps: 1, ...square },
      { kind: 'inference', steps: 1, ...square },
    ],
    rows: [row('first', 1.15), row('later', 1.2)],
  };
}

function gradCamGroup({ batch: asked, sizePx, singleImages, batchImages }: Sizes): Group {
  const batch = asked ?? AIMS.resnet18.batch;
  const gradCam = (images: number, at: number): Task => ({ kind: 'grad_cam', images, batch: at, sizePx });
  return {
    ...{ name: 'grad_cam', network: 'resnet18', isCompiledToo: false },
    warmUps: [gradCam(2, 1), gradCam(batch, batch)],
    rows: [
      {
        ...{ id: 'grad_cam_single', title: 'Grad-CAM, one by one', task: gradCam(singleImages, 1) },
        ...{ atLeast: 4, reachFor: 6, memoryAtMost: null },
      },
      {
        ...{ id: 'grad_cam_batch', title: `Grad-CAM, batches of ${batch}`, task: gradCam(batchImages, batch) },
        ...{ atLeast: 2.5, reachFor: 4, memoryAtMost: null },
      },
    ],
  };
}

export const isSameGroup = (a: GroupKey, b: GroupKey): boolean => a.name === b.name && a.network === b.network;

/** By kind of row, and within a kind by network. */
export const inBenchOrder = (a: GroupKey, b: GroupKey): number =>
  GROUP_NAMES.indexOf(a.name) - GROUP_NAMES.indexOf(b.name) || placeOf(a.network) - placeOf(b.network);

const PLACES: readonly NetworkName[] = BENCH_NETWORKS;
const placeOf = (network: NetworkName): number => PLACES.indexOf(network);
