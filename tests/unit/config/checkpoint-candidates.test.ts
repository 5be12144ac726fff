import { expect, it } from 'vitest';
import { checkpointCandidates } from '#shared/config/checkpoint-candidates.ts';

it.each([
  [
    './log/ResNet/checkpoints/0009.pth',
    ['./log/ResNet/checkpoints/0009.pth', './log/ResNet/checkpoints/0009.safetensors'],
  ],
  ['a.pt', ['a.pt', 'a.safetensors']],
  ['a.PTH', ['a.PTH', 'a.safetensors']],
  ['model.pth.tar', ['model.pth.tar', 'model.safetensors']],
  ['best.safetensors', ['best.safetensors']],
  ['a.pth/best', ['a.pth/best']],
  ['', []],
])('looks for %j at %j, in this order', (path, candidates) => {
  expect(checkpointCandidates(path)).toEqual(candidates);
});
