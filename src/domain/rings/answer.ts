/** Columns that go together. */
export interface Answer {
  readonly columns: readonly number[];
  readonly score: number;
}

export function answerOf(columns: readonly number[], scores: Float64Array): Answer {
  return { columns, score: columns.reduce((sum, column) => sum + (scores[column] ?? 0), 0) };
}

export function together(a: Answer, b: Answer): Answer {
  return { columns: [...a.columns, ...b.columns], score: a.score + b.score };
}
