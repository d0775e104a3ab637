/** A refusal as Discord words it: HTTP status, its own code, and a sentence. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }

  get body(): Record<string, unknown> {
    return { message: this.message, code: this.code, ...this.extra };
  }
}

/** One thing that is wrong in a request: where (`components.0.label`), Discord's short name for it, and a sentence. */
export interface Problem {
  readonly at: string;
  readonly code: string;
  readonly message: string;
}

/** The bot sent something that Discord would never accept; it is answered so and kept as a violation. */
export class InvalidForm extends ApiError {
  constructor(
    readonly problems: readonly Problem[],
    code = 50_035,
    message = 'Invalid Form Body',
  ) {
    super(400, code, message, code === 50_035 ? { errors: nestProblems(problems) } : {});
  }
}

/** Throws when there is anything wrong. */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length) throw new InvalidForm(problems);
}

/** Discord nests its errors along the path: `{components: {0: {label: {_errors: [...]}}}}`. */
function nestProblems(problems: readonly Problem[]): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const { at, code, message } of problems) {
    let node = root;
    for (const key of at.split('.').filter(Boolean)) node = (node[key] ??= {}) as Record<string, unknown>;
    ((node._errors ??= []) as unknown[]).push({ code, message });
  }
  return root;
}

export const unknownChannel = () => new ApiError(404, 10_003, 'Unknown Channel');
export const unknownGuild = () => new ApiError(404, 10_004, 'Unknown Guild');
export const unknownMember = () => new ApiError(404, 10_007, 'Unknown Member');
export const unknownMessage = () => new ApiError(404, 10_008, 'Unknown Message');
export const unknownUser = () => new ApiError(404, 10_013, 'Unknown User');
export const unknownWebhook = () => new ApiError(404, 10_015, 'Unknown Webhook');
export const unknownInteraction = () => new ApiError(404, 10_062, 'Unknown interaction');
export const unknownCommand = () => new ApiError(404, 10_063, 'Unknown application command');
export const alreadyAcknowledged = () => new ApiError(400, 40_060, 'Interaction has already been acknowledged.');
export const missingAccess = () => new ApiError(403, 50_001, 'Missing Access');
export const notOnDm = () => new ApiError(403, 50_003, 'Cannot execute action on a DM channel');
export const notTheAuthor = () => new ApiError(403, 50_005, 'Cannot edit a message authored by another user');
export const cannotDm = () => new ApiError(403, 50_007, 'Cannot send messages to this user');
export const missingPermissions = () => new ApiError(403, 50_013, 'Missing Permissions');
export const invalidWebhookToken = () => new ApiError(401, 50_027, 'Invalid Webhook Token');
export const threadArchived = () => new ApiError(400, 50_083, 'Thread is archived');
export const threadExists = () => new ApiError(400, 160_004, 'A thread has already been created for this message');
export const emptyMessage = () =>
  new InvalidForm(
    [{ at: '', code: 'EMPTY_MESSAGE', message: 'Cannot send an empty message' }],
    50_006,
    'Cannot send an empty message',
  );
