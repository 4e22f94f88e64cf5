"""Blobs, names and the database: everything that is kept. See `store.Store`."""

from layerlab.store.store import ImageRecord, Store, now_text

__all__ = ["ImageRecord", "Store", "now_text"]
