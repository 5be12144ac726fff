import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { removeUnfinishedWrites, writeFileAtomically } from '#main/engine/checkpoints/atomic-write.ts';
import { errorOf, temporaryFolder } from './file-makers.ts';

const folder = temporaryFolder();
/** A user namespace in which this process may mount a small disk. */
const IN_NAMESPACE = ['-Urm', 'sh', '-c'];
const canMount = spawnSync('unshare', [...IN_NAMESPACE, 'mount -t tmpfs tmpfs /mnt']).status === 0;

describe('writing files whole or not at all', () => {
  it('replaces a file, and returns the size and hash of what it wrote', async () => {
    const file = folder.write('replaced', 'the old content');
    const chunks = [Buffer.from('new '), Buffer.alloc(0), Buffer.alloc(20 * 2 ** 20, 'x')];
    const whole = Buffer.concat(chunks);
    expect(await writeFileAtomically(file, chunks)).toEqual({
      sha256: createHash('sha256').update(whole).digest('hex'),
      sizeBytes: whole.length,
    });
    expect(readFileSync(file).equals(whole)).toBe(true);
  });

  it('leaves the old file and no temporary one where the last step fails', async () => {
    const target = join(folder.path, 'a-folder');
    mkdirSync(join(target, 'inside'), { recursive: true });
    const error = await errorOf(writeFileAtomically(target, [Buffer.from('x')]));
    expect(error.message).toMatch(/a-folder" was not written: the system answered E/);
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.partial'))).toEqual([]);
    expect(readdirSync(target)).toEqual(['inside']);
  });

  it('names the folder that is missing', async () => {
    const error = await errorOf(writeFileAtomically(join(folder.path, 'nowhere', 'x'), [Buffer.from('x')]));
    expect(error).toMatchObject({ code: 'file_not_found' });
    expect(error.message).toContain('nowhere');
  });

  it.skipIf(!canMount)('says how many bytes a full disk lacks, and keeps the old file (needs unshare)', () => {
    const disk = join(folder.path, 'disk');
    mkdirSync(disk);
    const program = `mount -t tmpfs -o size=1m tmpfs "$0" && exec "$1" "$2" "$0"`;
    const script = join(import.meta.dirname, 'fill-disk.ts');
    const { stdout, stderr } = spawnSync('unshare', [...IN_NAMESPACE, program, disk, process.execPath, script], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const outcome = JSON.parse(stdout) as Record<string, unknown>;
    expect(outcome).toMatchObject({ code: 'disk_full', content: 'old', names: ['best.safetensors'] });
    expect(outcome['message']).toMatch(/it needs 2097152 bytes and \d+ bytes are free \(ENOSPC\)/);
  });

  it('removes what killed writers left, and nothing else', async () => {
    const own = join(folder.path, 'run');
    mkdirSync(own);
    const left = '.0001.safetensors.0b9a0c6e-7d55-4a53-9d0b-1d2f0f3b8a11.partial';
    for (const name of [left, '0001.safetensors', '.partial', 'notes.partial']) folder.write(join('run', name), 'x');
    expect(await removeUnfinishedWrites(own)).toEqual([left]);
    expect(readdirSync(own).sort()).toEqual(['.partial', '0001.safetensors', 'notes.partial']);
  });
});
