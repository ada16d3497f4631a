declare const brand: unique symbol;

/** A type that only its own parser can make: `Brand<string, "FeedKey">` is a string that nobody confuses with another. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
