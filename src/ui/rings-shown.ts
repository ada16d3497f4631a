import type { IdentityKey } from "../domain/ids.ts";
import type { RingView } from "../domain/pond/views.ts";
import { fewOfEach } from "../lib/few-of-each.ts";

/** Proposals of others shown at once. */
const MOST = 10;
/** Of one proposer: anybody can propose, and nobody fills the screen alone. */
const MOST_OF_ONE = 3;

/** Which proposals are shown, of those that wait, the newest first: those that I have said yes to before all others, and of nobody too many. */
export function ringsShown(waiting: readonly RingView[], me: IdentityKey): readonly RingView[] {
  const hasMyYes = ({ legs }: RingView) => legs.some(({ member, offer }) => member === me && offer !== null);
  const others = waiting.filter((ring) => !hasMyYes(ring)).filter(fewOfEach(MOST_OF_ONE, ({ by }) => by));
  return [...waiting.filter(hasMyYes), ...others.slice(0, MOST)];
}
