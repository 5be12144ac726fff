/** The weights that `model.pretrained` begins with: torchvision's own, as resources/pretrained.json lists them. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { NETWORK_NAMES, type NetworkName } from '#shared/domain/networks.ts';
import { AppError } from '#shared/errors.ts';

const CATALOGUE_FILE = fileURLToPath(new URL('../../../resources/pretrained.json', import.meta.url));

export const PretrainedFile = z
  .strictObject({
    /** torchvision's name: ResNet18_Weights.IMAGENET1K_V1. */
    title: z.string().regex(/^\w+_Weights\.\w+$/),
    /** Of the file; its name ends in the first digits of its SHA-256, as torchvision's file names do. */
    address: z.url({ protocol: /^https?$/ }),
    /** As torchvision states it, rounded to a thousandth of a MiB. */
    sizeBytes: z.int().positive(),
    /** The first eight hexadecimal digits of the file's SHA-256. */
    sha256Start: z.string().regex(/^[0-9a-f]{8}$/),
    /** Null where only its start is known. */
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable(),
    licence: z.string().min(1),
    /** Who trained them, in torchvision's words. */
    origin: z.string().min(1),
  })
  .refine(({ address, sha256Start }) => address.endsWith(`-${sha256Start}.pth`), {
    message: 'the file name ends in the start of the SHA-256',
  })
  .refine(({ sha256, sha256Start }) => sha256?.startsWith(sha256Start) ?? true, {
    message: 'the SHA-256 begins with its start',
  });
export type PretrainedFile = Readonly<z.infer<typeof PretrainedFile>>;

export const PretrainedCatalogue = z.strictObject({
  source: z.string(),
  /** How exact the sizes are. */
  sizes: z.string(),
  /** What the terms of ImageNet mean for the weights, in a sentence. */
  terms: z.string(),
  weights: z.record(z.enum(NETWORK_NAMES), PretrainedFile),
});
export type PretrainedCatalogue = Readonly<z.infer<typeof PretrainedCatalogue>>;

/** @throws file_invalid where the file that comes with Facet was changed into something else */
export function readCatalogue(file = CATALOGUE_FILE): PretrainedCatalogue {
  try {
    return PretrainedCatalogue.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const facts = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new AppError('file_invalid', `"${file}" is no list of pretrained weights: ${facts}`, {
      hint: 'It comes with Facet: restore it.',
      cause,
    });
  }
}

/** "resnet18-f37072fd.pth": in the cache, at a mirror, and at the end of the address. */
export const fileNameOf = ({ address }: PretrainedFile): string => new URL(address).pathname.split('/').at(-1) ?? '';

/** In the order of the networks. */
export const filesOf = ({ weights }: PretrainedCatalogue): readonly (readonly [NetworkName, PretrainedFile])[] =>
  NETWORK_NAMES.map((name) => [name, weights[name]] as const);
