"""Rooms while people talk."""
