"""How audio travels in a room."""

from __future__ import annotations

from gethory.live.schemas import IceServer, MeshLink


def link_of(ice_servers: tuple[IceServer, ...]) -> MeshLink:
    """Every room is a mesh: each browser connects to each other one."""
    return MeshLink(ice_servers=list(ice_servers))
