"""Pictures of what the window shows: drawn for a file, for paper, for the clipboard."""
