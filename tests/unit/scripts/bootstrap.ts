/**
 * The bootstrap's files as typed modules. They are plain JavaScript, since they run before anything is installed, so what the tests use of
 * them is stated here.
 */

type Problem = Error & { readonly mend: string; readonly exitCode: number };
type Answer = { readonly code: number | null; readonly stdout: string; readonly stderr: string };
export type Wheel = {
  readonly name: string;
  readonly version: string;
  readonly platform: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly unpackedBytes: number;
  readonly take: readonly string[];
};
export type Runtime = {
  readonly platform: string;
  readonly flavour: 'cpu' | 'cuda';
  readonly libraries: readonly string[];
  readonly wheels: readonly Wheel[];
};
export type NodePin = { readonly package: string; readonly version: string; readonly integrity: string };
export type Pins = {
  readonly node: Readonly<Record<string, NodePin>>;
  readonly tensorflow: { readonly version: string; readonly runtimes: readonly Runtime[] };
};
export type LockFile = {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly version?: string;
        readonly optional?: boolean;
        readonly os?: readonly string[];
        readonly cpu?: readonly string[];
        readonly libc?: readonly string[];
      }
    >
  >;
};
export type Row = {
  readonly name: string;
  readonly status: 'ok' | 'missing' | 'optional';
  readonly found: string;
  readonly mend: string | null;
};
type Screen = { readonly isTTY: boolean; readonly columns?: number; write(text: string): void };

const load = (name: string) => import(new URL(`../../../scripts/bootstrap/${name}.mjs`, import.meta.url).href);

export const platform: {
  readPins(): Pins;
  isAtLeast(a: readonly number[], b: readonly number[]): boolean;
  chooseRuntime(machine: {
    readonly pins: Pins;
    readonly key: string;
    readonly wanted: 'gpu' | 'cpu' | 'auto';
    readonly hasDriver: boolean;
    readonly glibc: string | null;
  }): Runtime;
} = await load('platform');

export const paths: {
  cacheFolder(place: {
    readonly env: Readonly<Record<string, string>>;
    readonly platform: string;
    readonly home: string;
  }): string;
} = await load('paths');

export const progress: {
  formatBytes(sizeBytes: number): string;
  formatDuration(durationMs: number): string;
  barLine(state: {
    readonly label: string;
    readonly value: number;
    readonly total: number;
    readonly unit: 'bytes' | 'count';
    readonly elapsedMs: number;
    readonly columns: number;
  }): string;
  startProgress(options: {
    readonly label: string;
    readonly total: number;
    readonly unit?: 'bytes' | 'count';
    readonly out: Screen;
    readonly now?: () => number;
  }): { update(value: number): void; finish(): number };
} = await load('progress');

export const packages: {
  packagesFor(lock: LockFile, machine: { readonly platform: string; readonly arch: string }): readonly string[];
  matchesLock(lock: LockFile, installed: LockFile | null): boolean;
} = await load('packages');

export const node: {
  isRightNode(of: { readonly version: string; readonly features: { readonly typescript?: string | false } }): boolean;
  nodeLock(pin: NodePin): LockFile;
} = await load('node');

export const npm: {
  npmProblem(answer: Answer, about: { readonly log: string; readonly purpose: string }): Problem;
} = await load('npm');

export const python: {
  pipProblem(answer: Answer, about: { readonly wheel: Wheel; readonly log: string }): Problem;
  pipTrouble(found: { readonly version: string; readonly pip: string | null }): string | null;
  pipDownloadArguments(options: {
    readonly wheel: Wheel;
    readonly pythonVersion: string;
    readonly requirements: string;
    readonly folder: string;
  }): readonly string[];
} = await load('python');

export const tensorflow: {
  runtimeId(runtime: Runtime): string;
  neededBytes(wheels: readonly Wheel[]): number;
} = await load('tensorflow');

export const verdict: { verdict(facts: object): readonly Row[]; table(rows: readonly Row[]): string } =
  await load('verdict');

export const testReport: {
  countTests(run: {
    readonly checks: readonly { readonly name: string; readonly hasPassed: boolean }[];
    readonly report: object | null;
    readonly exitCode: number;
  }): {
    readonly passed: number;
    readonly failed: number;
    readonly skipped: number;
    readonly hasRun: boolean;
    readonly failedNames: readonly string[];
    readonly skippedNames: readonly string[];
  };
  summaryLine(counts: { readonly passed: number; readonly failed: number; readonly skipped: number }): string;
} = await load('test-report');

export const lock: {
  withLock<T>(path: string, onWait: (pid: number | null) => void, work: () => Promise<T>): Promise<T>;
} = await load('lock');

export const files: {
  folderBytes(folder: string): number;
  withTemporaryFolder<T>(parent: string, work: (folder: string) => Promise<T>): Promise<T>;
} = await load('files');

export const processes: {
  mergeRepeatedSignals(target: NodeJS.EventEmitter, now: () => number): void;
  capture(command: string, args: readonly string[]): Promise<Answer>;
} = await load('process');

export const problems: { explain(error: unknown): Problem } = await load('problem');

export type BrowserRecord = {
  readonly path: string;
  readonly version: string;
  readonly hasSandbox: boolean;
  readonly source: string;
  readonly env: Readonly<Record<string, string>>;
  readonly changedAtMs: number;
};
type Place = { readonly root: string; readonly cache: string; readonly env?: Readonly<Record<string, string>> };
type Work = Place & { readonly out: { write(text: string): void }; readonly nodePath: string };

export const browsers: {
  recordedBrowser(place: Omit<Place, 'cache'>): BrowserRecord | null;
  likelyBrowser(place: Place): string | null;
  setUpBrowser(work: Work): Promise<BrowserRecord | null>;
} = await load('browser');

export const pages: {
  pagesState(root: string): 'current' | 'old' | 'missing';
  buildPages(work: Work): Promise<void>;
} = await load('pages');

export const electron: {
  electronBinary(place: Omit<Place, 'cache'>): string | null;
  windowTrouble(of: { readonly env: Readonly<Record<string, string>>; readonly platform: string }): string | null;
} = await load('electron');
