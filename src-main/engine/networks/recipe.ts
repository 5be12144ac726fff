/** Which parameters a recipe trains, and how fast. */
import { hasPrefix, longestPrefix, parameterProblem } from '#shared/domain/parameter-prefixes.ts';
import { AppError } from '#shared/errors.ts';
import type { Recipe } from '../message-parts.ts';
import type { RateFactors } from '../tensorflow/optimizers.ts';
import type { Parameter } from './parameters.ts';

/** Everything is trained, alike. */
export const PLAIN_RECIPE: Recipe = {
  freeze: [],
  learningRateFactors: {},
  clipNorm: 0,
  labelSmoothing: 0,
  classWeights: null,
};

export const isFrozen = (name: string, { freeze }: Pick<Recipe, 'freeze'>): boolean =>
  freeze.some((prefix) => hasPrefix(name, prefix));

/** Those that training changes. @throws config_invalid where a prefix fits no parameter, or none is left */
export function learnedOf(trained: readonly Parameter[], recipe: Recipe): readonly Parameter[] {
  const names = trained.map(({ name }) => name);
  const problem = parameterProblem(names, { freeze: recipe.freeze, factors: Object.keys(recipe.learningRateFactors) });
  if (problem !== null) throw new AppError('config_invalid', `${problem.key} ${problem.text}.`);
  return trained.filter(({ name }) => !isFrozen(name, recipe));
}

export function rateFactorsOf(learned: readonly Parameter[], { learningRateFactors }: Recipe): RateFactors {
  const prefixes = Object.keys(learningRateFactors);
  return new Map(
    learned.flatMap(({ name, variable }) => {
      const prefix = longestPrefix(name, prefixes);
      return prefix === null ? [] : [[variable, learningRateFactors[prefix] as number] as const]; // one of its keys
    }),
  );
}
