/** An export as a job. The weights are read once and checked against the network that they say they are. */
import path from 'node:path';
import { CLASS_NAMES } from '#shared/domain/labels.ts';
import { AppError } from '#shared/errors.ts';
import { type WrittenFile, writeFileAtomically } from '../checkpoints/atomic-write.ts';
import { writeSafetensors } from '../checkpoints/safetensors.ts';
import { toFloat32 } from '../checkpoints/tensor-file.ts';
import { readTrainedMetadata, type Trained } from '../checkpoints/trained-metadata.ts';
import type { ResultOf } from '../messages.ts';
import { createModel } from '../networks/model.ts';
import { type Parameter, torchValues } from '../networks/parameters.ts';
import type { ExportModelJob } from './messages.ts';
import { encodeOnnx } from './onnx/encode.ts';
import { translateModel } from './onnx/translate.ts';
import { EXPORTED_FILES, readModel } from './read-model.ts';
import { writeServedModel } from './saved-model.ts';

/** @throws file_invalid where the source is no whole network of the kind it says; disk_full */
export async function runModelExport(job: ExportModelJob): Promise<ResultOf<'export-model'>> {
  const { format, source, folder } = job;
  const { tensors, metadata } = await readModel(source);
  const trained = readTrainedMetadata(metadata);
  if (trained === null) {
    throw new AppError('file_invalid', `${source} does not say which network it belongs to: Facet did not write it.`, {
      hint: 'Only networks that Facet trained are exported; other safetensors files can be used as they are.',
    });
  }
  const weights = new Map(
    [...tensors.values()].map((tensor) => [tensor.name, { shape: tensor.shape, values: toFloat32(tensor) }]),
  );
  const model = createModel({ ...trained.model }, null);
  const valuesOf = (parameter: Parameter) => torchValues(parameter, weights, source);
  for (const parameter of model.parameters) valuesOf(parameter);
  const file = EXPORTED_FILES[format];
  const target = path.join(folder, file);
  const write = {
    safetensors: () => writeSafetensors(target, tensors.values(), Object.fromEntries(metadata)),
    savedmodel: () => writeServedModel(folder, { model, valuesOf, metadata: JSON.stringify(trained) }),
    onnx: (): Promise<WrittenFile> =>
      writeFileAtomically(
        target,
        encodeOnnx({
          graph: translateModel(model, valuesOf),
          producerVersion: job.version,
          doc: 'images: uint8, as they come out of a decoder, resized. scores: P(fake), 0..1. Made by Facet; see MODEL_CARD.md.',
          metadata: onnxMetadata(trained, job),
        }),
      ),
  }[format];
  return { kind: 'export-model', file, ...(await write()) };
}

const onnxMetadata = (trained: Trained, { threshold }: ExportModelJob): Record<string, string> => ({
  facet: JSON.stringify(trained),
  classes: JSON.stringify(CLASS_NAMES),
  score: 'P(fake), 0..1; 1 = fake',
  threshold: String(threshold),
  normalization: trained.model.normalization,
});
