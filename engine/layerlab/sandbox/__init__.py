"""What the Linux runner starts: a program of its own, which makes namespaces and works in them.

The window has threads and must not fork, so this is a fresh interpreter. It knows the standard
library alone, none of the engine: it starts in some 30 milliseconds, and what it holds when it
becomes a container's first process is little. `runners.linux` is the other end of its socket.
"""
