"""The built-in shell's tools, one function each: this is the one list of them."""

from collections.abc import Mapping

from layerlab.runners.shell.tool import Tool

TOOLS: Mapping[str, Tool] = {}
