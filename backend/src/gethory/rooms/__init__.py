"""Rooms as written down, and who may see and enter them."""
