/** Most in-scope questions that may be left unanswered, as a share. */
export const MOST_FALSE_ABSTENTION = 0.04;

/** Least off-topic messages that are to be left unanswered, as a share. */
export const LEAST_OFF_TOPIC_SILENCE = 0.95;
