/** What the pages say that are drawn while the client is built. */
import { frameText } from "./frame";
import { landingText } from "./landing";

export default { frameText, landingText };
