/** A Slurm cluster of one node for tests: munged, slurmctld and slurmd of the distribution, with a configuration, ports and a folder of their own. */
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import path from 'node:path';
import { isAlive, until } from './cli.ts';

export type SlurmCluster = {
  /** For whatever is to speak to it. */
  readonly env: Readonly<Record<string, string>>;
  readonly command: (name: string, ...args: string[]) => string;
  readonly stop: () => Promise<void>;
};

const NEEDED = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'scancel', 'sinfo'];
/** Where the distribution puts daemons. */
const SEARCHED = `${process.env['PATH']}:/usr/sbin:/sbin`;

/** Why there can be none here; null where there can. slurmd starts jobs as their owners, which takes root. */
export function whyNoSlurm(): string | null {
  const missing = NEEDED.filter((name) => !SEARCHED.split(':').some((folder) => existsSync(path.join(folder, name))));
  if (missing.length > 0) return `without ${missing.join(', ')}`;
  return process.getuid?.() === 0 ? null : 'without root, which slurmd needs';
}

/** Stop it. */
export async function startSlurmCluster(folder: string): Promise<SlurmCluster> {
  for (const name of ['state', 'spool']) mkdirSync(path.join(folder, name), { recursive: true });
  const at = (name: string) => path.join(folder, name);
  const env = { SLURM_CONF: at('slurm.conf'), PATH: SEARCHED };
  const command = (name: string, ...args: string[]) =>
    execFileSync(name, args, { env: { ...process.env, ...env }, encoding: 'utf8' });
  writeFileSync(at('munge.key'), randomBytes(128), { mode: 0o400 });
  const [controllerPort, nodePort] = [await freePort(), await freePort()];
  writeFileSync(at('slurm.conf'), configuration(folder, { controllerPort, nodePort }));
  const files = ['socket', 'key-file', 'pid-file', 'log-file', 'seed-file'];
  const named = ['munge.socket', 'munge.key', 'munged.pid', 'munged.log', 'munged.seed'];
  command('munged', '--force', ...files.map((option, i) => `--${option}=${at(named[i] ?? '')}`));
  command('slurmctld', '-f', at('slurm.conf'));
  command('slurmd', '-f', at('slurm.conf'));
  const states = () =>
    spawnSync('sinfo', ['--noheader', '--format=%T'], { env: { ...process.env, ...env }, encoding: 'utf8' }).stdout;
  await until('the node is idle', () => states().trim() === 'idle');
  return {
    env,
    command,
    stop: async () => {
      const pids = ['slurmd', 'slurmctld', 'munged'].map((name) => Number(readFileSync(at(`${name}.pid`), 'utf8')));
      for (const pid of pids) process.kill(pid, 'SIGTERM');
      await until('the daemons have ended', () => !pids.some(isAlive));
    },
  };
}

type Ports = { readonly controllerPort: number; readonly nodePort: number };

function configuration(folder: string, { controllerPort, nodePort }: Ports): string {
  const host = hostname().split('.')[0];
  return `ClusterName=facettest
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=${controllerPort}
SlurmdPort=${nodePort}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${folder}/munge.socket
CredType=cred/munge
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
ReturnToService=2
KillWait=30
MinJobAge=300
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.log
NodeName=${host} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=faces Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
