/** Takes the token of an invite link out of the address, before any page or redirect sees it. */
import { useEffect } from "react";
import { Outlet, useLocation, useNavigate } from "react-router";

import { inviteIn } from "../paths";
import { keepInvite } from "../state/invites";

export function TakeInvite() {
  const { pathname, search, hash } = useLocation();
  const navigate = useNavigate();
  const invite = inviteIn(pathname, hash);
  const roomId = invite?.roomId;
  const token = invite?.token;
  useEffect(() => {
    if (roomId === undefined || token === undefined) return;
    keepInvite(roomId, token);
    void navigate(pathname + search, { replace: true });
  }, [roomId, token, pathname, search, navigate]);
  return invite === null ? <Outlet /> : null;
}
