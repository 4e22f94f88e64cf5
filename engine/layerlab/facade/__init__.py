"""The engine's one door: see `Engine`."""

from layerlab.facade.archives import SaveResult
from layerlab.facade.describing import ContainerSummary, HistoryRow, ImageSummary
from layerlab.facade.disk_usage import ContainerUsage, DiskUsage, ImageUsage, UsageTotal
from layerlab.facade.engine import Engine, StoreReport
from layerlab.facade.housekeeping import PrunedContainers
from layerlab.facade.image_removal import RemovedImage
from layerlab.facade.importing import ImportResult
from layerlab.facade.lifecycle import Loss
from layerlab.facade.loading import LayerTransfer, LoadedImage, LoadResult
from layerlab.facade.sessions import Session
from layerlab.facade.stack import LayerCard, Stack, VolumeStack
from layerlab.facade.starting import Started
from layerlab.facade.verifying import Fault
from layerlab.facade.volumes import PrunedVolumes, VolumeSummary, VolumeUsage
from layerlab.formats import AbsentImage, Archive, Artifact, ArtifactKind, SavedFile, SaveFormat

__all__ = [
    "AbsentImage",
    "Archive",
    "Artifact",
    "ArtifactKind",
    "ContainerSummary",
    "ContainerUsage",
    "DiskUsage",
    "Engine",
    "Fault",
    "HistoryRow",
    "ImageSummary",
    "ImageUsage",
    "ImportResult",
    "LayerCard",
    "LayerTransfer",
    "LoadResult",
    "LoadedImage",
    "Loss",
    "PrunedContainers",
    "PrunedVolumes",
    "RemovedImage",
    "SaveFormat",
    "SaveResult",
    "SavedFile",
    "Session",
    "Stack",
    "Started",
    "StoreReport",
    "UsageTotal",
    "VolumeStack",
    "VolumeSummary",
    "VolumeUsage",
]
