"""The window's panes. Each follows the workspace, and asks it for what the user wants."""
