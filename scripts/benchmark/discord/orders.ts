/** What the processes that measure bots through the stand-in are told, and what they tell: they live with the tests, where the stand-in is. */
export interface Orders {
  readonly refresh: { readonly order: RefreshOrder; readonly result: RefreshTimes };
  readonly beside: { readonly order: BesideOrder; readonly result: BesideResult };
}

/** The folders of a bot, as its settings name them. */
export interface BotFolders {
  readonly CORPUS_DIR: string;
  readonly INDEX_DIR: string;
  readonly MODERATION_DIR: string;
}

export interface RefreshOrder {
  readonly place: BotFolders;
  /** An article of the corpus folder that is changed in every round. */
  readonly file: string;
  readonly rounds: number;
  readonly question: string;
  /** A passage that answers it, and how the quote begins. */
  readonly passage: string;
  readonly words: string;
}

/** Milliseconds of every round. Of what both processes do it is the later one that counts. */
export interface RefreshTimes {
  /** From `/corpus refresh` to its review. */
  readonly review: readonly number[];
  /** From "Publish" to the first answer of the new generation, in the process that was told and in the other one. */
  readonly publish: readonly Both[];
  /** From `/corpus quarantine` to the first answer without the passage. */
  readonly quarantine: readonly Both[];
}

export interface Both {
  readonly told: number;
  readonly other: number;
}

export interface BesideOrder {
  readonly place: BotFolders;
  readonly questionsASecond: number;
  readonly texts: readonly string[];
}

/** What became of the questions of some time. */
export interface Asked {
  /** Milliseconds from the event leaving the stand-in to the answer coming in, of every answer. */
  readonly times: readonly number[];
  /** Questions without an answer, or with one that is of none of the two generations. */
  readonly failures: readonly string[];
  /** Milliseconds by which the bot's event loop came late: the 99th of 100, and the longest. */
  readonly delay: number;
  readonly longest: number;
}

export interface BesideResult {
  readonly before: Asked;
  /** From `/corpus refresh` to its review. */
  readonly refresh: Asked;
  /** From "Publish" until every answer is of the new generation. */
  readonly publish: Asked;
  readonly after: Asked;
  readonly seconds: { readonly refresh: number; readonly publish: number };
  /** Resident megabytes of the bot after the questions before and after. */
  readonly memory: { readonly before: number; readonly after: number };
}
