/** Where defaults come from: words that many keys share. */
export const BY_REFERENCE = "The reference project's configs/ResNet.yaml.";
export const BY_REFERENCE_CODE = "What the reference project's code does.";
export const OFF = 'Off: the reference project has no such key.';
export const BY_PYTORCH_ADAM = 'PyTorch 2, torch.optim.Adam (Kingma and Ba 2015, section 2).';
export const BY_PYTORCH_ADADELTA = 'PyTorch 2, torch.optim.Adadelta.';
