/** ms that `work` takes: its runs, after some that only warm up, the shortest first. */
export function timesOf(work: (run: number) => unknown, { warm, runs }: { warm: number; runs: number }): number[] {
  for (let run = 0; run < warm; run++) work(run);
  const times = Array.from({ length: runs }, (_, run) => {
    const started = performance.now();
    work(warm + run);
    return performance.now() - started;
  });
  return times.sort((a, b) => a - b);
}

/** The middle one of sorted times. */
export function medianOf(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function ms(time: number): string {
  return `${time.toFixed(time < 10 ? 2 : 1)} ms`;
}
