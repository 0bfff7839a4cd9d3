export type * from "./gen";
