import { describe, expect, it } from 'vitest';
import { recipeLines } from '#shared/report/recipe-lines.ts';
import { parse, SHORTEST } from '#tests/unit/config/parsing.ts';
import { REFERENCE_YAML } from '#tests/unit/config/reference-yaml.ts';

describe('recipeLines', () => {
  it('prints nothing of what the reference project does', () => {
    expect(recipeLines(parse(REFERENCE_YAML))).toEqual([]);
    expect(recipeLines(parse(`${SHORTEST}scheduler: {type: none}`))).toEqual([]);
  });

  it('names what goes beyond it, in few words', () => {
    const config = parse(
      `${SHORTEST}optimizer: {lr_factors: {fc: 10, layer4: 5e-5}}\nscheduler: {type: cosine, min_lr: 1e-6, warmup_epochs: 2}\ngradient_clip_norm: 1.5\nlabel_smoothing: 0.1\nclass_weights: [1, 0.25]\n`,
    );
    expect(recipeLines(config)).toEqual([
      ' Scheduler: cosine to 1e-06, warm-up 2',
      ' Learning rate by part: fc x 10, layer4 x 5e-05',
      ' Gradient clipping: 1.5',
      ' Label smoothing: 0.1',
      ' Class weights: fake 1, real 0.25',
    ]);
    expect(recipeLines(parse(`${SHORTEST}scheduler: {warmup_epochs: 3}`))).toEqual([' Scheduler: warm-up 3']);
    expect(recipeLines(parse(`${SHORTEST}class_weights: balanced`))).toEqual([' Class weights: balanced']);
  });
});
