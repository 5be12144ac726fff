export type Said = {
  readonly text: string;
  /** False: nothing can be told apart. */
  readonly isFinding: boolean;
};
