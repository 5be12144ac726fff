/** A stand-in while the window is being built: every procedure of a feature, each refusing with a sentence. Goes with the last of them. */
import { contract } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors.ts';
import { os } from './procedures.ts';

export function notBuiltYet<F extends keyof typeof contract>(feature: F) {
  const handlers = Object.keys(contract[feature]).map((name) => {
    const builder = (os[feature] as never)[name] as { handler: (run: () => never) => unknown }; // the contract's own names
    return [
      name,
      builder.handler(() => {
        throw new AppError('internal', `${feature}.${name} is not built yet.`);
      }),
    ];
  });
  return Object.fromEntries(handlers) as never; // replaced by the feature's real router
}
