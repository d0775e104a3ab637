import type { Desk } from './desk.js';
import type { MessageBody } from './message.js';
import { reportFailure } from './report-failure.js';

/** Posts in the moderators' channel, where there is one. False when it could not be posted, which is counted and logged. `nonce` keeps Discord from showing it twice. */
export async function tellModerators(
  body: MessageBody,
  nonce: string,
  desk: Pick<Desk, 'api' | 'settings' | 'metrics' | 'log'>,
): Promise<boolean> {
  const channel = desk.settings.moderatorChannelId;
  if (channel === null) return false;
  try {
    await desk.api.post(channel, body, nonce);
    return true;
  } catch (error) {
    reportFailure(error, desk);
    return false;
  }
}
