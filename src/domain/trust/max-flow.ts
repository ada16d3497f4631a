/**
 * A flow network in typed arrays and Dinic's algorithm (E. A. Dinic, 1970): level graph by breadth-first search, then
 * blocking flow by depth-first search. Whole numbers only. Arcs come in pairs: arc `a` and its reverse `a ^ 1`.
 */
export interface FlowNetwork {
  /** Adds an arc and returns its number. */
  addArc(from: number, to: number, capacity: number): number;
  /** Greatest flow from source to sink; call once. */
  maxFlow(source: number, sink: number): number;
  /** Flow on an arc after `maxFlow`. */
  flowOn(arc: number): number;
}

export function createFlowNetwork(nodeCount: number, arcCount: number): FlowNetwork {
  const head = new Int32Array(nodeCount).fill(-1);
  const next = new Int32Array(arcCount * 2);
  const target = new Int32Array(arcCount * 2);
  const room = new Int32Array(arcCount * 2);
  const level = new Int32Array(nodeCount);
  const cursor = new Int32Array(nodeCount);
  const queue = new Int32Array(nodeCount);
  let arcs = 0;

  function link(from: number, to: number, capacity: number): void {
    target[arcs] = to;
    room[arcs] = capacity;
    next[arcs] = head[from] ?? -1;
    head[from] = arcs++;
  }

  function layer(source: number, sink: number): boolean {
    level.fill(-1);
    level[source] = 0;
    queue[0] = source;
    for (let read = 0, write = 1; read < write; read++) {
      const node = queue[read] ?? 0;
      for (let arc = head[node] ?? -1; arc >= 0; arc = next[arc] ?? -1) {
        const to = target[arc] ?? 0;
        if ((room[arc] ?? 0) === 0 || (level[to] ?? 0) >= 0) continue;
        level[to] = (level[node] ?? 0) + 1;
        queue[write++] = to;
      }
    }
    return (level[sink] ?? -1) >= 0;
  }

  /** Recursion is as deep as a level path, which the near subgraph keeps at a handful (T6). */
  function push(node: number, sink: number, limit: number): number {
    if (node === sink) return limit;
    for (let arc = cursor[node] ?? -1; arc >= 0; arc = next[arc] ?? -1) {
      cursor[node] = arc;
      const to = target[arc] ?? 0;
      const free = room[arc] ?? 0;
      if (free === 0 || level[to] !== (level[node] ?? 0) + 1) continue;
      const pushed = push(to, sink, Math.min(limit, free));
      if (pushed === 0) continue;
      room[arc] = free - pushed;
      room[arc ^ 1] = (room[arc ^ 1] ?? 0) + pushed;
      return pushed;
    }
    cursor[node] = -1;
    return 0;
  }

  return {
    addArc: (from, to, capacity) => {
      const arc = arcs;
      link(from, to, capacity);
      link(to, from, 0);
      return arc;
    },
    maxFlow: (source, sink) => {
      if (source === sink) return 0;
      let flow = 0;
      while (layer(source, sink)) {
        cursor.set(head);
        for (let pushed = push(source, sink, 0x7fffffff); pushed > 0; pushed = push(source, sink, 0x7fffffff))
          flow += pushed;
      }
      return flow;
    },
    flowOn: (arc) => room[arc ^ 1] ?? 0,
  };
}
