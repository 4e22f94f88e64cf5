"""Blobs, names and the database: everything that is kept. See `store.Store`."""

from layerlab.store.records import ImageRecord
from layerlab.store.store import Store, now_text

__all__ = ["ImageRecord", "Store", "now_text"]
