/** A model leaves from the page of its run, as a person sends it. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeSafetensors } from '#main/engine/checkpoints/safetensors.ts';
import { float32Tensor } from '#main/engine/checkpoints/tensor-file.ts';
import { trainedMetadata } from '#main/engine/checkpoints/trained-metadata.ts';
import { createModel } from '#main/engine/networks/model.ts';
import { openStore } from '#main/store/open.ts';
import type { RunId } from '#shared/domain/records.ts';
import { describeInBrowser, expectAccessible, inPage } from '#tests/helpers/browser.ts';
import { formulaParameter } from '#tests/helpers/formula.ts';
import { type ServedWorkbench, serveWorkbench } from '#tests/helpers/served-workbench.ts';
import { epochResult, newRun, saveDataset } from '#tests/unit/store/fixtures.ts';

/** One is started for it. */
const ENGINE = { timeout: 120_000 } as const;

let workbench: ServedWorkbench;
let folder: string;
let runId: RunId;

/** A run that is finished, with its best weights on the disk. */
async function fillStore(workspace: string): Promise<RunId> {
  const store = openStore(workspace, { clock: Date.now });
  const configYaml = 'network: resnet18\ndata: { train: faces.csv }\n';
  const { id } = store.runs.create(newRun(saveDataset(store), { configYaml }));
  store.runs.edit(id, { name: 'calm-heron' });
  store.runs.changeStatus(id, { to: 'running', device: 'CPU' });
  const checkpoints = path.join(workspace, store.runs.get(id).folder, 'checkpoints');
  mkdirSync(checkpoints, { recursive: true });
  const model = {
    ...({ network: 'resnet18', classes: 2, height: 32, width: 32, channels: 3, normalization: 'none' } as const),
    ...{ initWeights: true, dropoutRate: 0 },
  };
  const tensors = createModel(model, null).parameters.map(({ name, torchShape }) =>
    float32Tensor(name, formulaParameter(name, torchShape), torchShape),
  );
  const file = 'checkpoints/best.safetensors';
  const written = await writeSafetensors(
    path.join(checkpoints, 'best.safetensors'),
    tensors,
    trainedMetadata({ model, crop: true }),
  );
  store.epochs.record(id, epochResult(1, { checkpoints: { written: [{ kind: 'best', epoch: 1, file, ...written }] } }));
  store.runs.changeStatus(id, { to: 'finished' });
  store.close();
  return id;
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'facet-model-export-'));
  runId = await fillStore(path.join(folder, 'workspace'));
  workbench = await serveWorkbench({ folder });
});
afterAll(async () => {
  await workbench[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

describeInBrowser('the export of a model', () => {
  it('asks for a form and a folder, and shows where the model lies and what its card says', () =>
    inPage(workbench, { path: `/runs/${runId}` }, async ({ page, allow }) => {
      allow(/Failed to load resource/); // a folder that is not there is refused
      await page.getByRole('button', { name: 'Export model…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Export the model of calm-heron' });
      await dialog.getByRole('radio', { name: /^ONNX/ }).check();
      await expectAccessible(page);
      const into = dialog.getByRole('textbox', { name: 'Into the folder' });
      await into.fill(path.join(folder, 'nowhere'));
      await dialog.getByRole('button', { name: 'Export', exact: true }).click();
      await dialog.getByText(/There is no folder/).waitFor();

      const others = mkdtempSync(path.join(folder, 'for-others-'));
      await into.fill(others);
      await dialog.getByRole('button', { name: 'Export', exact: true }).click();
      const made = path.join(others, 'calm-heron-onnx');
      await dialog.getByText(made).waitFor(ENGINE);
      expect(readdirSync(made).sort()).toEqual(['MODEL_CARD.md', 'model.onnx']);
      const card = readFileSync(path.join(made, 'MODEL_CARD.md'), 'utf8');
      expect(card).toContain('Not tested: Facet has stored no finished test');
      const shown = dialog.getByRole('region', { name: 'What the card says' });
      expect(await shown.textContent()).toBe(card);
      await expectAccessible(page);
    }));
});
