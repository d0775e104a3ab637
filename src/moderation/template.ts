/** What an article looks like, to be filled in. corpus/README.md explains every field. */
export const ARTICLE_TEMPLATE = `---
title: What the article is about, in plain words
summary: One sentence for lists.
questions:
  - how a member would ask for this
  - ask: how a member would ask for one section
    section: A heading
covers: []
checked: 2026-01-31
next-check: 2027-01-31
reviewed-by:
---

## A heading

40 to 130 words that make sense alone. The first sentence names the method, the body part and the symptom.

Sources: GENERAL-KNOWLEDGE
`;
