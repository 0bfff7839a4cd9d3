/** Signing out: the server forgets the session, then the page does. */
import { useDispatch } from "react-redux";

import { useLogoutMutation } from "./account";
import { sessionLeft } from "./sessionEvents";

/** Also without an answer: whoever signs out is signed out here. */
export function useSignOut(): (next: string) => Promise<void> {
  const dispatch = useDispatch();
  const [logout] = useLogoutMutation();
  return async (next) => {
    await logout();
    dispatch(sessionLeft({ next }));
  };
}
