"""The engine's one door: see `Engine`."""

from layerlab.facade.archives import SaveResult
from layerlab.facade.describing import ContainerSummary, HistoryRow, ImageSummary
from layerlab.facade.engine import Engine, StoreReport
from layerlab.facade.images import RemovedImage
from layerlab.facade.importing import ImportResult
from layerlab.facade.loading import LoadedImage, LoadResult
from layerlab.facade.stack import LayerCard, Stack
from layerlab.facade.verifying import Fault
from layerlab.formats import AbsentImage, Archive, Artifact, ArtifactKind, SaveFormat

__all__ = [
    "AbsentImage",
    "Archive",
    "Artifact",
    "ArtifactKind",
    "ContainerSummary",
    "Engine",
    "Fault",
    "HistoryRow",
    "ImageSummary",
    "ImportResult",
    "LayerCard",
    "LoadResult",
    "LoadedImage",
    "RemovedImage",
    "SaveFormat",
    "SaveResult",
    "Stack",
    "StoreReport",
]
