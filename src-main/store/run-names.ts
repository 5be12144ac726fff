/** Names that can be said aloud, and ids that sort by age. */
import { createRandom } from '#shared/domain/random.ts';
import { RunId } from '#shared/domain/records.ts';

/** Crockford's base 32: no i, l, o, u. Its order is that of ASCII. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_DIGITS = 9; // 45 bits: enough for the next thousand years
const RANDOM_DIGITS = 4;

const ADJECTIVES =
  'amber ample brave breezy bright brisk calm clear clever cosy crisp eager early fair fond gentle glad golden grand happy humble jolly keen kind light lively lucky mellow merry mild modest neat noble patient plain polite proud quick quiet rapid ready rosy serene sharp silver simple sleek smooth snug solid spry steady still sturdy sunny swift tidy vivid warm wise'.split(
    ' ',
  );
const ANIMALS =
  'badger beaver bison bittern crane curlew deer dolphin dormouse dove eagle egret falcon ferret finch fox gannet gecko grebe grouse hare hawk hedgehog heron ibex ibis jackdaw jay kestrel kite lark lemur linnet lynx magpie marten merlin mole moose newt osprey otter owl partridge pigeon plover puffin quail rabbit raven robin rook seal shrew sparrow starling stoat stork swan swift tern thrush tortoise vole wagtail weasel whale wren'.split(
    ' ',
  );

export type Randomness = { readonly nowMs: number; readonly seed: number };

export function newRunId({ nowMs, seed }: Randomness): RunId {
  const random = createRandom(seed, nowMs);
  let time = '';
  for (let rest = nowMs, i = 0; i < TIME_DIGITS; i++, rest = Math.floor(rest / DIGITS.length))
    time = `${DIGITS[rest % DIGITS.length]}${time}`;
  const tail = Array.from({ length: RANDOM_DIGITS }, () => DIGITS[random.integer(DIGITS.length)]);
  return RunId.parse(time + tail.join(''));
}

/** As "calm-heron-7": `number` is that of the run in its workspace, and makes the name unique there. */
export function newRunName(number: number, { nowMs, seed }: Randomness): string {
  const random = createRandom(seed, nowMs, number);
  return `${ADJECTIVES[random.integer(ADJECTIVES.length)]}-${ANIMALS[random.integer(ANIMALS.length)]}-${number}`;
}
