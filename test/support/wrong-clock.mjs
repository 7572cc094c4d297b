// Loaded into a process of the product (`--import`): its clock is WRONG_CLOCK milliseconds ahead, or behind. Timers run as usual.
const offset = Number(process.env['WRONG_CLOCK']);
const Right = Date;

globalThis.Date = class extends Right {
  constructor(...given) {
    if (given.length === 0) super(Right.now() + offset);
    else super(...given);
  }

  static now() {
    return Right.now() + offset;
  }
};
