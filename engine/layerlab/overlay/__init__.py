"""The merged view of a stack, and the container's upper: copy-on-write as values."""

from layerlab.overlay.counting import ChangeCounts, count_changes
from layerlab.overlay.host_view import HostView
from layerlab.overlay.looking import View, find_entry
from layerlab.overlay.mounted import Mounted, MountedView, mounted
from layerlab.overlay.node import Change, Node, Reason, TrailStep, Verdict
from layerlab.overlay.tree import Tree, TreeLayer
from layerlab.overlay.upper import UpperRecord, UpperTree, size_of
from layerlab.overlay.upper_files import UpperFiles
from layerlab.overlay.view import MergedView, Overlay

__all__ = [
    "Change",
    "ChangeCounts",
    "HostView",
    "MergedView",
    "Mounted",
    "MountedView",
    "Node",
    "Overlay",
    "Reason",
    "TrailStep",
    "Tree",
    "TreeLayer",
    "UpperFiles",
    "UpperRecord",
    "UpperTree",
    "Verdict",
    "View",
    "count_changes",
    "find_entry",
    "mounted",
    "size_of",
]
