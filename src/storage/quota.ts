/** S3: how much room this origin has, and whether the browser may take it back. */
export interface Room {
  /** Bytes in use and bytes allowed; null where the browser does not say. */
  readonly used: number | null;
  readonly allowed: number | null;
  /** True where the browser promised not to delete by itself. */
  readonly kept: boolean;
}

type Storage = Partial<Pick<StorageManager, "estimate" | "persist" | "persisted">>;

/** What the browser says about our room; an estimate, deliberately blurred by some browsers. */
export async function readRoom(storage: Storage | undefined = navigator.storage): Promise<Room> {
  const [estimate, kept] = await Promise.all([storage?.estimate?.(), storage?.persisted?.()]);
  return { used: estimate?.usage ?? null, allowed: estimate?.quota ?? null, kept: kept ?? false };
}

/** Asks the browser to keep our data; some ask the person. True where it is kept from now on. */
export async function askToKeep(storage: Storage | undefined = navigator.storage): Promise<boolean> {
  return (await storage?.persist?.()) ?? false;
}
