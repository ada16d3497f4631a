import type { Links } from "./links.ts";
import type { Near } from "./near.ts";

/** Flows on one network, one at a time. */
export interface MaxFlow {
  /** The greatest flow from source to sink through the links of `near`, in drops. */
  run(near: Near, source: number, sink: number): number;
  /** What the last flow sends along a link, in drops. */
  on(link: number): number;
}

/**
 * Dinic's algorithm (E. A. Dinic, 1970) in whole drops: levels by breadth-first search, here from the sink, so that no
 * step leads astray; then a blocking flow by depth-first search, with the way on a stack of its own.
 */
export function createMaxFlow(net: Links): MaxFlow {
  const { arcStart, head, mate, arcOf, drops } = net;
  /** Drops that still fit through each arc; 0 for what is not near. */
  const room = new Int32Array(head.length);
  const level = new Int32Array(net.nodes);
  const cursor = new Int32Array(net.nodes);
  const queue = new Int32Array(net.nodes);
  const way = new Int32Array(net.nodes + 1);
  const opened = new Int32Array(net.count);
  let openedCount = 0;

  function open(near: Near): void {
    for (let i = 0; i < openedCount; i++) {
      const arc = opened[i] ?? 0;
      room[arc] = room[mate[arc] ?? 0] = 0;
    }
    openedCount = near.count;
    for (let i = 0; i < near.count; i++) {
      const link = near.links[i] ?? 0;
      const arc = arcOf[link] ?? 0;
      opened[i] = arc;
      room[arc] = drops[link] ?? 0;
    }
  }

  /** Levels are hops to the sink; true where the source has one. */
  function layer(source: number, sink: number): boolean {
    level.fill(-1);
    level[sink] = 0;
    queue[0] = sink;
    for (let read = 0, write = 1; read < write; read++) {
      const node = queue[read] ?? 0;
      const next = (level[node] ?? 0) + 1;
      for (let arc = arcStart[node] ?? 0, end = arcStart[node + 1] ?? 0; arc < end; arc++) {
        const before = head[arc] ?? 0;
        if ((level[before] ?? 0) >= 0 || (room[mate[arc] ?? 0] ?? 0) === 0) continue;
        level[before] = next;
        // Whatever else lies on this level cannot be on a shortest way.
        if (before === source) return true;
        queue[write++] = before;
      }
    }
    return false;
  }

  /** The next arc from `node` one level down with room in it; −1 where none is left. */
  function advance(node: number): number {
    const down = (level[node] ?? 0) - 1;
    const end = arcStart[node + 1] ?? 0;
    let arc = cursor[node] ?? 0;
    while (arc < end && ((room[arc] ?? 0) === 0 || level[head[arc] ?? 0] !== down)) arc++;
    cursor[node] = arc;
    return arc < end ? arc : -1;
  }

  /** Sends what fits along the way; returns it. */
  function send(steps: number): number {
    let fits = room[way[0] ?? 0] ?? 0;
    for (let i = 1; i < steps; i++) fits = Math.min(fits, room[way[i] ?? 0] ?? 0);
    for (let i = 0; i < steps; i++) {
      const arc = way[i] ?? 0;
      const back = mate[arc] ?? 0;
      room[arc] = (room[arc] ?? 0) - fits;
      room[back] = (room[back] ?? 0) + fits;
    }
    return fits;
  }

  /** Sends all that the levels let through, or as much as can arrive at all: then nothing is left to look for. */
  function block(source: number, sink: number, most: number): number {
    let flow = 0;
    let steps = 0;
    let node = source;
    for (;;) {
      if (node === sink) {
        flow += send(steps);
        if (flow === most) return flow;
        // Back to where the way is full; before that, nothing has changed.
        let full = 0;
        while ((room[way[full] ?? 0] ?? 0) > 0) full++;
        steps = full;
        node = head[mate[way[full] ?? 0] ?? 0] ?? 0;
        continue;
      }
      const arc = advance(node);
      if (arc >= 0) {
        way[steps++] = arc;
        node = head[arc] ?? 0;
      } else if (steps > 0) {
        level[node] = -1;
        node = head[mate[way[--steps] ?? 0] ?? 0] ?? 0;
      } else return flow;
    }
  }

  return {
    run: (near, source, sink) => {
      open(near);
      const most = Math.min(near.mostOut, near.mostIn);
      let flow = 0;
      while (flow < most && layer(source, sink)) {
        cursor.set(arcStart.subarray(0, net.nodes));
        flow += block(source, sink, most - flow);
      }
      return flow;
    },
    on: (link) => room[mate[arcOf[link] ?? 0] ?? 0] ?? 0,
  };
}
