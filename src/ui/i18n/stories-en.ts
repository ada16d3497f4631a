/** What each kind of listing calls its own turns, in English. */
export const storiesEn = {
  "listing.given": "Given away.",
  "listing.found": "Found.",
  "listing.ask-for": "Ask for it",
  "listing.have-it": "I have that",
  "deal.wanted": "Wanted: {title}",
  "loan.days-gone": "has asked, but one of these days is lent by now",
};
