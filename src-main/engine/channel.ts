/** How a shell starts an engine. */
import type { Channel } from '#main/processes/channel.ts';

export type SpawnOptions = {
  /** The whole environment of the child: must stand before TensorFlow loads. */
  readonly environment: Readonly<Record<string, string>>;
};

export type SpawnEngine = (options: SpawnOptions) => Channel;
