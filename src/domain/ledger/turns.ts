/** One thing at a time, in the order of asking. */
export interface Turns {
  take<T>(work: () => Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();

  return {
    take: (work) => {
      const turn = last.then(work);
      // Who asked hears of a failure; who comes next only has to know that the turn is over.
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
