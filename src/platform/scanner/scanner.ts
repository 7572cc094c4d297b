import { Config } from '../config/config.js';
import { scanAddress, type ScanAddress } from '../config/scan-url.js';
import { askClamd, pingClamd } from './clamd.js';
import { askIcap, pingIcap } from './icap.js';
import { ScannerAway } from './conversation.js';

export { ScannerAway } from './conversation.js';

/** How long its last answer counts, and how long a page waits for it. */
const KEPT_MS = 30_000;
const PING_MS = 2000;

/** What a scanner says of a file. */
export type Verdict =
  | { clean: true; by: string }
  | {
      clean: false;
      by: string;
      /** What the scanner calls what it found. */
      signature: string;
    };

/** How the scanner is, in words for a person. */
export interface ScannerState {
  /** `none`: none is set, and files are not scanned. */
  state: 'none' | 'ready' | 'away';
  words: string;
}

/** Asks the scanner that is set about files. Without one, nothing is scanned, and the pages say so. */
export class Scanner {
  private readonly address: ScanAddress | undefined;
  private kept: { at: number; state: Promise<ScannerState> } | undefined;

  constructor(private readonly config: Pick<Config, 'SCAN_URL' | 'SCAN_DEADLINE_MS'>) {
    this.address = config.SCAN_URL === undefined ? undefined : scanAddress(config.SCAN_URL);
  }

  get isSet(): boolean {
    return this.address !== undefined;
  }

  /**
   * @returns null where no scanner is set.
   * @throws ScannerAway without a clear answer: nothing is clean because nobody looked.
   */
  async scan(bytes: Buffer): Promise<Verdict | null> {
    const { address } = this;
    if (!address) return null;
    const ask = address.kind === 'clamd' ? askClamd : askIcap;
    const signature = await ask(address as never, bytes, this.config.SCAN_DEADLINE_MS);
    const by = address.kind === 'clamd' ? 'ClamAV (clamd)' : 'ICAP';
    return signature === null ? { clean: true, by } : { clean: false, by, signature: printed(signature) };
  }

  /** Asks whether it is there, at most twice a minute; never throws. */
  state(): Promise<ScannerState> {
    if (this.kept === undefined || performance.now() - this.kept.at > KEPT_MS)
      this.kept = { at: performance.now(), state: this.ask() };
    return this.kept.state;
  }

  private async ask(): Promise<ScannerState> {
    const { address } = this;
    if (!address) return { state: 'none', words: 'files that people attach are not scanned' };
    const ping = address.kind === 'clamd' ? pingClamd : pingIcap;
    try {
      await ping(address as never, Math.min(this.config.SCAN_DEADLINE_MS, PING_MS));
      return { state: 'ready', words: 'answers: every file is scanned before it is kept' };
    } catch (error) {
      if (!(error instanceof ScannerAway)) throw error;
      return { state: 'away', words: `${error.message} No file is taken until it answers; see the runbook` };
    }
  }
}

/** A scanner is another program: its words are shortened, and hold nothing that does not print. */
const printed = (signature: string): string =>
  signature
    .replace(/[^\x20-\x7e]/g, '?')
    .trim()
    .slice(0, 100) || 'unnamed';
