"""Archive formats: what is read and written. A new format is one file and a line in `FORMATS`.

`open_archive` is the door: it looks at the bytes, never at the file's name.
"""

from layerlab.formats.artifacts import Artifact, ArtifactKind
from layerlab.formats.choosing import Choice, host_platform, platforms_of
from layerlab.formats.contents import AbsentImage
from layerlab.formats.opening import Archive, open_archive, open_stream
from layerlab.formats.writing import Saved, SavedFile, SaveFormat, save_images

__all__ = [
    "AbsentImage",
    "Archive",
    "Artifact",
    "ArtifactKind",
    "Choice",
    "SaveFormat",
    "Saved",
    "SavedFile",
    "host_platform",
    "open_archive",
    "open_stream",
    "platforms_of",
    "save_images",
]
