import { isDecision, type Decision } from './decision.js';

/** A decision as it is appended. The line break comes first: what a writer that died left unfinished keeps a line of its own. */
export function formatDecision(decision: Decision): string {
  return `\n${JSON.stringify(decision)}`;
}

/** The decisions of a file, oldest first, and the numbers of lines that are none, counted from 1. The last line may be one that is just being written. */
export function readDecisions(text: string): { decisions: Decision[]; damaged: number[] } {
  const decisions: Decision[] = [];
  const damaged: number[] = [];
  const lines = text.split('\n');
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const decision = readDecision(line);
    if (decision) decisions.push(decision);
    else if (at < lines.length - 1) damaged.push(at + 1);
  }
  return { decisions, damaged };
}

function readDecision(line: string): Decision | null {
  try {
    const value: unknown = JSON.parse(line);
    return isDecision(value) ? value : null;
  } catch {
    return null;
  }
}
