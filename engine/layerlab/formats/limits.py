"""How much of an archive's structure is followed: beyond is a hostile or a broken archive."""

from layerlab.model.documents import DOCUMENT_LIMIT_BYTES

SMALL_FILE_BYTES = DOCUMENT_LIMIT_BYTES
"""The largest manifest, index or config that is read out of an archive."""

LINK_LIMIT = 16
"""Links from member to member, in one chain."""

DEPTH_LIMIT = 8
"""Indexes within indexes."""

DESCRIPTOR_LIMIT = 50_000
"""Entries of all indexes of an archive together, each as often as it is reached."""

IMAGE_LIMIT = 4096
"""Images of `manifest.json` or of a v1 archive."""

ALL_LAYERS_LIMIT = 65_536
"""Layers of all images of an archive together."""

CONFIGS_LIMIT_BYTES = 32 << 20
"""Configs of all images of an archive together: parsed, they take some twenty times of that."""
