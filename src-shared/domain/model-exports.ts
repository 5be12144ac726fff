/** The forms in which a trained network leaves Facet. */
export const EXPORT_FORMATS = ['safetensors', 'savedmodel', 'onnx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const EXPORT_TITLES: Readonly<Record<ExportFormat, string>> = {
  safetensors: 'safetensors',
  savedmodel: 'TensorFlow SavedModel',
  onnx: 'ONNX',
};
