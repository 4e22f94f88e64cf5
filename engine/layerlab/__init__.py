"""Layerlab's engine: container images and containers as values, files and nothing else.

No Qt, no daemon, no root, no network, no printing (but for `layerlab.cli`). Start with
`layerlab.facade.Engine`; ARCHITECTURE.md draws the parts and the one direction of dependency.
"""

__version__ = "0.1.0"
