/** Where a checkpoint that a configuration names may be. */

/**
 * The files to try, first to last: the path as written, and where that is one of PyTorch's, the .safetensors beside it. So the reference project's
 * ./log/ResNet/checkpoints/0009.pth finds 0009.safetensors. Empty for an empty path.
 */
export function checkpointCandidates(path: string): readonly string[] {
  if (path === '') return [];
  const ours = path.replace(/\.(pth\.tar|pth|pt)$/i, '.safetensors');
  return ours === path ? [path] : [path, ours];
}
