/**
 * An error in our own words: its message says what happened, where and what to do, and repeats nothing that a member wrote. It may be logged, shown to
 * moderators and kept. Of all other errors only name and code may: libraries repeat what they were given. Refusals (RefusedError) are answers to who
 * asked, may repeat what was typed, and are none of these.
 */
export abstract class OwnError extends Error {}
