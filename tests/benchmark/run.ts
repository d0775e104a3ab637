/** Measures bots for `npm run benchmark`, which forks this: it is told what and how, and tells the figures. */
import type { Orders } from '../../scripts/benchmark/discord/orders.js';
import { measureBeside } from './beside.js';
import { measureRefresh } from './refresh.js';

type Order = { [Kind in keyof Orders]: { readonly kind: Kind; readonly order: Orders[Kind]['order'] } }[keyof Orders];

process.once('message', (order: Order) => {
  const measuring = order.kind === 'refresh' ? measureRefresh(order.order) : measureBeside(order.order);
  measuring.then(
    (result) => process.send!({ result }, () => process.exit()),
    (error: unknown) => process.send!({ error: String(error) }, () => process.exit(1)),
  );
});
process.once('disconnect', () => process.exit());
