/** A phone in one hand, CSS pixels. */
export const PHONE = { width: 390, height: 844 } as const;
export const DESKTOP = { width: 1280, height: 800 } as const;
/** A tablet, held across and held upright. */
export const TABLET = { width: 1180, height: 820 } as const;
export const TABLET_UPRIGHT = { width: 820, height: 1180 } as const;
/** A large window. */
export const WIDE = { width: 1440, height: 900 } as const;
