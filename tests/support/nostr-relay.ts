import type { AddressInfo } from "node:net";
import { type Event, EventRepository } from "@nostr-relay/common";
import { NostrRelay } from "@nostr-relay/core";
import { Validator } from "@nostr-relay/validator";
import { type WebSocket, WebSocketServer } from "ws";

/** Keeps nothing: what introduces is ephemeral (NIP-01, kinds from 20,000). */
class Nothing extends EventRepository {
  isSearchSupported(): boolean {
    return false;
  }
  upsert(): { readonly isDuplicate: boolean } {
    return { isDuplicate: false };
  }
  find(): Event[] {
    return [];
  }
  async destroy(): Promise<void> {}
}

/** A real Nostr relay on this machine, from npm, and all that it was sent. */
export async function startNostrRelay() {
  const relay = new NostrRelay(new Nothing());
  const validator = new Validator();
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  const said: string[] = [];
  server.on("connection", (socket: WebSocket) => {
    relay.handleConnection(socket);
    socket.on("message", (data: Buffer) => {
      said.push(data.toString());
      void validator.validateIncomingMessage(data).then((message) => relay.handleMessage(socket, message));
    });
    socket.on("close", () => relay.handleDisconnect(socket));
  });
  await new Promise((listening) => server.once("listening", listening));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: `ws://localhost:${port}`,
    said: said as readonly string[],
    close: async () => {
      for (const socket of server.clients) socket.terminate();
      await new Promise((closed) => server.close(closed));
      await relay.destroy();
    },
  };
}
