/** What helps somebody who is here for the first time, in English. */
export const newcomerEn = {
  "grid.choices": "Order and filters",
  "grid.invite": "Invite somebody",
  "join.what-it-is":
    "A pond is where people who know each other swap what lies idle. It needs no account: only a name that the others know you by.",
  "invite.no-internet": "No internet? Two phones side by side connect by showing each other a code.",
  "offer.only-words": "What do you give?",
  "counter.only-words": "What shall {name} give?",
  "deal.waits-for":
    "{name} can accept, decline, or propose other terms. Until then nothing is promised; you will find the answer in the news.",
  "stake.why": "How much it would hurt if this went wrong. Drops measure trust: one is very little.",
  "stake.only-little": "Is only a little at stake? Then choose that above: you can risk that much.",
};
