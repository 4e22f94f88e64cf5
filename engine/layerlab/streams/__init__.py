"""Bytes: compression, digests, windows on files, and the only tar reader and writer."""
