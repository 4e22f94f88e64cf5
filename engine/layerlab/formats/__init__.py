"""Archive formats: what is read and written. A new format is one file and a line in `FORMATS`.

`open_archive` is the door: it looks at the bytes, never at the file's name.
"""

from layerlab.formats.opening import Archive, open_archive
from layerlab.formats.writing import SaveFormat, save_images

__all__ = ["Archive", "SaveFormat", "open_archive", "save_images"]
