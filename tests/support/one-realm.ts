/** What Node's own bytes are made of. */
const native: unknown = Object.getPrototypeOf(Buffer);

// jsdom brings a Uint8Array of its own, which bytes from Node's cryptography and clones are no instances of; in a browser
// there is only one. Imported before whatever looks at bytes.
Reflect.set(globalThis, "Uint8Array", native);
