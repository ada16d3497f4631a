/**
 * For `filter`: yes to the first `most` of each key, in the order in which they come.
 * @param isFree those count for nothing, and are always kept
 */
export function fewOfEach<T>(
  most: number,
  keyOf: (item: T) => unknown,
  isFree: (item: T) => boolean = () => false,
): (item: T) => boolean {
  const countByKey = new Map<unknown, number>();
  return (item) => {
    if (isFree(item)) return true;
    const key = keyOf(item);
    const count = (countByKey.get(key) ?? 0) + 1;
    countByKey.set(key, count);
    return count <= most;
  };
}
