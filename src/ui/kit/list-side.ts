import { type Accessor, createContext } from "solid-js";

/** True for a page that is the list at the side of what is open: the title of the screen is then that of the other. */
export const ListSide = createContext<Accessor<boolean>>(() => false);
