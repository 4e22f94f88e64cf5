"""The built-in shell: a documented part of POSIX sh, on any `Files`."""
