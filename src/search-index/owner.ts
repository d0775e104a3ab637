import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, told apart from a later one that got the same number. */
export interface Owner {
  readonly pid: number;
  /** When it was started, in clock ticks since the system was; 0 where the system does not tell. */
  readonly started: number;
  readonly host: string;
}

/** A process that cannot be looked up, being on another machine, counts as dead after this many milliseconds without a sign of life. */
const LONGEST_SILENCE = 10 * 60_000;

export function thisProcess(): Owner {
  return { pid: process.pid, started: startOf(process.pid) ?? 0, host: hostname().replaceAll(/[^\w.-]/g, '_') };
}

/**
 * Whether a process is still there. `silence` is the time since its last sign of life in milliseconds: it decides only where the process
 * cannot be looked up, and a sign of life from the future (a clock was set back) counts as none.
 */
export function isAlive(owner: Owner, silence: number): boolean {
  const here = thisProcess();
  if (owner.host === here.host && owner.started > 0 && here.started > 0) return startOf(owner.pid) === owner.started;
  return Math.abs(silence) < LONGEST_SILENCE && !(owner.host === here.host && isGone(owner.pid));
}

/** Linux tells when a process was started: field 22 of its line, counted behind the name, which may hold anything. */
function startOf(pid: number): number | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : Number(fields[19]);
  } catch {
    return null;
  }
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
