/**
 * The draw, redone in the browser with WebCrypto, byte for byte as `docs/fairness.md` describes it.
 *
 * Block `cursor` (0, 1, 2 …) is HMAC-SHA256(key = the server seed's bytes, message = `client_seed:nonce:cursor`),
 * read as eight big-endian unsigned 32-bit words. Integers come from words by division with rejection.
 */

import { fromHex, toHex } from "./hex";

const WORD_SPAN = 2 ** 32;
const WORDS_PER_BLOCK = 8;

export type DrawInputs = {
  /** Hex of the seed's bytes. */
  server_seed: string;
  client_seed: string;
  nonce: number;
};

/** The commitment shown before play: SHA-256 over the seed's bytes, as hex. */
export async function commitmentOf(serverSeedHex: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", fromHex(serverSeedHex))));
}

export class Draw {
  private cursor = 0;
  private words: number[] = [];

  private constructor(
    private readonly key: CryptoKey,
    private readonly prefix: string,
  ) {}

  static async open({ server_seed, client_seed, nonce }: DrawInputs): Promise<Draw> {
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("raw", fromHex(server_seed), algorithm, false, ["sign"]);
    return new Draw(key, `${client_seed}:${nonce}:`);
  }

  /** The next unsigned 32-bit word of the stream. */
  async word(): Promise<number> {
    const word = this.words.shift();
    if (word !== undefined) return word;
    const message = new TextEncoder().encode(`${this.prefix}${this.cursor}`);
    const block = new DataView(await crypto.subtle.sign("HMAC", this.key, message));
    this.cursor += 1;
    this.words = Array.from({ length: WORDS_PER_BLOCK }, (_, i) => block.getUint32(4 * i));
    return this.word();
  }

  /** A uniform integer in [0, n). Words in the ragged end of the range are thrown away, so no value is favoured. */
  async below(n: number): Promise<number> {
    const size = Math.floor(WORD_SPAN / n);
    for (;;) {
      const word = await this.word();
      if (word < size * n) return Math.floor(word / size);
    }
  }

  /** Fisher-Yates in place, from the last item down: item i changes places with item `below(i + 1)`. */
  async shuffle(items: unknown[]): Promise<void> {
    for (let i = items.length - 1; i > 0; i -= 1) {
      const j = await this.below(i + 1);
      [items[i], items[j]] = [items[j], items[i]];
    }
  }
}
