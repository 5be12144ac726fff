/** What tests/parity/networks.py asks: every network in the registry and the layers of its heat maps at 224 x 224, as one line of JSON. */
import { createModel } from '#main/engine/networks/model.ts';
import { NETWORK_NAMES } from '#shared/domain/networks.ts';
import { FULL_SIZE, settingsOf } from './network-settings.ts';

const networks = NETWORK_NAMES.map((name) => {
  const { heatmaps, defaultLayer } = createModel(settingsOf(name, FULL_SIZE), null);
  return {
    name,
    defaultLayer,
    heatmaps: heatmaps.map(({ layer, rows, columns }) => ({ layer, grid: [rows, columns] })),
  };
});
process.stdout.write(`${JSON.stringify(networks)}\n`);
