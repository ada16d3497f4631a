/** Where randomness comes from. Passed in, so that a simulation can be replayed from its seed. */
export interface Random {
  /** `length` unpredictable bytes. */
  bytes(length: number): Uint8Array;
}
