/**
 * The stand-in in a process of its own, for measurements (README.md shows how to start it). It tells its parent
 * `{url, token, applicationId}` and then does what it is asked: `{id, ask: 'burst', …}`, `{id, ask: 'report'}`,
 * `{id, ask: 'stop'}`.
 */
import { startDiscord } from './discord.js';
import { runBurst, type Burst } from './burst.js';

type Order = { readonly id: number } & ((Burst & { ask: 'burst' }) | { ask: 'report' } | { ask: 'stop' });

const discord = await startDiscord({ contentIntentAllowed: true });

async function carryOut(order: Order): Promise<unknown> {
  switch (order.ask) {
    case 'burst':
      await discord.connected();
      return runBurst(discord, order);
    case 'report':
      return { violations: discord.violations, pings: discord.pings.length, requests: discord.requests.length };
    case 'stop':
      await discord.stop();
      return null;
  }
}

function tell(message: unknown): void {
  process.send!(message);
}

process.on('message', (order: Order) => {
  carryOut(order)
    .then((result) => {
      tell({ id: order.id, result });
      if (order.ask === 'stop') process.disconnect();
    })
    .catch((error: unknown) => {
      tell({ id: order.id, error: String(error) });
    });
});
process.on('disconnect', () => process.exit());

const { url, token, applicationId } = discord;
tell({ url, token, applicationId });
