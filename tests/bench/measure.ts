/** Runs the contenders in turn, round after round: what drifts on the machine touches all of them alike. */
import { type Contender, type ContenderCommand, startContender } from './contender.ts';
import type { Answer, Ready } from './protocol.ts';
import type { Group, Row } from './rows.ts';

/** Of one row: an answer for each round, by contender. */
export type Measurement = { readonly row: Row; readonly answers: Readonly<Record<string, readonly Answer[]>> };
export type MeasuredGroup = {
  readonly ready: Readonly<Record<string, Ready>>;
  readonly measurements: readonly Measurement[];
};

export type MeasureOptions = { readonly rounds: number; readonly report: (line: string) => void };

export async function measureGroup(
  group: Group,
  commands: readonly ContenderCommand[],
  { rounds, report }: MeasureOptions,
): Promise<MeasuredGroup> {
  const contenders: Contender[] = [];
  try {
    for (const command of commands) contenders.push(await startContender(command));
    for (const contender of contenders) {
      for (const task of group.warmUps) await contender.run(task);
    }
    const answers = new Map(
      group.rows.map((row) => [row, new Map(contenders.map(({ name }) => [name, [] as Answer[]]))]),
    );
    for (let round = 1; round <= rounds; round++) {
      for (const [row, byName] of answers) {
        for (const contender of contenders) {
          const answer = await contender.run(row.task);
          byName.get(contender.name)?.push(answer);
          report(
            `${row.title}, round ${round}/${rounds}, ${contender.name}: ${((answer.seconds / answer.items) * 1000).toFixed(1)} ms an image`,
          );
        }
      }
    }
    return {
      ready: Object.fromEntries(contenders.map(({ name, ready }) => [name, ready])),
      measurements: [...answers].map(([row, byName]) => ({ row, answers: Object.fromEntries(byName) })),
    };
  } finally {
    for (const contender of contenders) await contender.close();
  }
}
