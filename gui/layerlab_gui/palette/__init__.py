"""The command palette: one field that finds every action, path and object by a few letters."""
