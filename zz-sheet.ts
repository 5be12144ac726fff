import { writeFileSync } from 'node:fs';
import sharp from 'sharp';
import { drawFace } from '#main/engine/synthetic/draw-face.ts';
const [out, kind, first = '0', columns = '7', rows = '5', strength = '1', marks='', sizeText='224'] = process.argv.slice(2);
const c = Number(columns), r = Number(rows), S = Number(sizeText);
sharp.concurrency(1);
const regions = ['eyes','nose','mouth','brows','jaw','skin'];
const t = performance.now();
const tiles = await Promise.all(Array.from({length: c*r}, async (_, i) => {
  const region = kind === 'all' ? [null, ...regions][i % c] : kind === 'real' ? null : kind;
  const seed = kind === 'all' ? Number(first) + Math.floor(i / c) : Number(first) + i;
  const f = await drawFace({ seed, size: S, kind: region ? { region: region as never, strength: Number(strength) } : 'real' });
  let input: Buffer = f.jpeg;
  if (marks) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${S}" height="${S}">${f.landmarks.map(p=>`<circle cx="${p.x}" cy="${p.y}" r="1.3" fill="#0f0"/>`).join('')}${f.fault?`<polygon points="${f.fault.polygon.map(p=>p.x+','+p.y).join(' ')}" fill="none" stroke="red"/>`:''}</svg>`;
    input = await sharp(f.jpeg).composite([{input: Buffer.from(svg)}]).png().toBuffer();
  }
  return { input, left: (i % c) * S, top: Math.floor(i / c) * S };
}));
console.log((tiles.length / (performance.now() - t) * 1000).toFixed(1), 'faces/s');
await sharp({ create: { width: c*S, height: r*S, channels: 3, background: '#000' } }).composite(tiles).png().toFile(out!);
