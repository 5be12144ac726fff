/**
 * Methods that explain a class's logit by a feature map. Sources: Selvaraju et al. 2017 (Grad-CAM), Chattopadhay et al. 2018 (Grad-CAM++),
 * Draelos and Carin 2020 (HiResCAM), Jiang et al. 2021 (LayerCAM); names and definitions as in the `grad-cam` package.
 */
export const CAM_METHODS = ['grad-cam', 'grad-cam++', 'hirescam', 'layercam'] as const;
export type CamMethod = (typeof CAM_METHODS)[number];

export const CAM_METHOD_TITLES: Readonly<Record<CamMethod, string>> = {
  'grad-cam': 'Grad-CAM',
  'grad-cam++': 'Grad-CAM++',
  hirescam: 'HiResCAM',
  layercam: 'LayerCAM',
};

/** What a region is covered with where its weight in a decision is tried. */
export const COVERINGS = ['blur', 'mean'] as const;
export type Covering = (typeof COVERINGS)[number];

export const COVERING_TITLES: Readonly<Record<Covering, string>> = {
  blur: 'Blurred',
  mean: "Filled with the picture's mean colour",
};
