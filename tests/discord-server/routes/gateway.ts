import { ok, type Route } from '../route.js';

/** Where the WebSocket is; all sessions of a day would be left. */
export function gatewayRoutes(address: () => string): readonly Route[] {
  return [
    { operation: 'get_gateway', method: 'GET', path: '/gateway', open: true, handle: () => ok({ url: address() }) },
    {
      operation: 'get_bot_gateway',
      method: 'GET',
      path: '/gateway/bot',
      handle: () =>
        ok({
          url: address(),
          shards: 1,
          session_start_limit: { total: 1_000, remaining: 1_000, reset_after: 86_400_000, max_concurrency: 1 },
        }),
    },
  ];
}
