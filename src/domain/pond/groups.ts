/** Things by what they belong to. */

export function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

export function add<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else set.add(value);
}

/** Those of `ids` that there is something of. */
export function viewsOf<K, V>(views: ReadonlyMap<K, V>, ids: Iterable<K> | undefined): readonly V[] {
  return ids === undefined ? [] : [...ids].flatMap((id) => views.get(id) ?? []);
}
