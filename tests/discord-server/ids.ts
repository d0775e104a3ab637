const EPOCH = 1_420_070_400_000n;
let sequence = 0n;

/** A snowflake as Discord makes them: milliseconds since 2015 and a counter, so ids sort by age. */
export function makeId(at = Date.now()): string {
  sequence = (sequence + 1n) & 0x3f_ffffn;
  return String(((BigInt(Math.floor(at)) - EPOCH) << 22n) | sequence);
}
