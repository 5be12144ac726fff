/** What lets in: one token for as long as the host runs, and one-time codes that a browser exchanges for it. */
import { randomBytes } from 'node:crypto';
import { isSame } from './guard.ts';

export type Keys = {
  /** Only ever in a cookie, in a bearer header, or in a file of the user's own. */
  readonly token: string;
  /** For an address that a person opens. Lets in once, however late. */
  readonly newCode: () => string;
  /** True once for each code. */
  readonly redeem: (code: string) => boolean;
};

const TOKEN_BYTES = 32;
const CODE_BYTES = 16;
/** Of codes that nobody has used yet: the oldest go. */
const MOST_CODES = 16;

export function createKeys(): Keys {
  let codes: readonly string[] = [];
  return {
    token: randomBytes(TOKEN_BYTES).toString('base64url'),
    newCode: () => {
      const code = randomBytes(CODE_BYTES).toString('base64url');
      codes = [...codes, code].slice(-MOST_CODES);
      return code;
    },
    redeem: (code) => {
      const left = codes.filter((known) => !isSame(known, code));
      const isKnown = left.length < codes.length;
      codes = left;
      return isKnown;
    },
  };
}
