/** For tests: all words are here before anything is shown. */
import { bringWords } from "./words";

await bringWords("first", "call", "more");
