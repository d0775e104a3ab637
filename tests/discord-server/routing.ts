import type { Route } from './route.js';

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  /** What shares a rate limit: the channel, the server, or the webhook of a request. */
  readonly major: string;
}

/** The route of a request; a path without placeholders goes before one with them. */
export function findRoute(routes: readonly Route[], method: string, path: string): Match | null {
  const parts = path.split('/').map(decodeURIComponent);
  const matches = routes
    .filter((route) => route.method === method)
    .map((route) => ({ route, params: matchParts(route.path.split('/'), parts) }))
    .filter((match): match is { route: Route; params: Record<string, string> } => match.params !== null)
    .sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length);
  const best = matches[0];
  if (!best) return null;
  const { channel_id, guild_id, webhook_token, interaction_token } = best.params;
  return { ...best, major: channel_id ?? guild_id ?? webhook_token ?? interaction_token ?? '' };
}

function matchParts(pattern: readonly string[], parts: readonly string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, wanted] of pattern.entries()) {
    const part = parts[index]!;
    if (wanted.startsWith('{')) params[wanted.slice(1, -1)] = part;
    else if (wanted !== part) return null;
  }
  return params;
}
