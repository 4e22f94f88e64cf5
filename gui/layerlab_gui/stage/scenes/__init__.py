"""Makers of scenes: pure functions from the engine's values, a module for each kind of action."""
