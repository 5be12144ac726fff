/** Runs the contenders in turn, round after round: what drifts on the machine touches all of them alike. */
import { type Contender, type ContenderCommand, startContender } from './contender.ts';
import type { Answer, Ready } from './protocol.ts';
import { othersShare, QUIET_SHARE, readCpuClock, waitForQuiet } from './quiet.ts';
import type { Group, GroupKey, Row } from './rows.ts';

/** Of one row: an answer for each round, by contender. */
export type Measurement = {
  readonly row: Omit<Row, 'task'>;
  readonly answers: Readonly<Record<string, readonly Answer[]>>;
  /** The largest share of the machine that others used in any of these rounds. */
  readonly othersShare: number;
};
export type MeasuredGroup = GroupKey & {
  /** ISO 8601. */
  readonly endedAt: string;
  readonly ready: Readonly<Record<string, Ready>>;
  readonly measurements: readonly Measurement[];
};

export type MeasureOptions = {
  readonly rounds: number;
  /** A disturbed round is measured again as long as there were not more rounds than this. */
  readonly mostRounds: number;
  /** How long a round may wait for a quiet machine. */
  readonly waitMs: number;
  readonly report: (line: string) => void;
};

/** One answer of each contender, one after the other. */
type Round = { readonly answers: readonly Answer[]; readonly othersShare: number };

export async function measureGroup(
  group: Group,
  commands: readonly ContenderCommand[],
  { rounds, mostRounds, waitMs, report }: MeasureOptions,
): Promise<MeasuredGroup> {
  const contenders: Contender[] = [];
  try {
    for (const command of commands) contenders.push(await startContender(command));
    for (const contender of contenders) {
      for (const task of group.warmUps) await contender.run(task);
    }
    const measured = new Map<Row, Round[]>(group.rows.map((row) => [row, []]));
    const isDone = () => [...measured.values()].every((done) => quietOf(done).length >= rounds);
    for (let round = 1; round <= mostRounds && !isDone(); round++) {
      for (const [row, done] of measured) {
        await waitForQuiet(waitMs);
        done.push(await measureRound(row, contenders, (line) => report(`${row.title}, round ${round}, ${line}`)));
      }
    }
    return {
      name: group.name,
      network: group.network,
      endedAt: new Date().toISOString(),
      ready: Object.fromEntries(contenders.map(({ name, ready }) => [name, ready])),
      measurements: [...measured].map(([row, done]) => {
        const kept = calmest(done, rounds);
        const { task: _, ...asked } = row; // its files are gone when the bench is over
        return {
          row: asked,
          answers: Object.fromEntries(
            contenders.map(({ name }, i) => [name, kept.map(({ answers }) => answers[i] as Answer)]), // one of each contender
          ),
          othersShare: Math.max(...kept.map((one) => one.othersShare)),
        };
      }),
    };
  } finally {
    for (const contender of contenders) await contender.close();
  }
}

async function measureRound(
  row: Row,
  contenders: readonly Contender[],
  report: (line: string) => void,
): Promise<Round> {
  const answers: Answer[] = [];
  const shares: number[] = [];
  for (const contender of contenders) {
    const before = readCpuClock();
    const answer = await contender.run(row.task);
    const share = othersShare(before, readCpuClock(), answer.cpuSeconds);
    answers.push(answer);
    shares.push(share);
    const perImage = ((answer.seconds / answer.items) * 1000).toFixed(1);
    report(`${contender.name}: ${perImage} ms an image (others ${(100 * share).toFixed(0)} %)`);
  }
  return { answers, othersShare: Math.max(...shares) };
}

const quietOf = (rounds: readonly Round[]) => rounds.filter((round) => round.othersShare <= QUIET_SHARE);

/** The `count` rounds in which others used least, in the order in which they were measured. */
function calmest(rounds: readonly Round[], count: number): readonly Round[] {
  const chosen = new Set([...rounds].sort((a, b) => a.othersShare - b.othersShare).slice(0, count));
  return rounds.filter((round) => chosen.has(round));
}
