"""Frozen values in the specifications' words. Nothing here reads, writes or knows of anyone."""

from layerlab.model.digest import ChainID, DiffID, Digest, ImageID, chain_ids
from layerlab.model.documents import (
    Descriptor,
    History,
    ImageConfig,
    Index,
    Manifest,
)
from layerlab.model.entry import ROOT, Entry, Kind, LayerPath, clean, join, parent, parents, shown
from layerlab.model.platform import Platform
from layerlab.model.reference import Reference

__all__ = [
    "ROOT",
    "ChainID",
    "Descriptor",
    "DiffID",
    "Digest",
    "Entry",
    "History",
    "ImageConfig",
    "ImageID",
    "Index",
    "Kind",
    "LayerPath",
    "Manifest",
    "Platform",
    "Reference",
    "chain_ids",
    "clean",
    "join",
    "parent",
    "parents",
    "shown",
]
