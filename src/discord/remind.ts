import { failureKind } from './api-error.js';
import type { Desk } from './desk.js';
import { renderOverdue } from './render-notices.js';
import { tellModerators } from './tell-moderators.js';

/** How often is looked whether a week is over, in milliseconds. */
const LOOK_AGAIN = 60 * 60 * 1000;

type Parts = Pick<Desk, 'api' | 'settings' | 'metrics' | 'log' | 'moderation'>;

/** Tells moderators once a week which articles should be held against their sources again. Gives what ends it. */
export function remindOfChecks(parts: Parts): () => void {
  if (parts.settings.moderatorChannelId === null) return () => undefined;
  const look = () => {
    remindOnce(parts, new Date()).catch((error: unknown) => {
      parts.metrics.failure(failureKind(error));
      parts.log.error({ kind: failureKind(error), err: error }, 'Moderators could not be told of overdue checks');
    });
  };
  look();
  const timer = setInterval(look, LOOK_AGAIN);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

async function remindOnce(parts: Parts, now: Date): Promise<void> {
  const { corpus, onceAWeek } = parts.moderation;
  await onceAWeek(now, async () => {
    const overdue = (await corpus.status()).live?.overdue ?? [];
    return (
      overdue.length === 0 || tellModerators(renderOverdue(overdue), `checks-${now.toISOString().slice(0, 10)}`, parts)
    );
  });
}
