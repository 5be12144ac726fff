import { describe, expect, it } from 'vitest';
import { columnSamples, guessMapping } from '#main/features/datasets/guess-mapping.ts';
import type { ColumnMapping } from '#shared/contract/datasets.ts';

/** `header` and rows as in a CSV without quotes. */
function guess(header: string, ...rows: readonly string[]) {
  const fields = rows.map((row) => ({ fields: row.split(',') }));
  return guessMapping(columnSamples(header.split(','), fields));
}

const nothing = { group: null, split: null, source: null };

describe('guessing what the columns mean', () => {
  it.each<[string, string, string[], Partial<ColumnMapping>]>([
    [
      'our own names',
      'path,real,group,split,source',
      ['a.jpg,1,anna,train,ffhq', 'b.jpg,0,ben,test,gan'],
      { path: 'path', label: 'real', realValues: ['1'], group: 'group', split: 'split', source: 'source' },
    ],
    [
      "Kaggle's 140k real and fake faces",
      ',original_path,id,label,label_str,path',
      ['0,/x/31355.jpg,31355,1,real,train/real/31355.jpg', '1,/x/7.jpg,7,0,fake,train/fake/7.jpg'],
      { path: 'path', label: 'label_str', realValues: ['real'], fakeValues: ['fake'], ...nothing },
    ],
    [
      'a column named after the class that 1 means',
      'filename,is_fake,subject_id',
      ['1.png,1,s1', '2.png,0,s1', '3.png,0,s2'],
      { path: 'filename', label: 'is_fake', realValues: ['0'], fakeValues: ['1'], group: 'subject_id' },
    ],
    [
      'methods as labels, which say the source as well',
      'image,method,video',
      ['a/1.jpg,original,v1', 'b/2.jpg,Deepfakes,v2', 'c/3.jpg,FaceSwap,v2'],
      {
        ...{ path: 'image', label: 'method', realValues: ['original'], fakeValues: ['Deepfakes', 'FaceSwap'] },
        ...{ group: 'video', source: 'method' },
      },
    ],
    [
      'folders: split above, class inside',
      'path,folder,parent_folder',
      ['/d/train/real/1.jpg,real,train', '/d/train/fake/2.jpg,fake,train', '/d/test/real/3.jpg,real,test'],
      { path: 'path', label: 'folder', realValues: ['real'], split: 'parent_folder', group: null },
    ],
    [
      'folders: class above, identities inside',
      'path,folder,parent_folder',
      ['/d/real/a/1.jpg,a,real', '/d/real/a/2.jpg,a,real', '/d/fake/b/2.jpg,b,fake', '/d/fake/b/3.jpg,b,fake'],
      { path: 'path', label: 'parent_folder', group: 'folder', split: null },
    ],
    [
      'split names of others, with rows that have none',
      'file,label,subset',
      ['a.jpg,real,Training', 'b.jpg,fake,val', 'c.jpg,fake,'],
      { split: 'subset' },
    ],
  ])('knows %s', (_, header, rows, expected) => expect(guess(header, ...rows)?.mapping).toMatchObject(expected));

  it('asks the paths where 0 and 1 are called by a column "label"', () => {
    const rows = Array.from({ length: 8 }, (_, i) =>
      i % 2 ? `real_vs_fake/real/${i}.jpg,1` : `real_vs_fake/fake/${i}.jpg,0`,
    );
    expect(guess('path,label', ...rows)).toMatchObject({ mapping: { realValues: ['1'] }, polarityFrom: 'paths' });
    const silent = ['a.jpg,0', 'b.jpg,1'];
    expect(guess('path,label', ...silent)).toMatchObject({ mapping: { realValues: ['0'] }, polarityFrom: 'assumed' });
  });

  it('does not take zeros and ones for labels unless a name or value speaks of them', () => {
    const found = guess('path,smiling', 'a.jpg,1', 'b.jpg,0');
    expect(found).toMatchObject({ mapping: { path: 'path', label: '', realValues: [] }, polarityFrom: null });
  });

  it('gives up without paths, and without rows', () => {
    expect(guess('name,real', 'anna,1', 'ben,0')).toBeNull();
    expect(guess('image,real')).toBeNull();
  });
});
