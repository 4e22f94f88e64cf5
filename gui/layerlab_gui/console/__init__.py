"""The window's command line: a `Terminal` whose streams end in the console strip."""
