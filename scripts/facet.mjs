#!/usr/bin/env node
/**
 * The `facet` command. It starts under any Node from 18 on, sees to the set-up, and goes on in src-main/cli under the right one.
 * Nothing but Node's own modules may be imported on the way, since nothing may be installed yet.
 */
import process from 'node:process';

const OLDEST_MAJOR = 18;
if (Number.parseInt(process.versions.node, 10) < OLDEST_MAJOR) {
  process.stderr.write(
    `Facet starts under Node ${OLDEST_MAJOR} or newer; this is ${process.versions.node}.\nInstall Node 24 from nodejs.org.\n`,
  );
  process.exit(4);
}

const { reportProblems } = await import('./bootstrap/problem.mjs');
const { launch } = await import('./bootstrap/launch.mjs');
await reportProblems(() => launch(process.argv.slice(2)));
