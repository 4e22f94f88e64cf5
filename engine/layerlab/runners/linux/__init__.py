"""The Linux runner: the image's own programs, over a real overlayfs, without being root."""

from layerlab.runners.linux.cache import size_bytes, sweep
from layerlab.runners.linux.runner import LinuxRunner

__all__ = ["LinuxRunner", "size_bytes", "sweep"]
