"""Gethory: voice rooms for the web that anyone can host."""

__version__ = "0.1.0"
