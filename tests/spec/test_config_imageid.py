"""Spec: image-spec v1.1.1, config.md, ImageID; Image JSON."""

import json
from hashlib import sha256
from pathlib import Path

from layerlab.facade import Engine
from layerlab.model import LayerPath
from support.applied import write_image
from support.archives import LAYERS


def test_each_image_s_id_is_given_by_the_sha256_hash_of_its_configuration_json(
    engine: Engine, tmp_path: Path
) -> None:
    """Each image's ID is given by the SHA256 hash of its configuration JSON."""
    image = write_image(LAYERS, tmp_path / "image", config={"of another": "tool"})
    (loaded,) = engine.load(image / "archive.tar").images
    data = engine.image(str(loaded.image_id)).config.data
    assert b"of another" in data
    assert loaded.image_id == f"sha256:{sha256(data).hexdigest()}"


def test_changing_it_means_creating_a_new_derived_image(loaded: Engine) -> None:
    """Changing it means creating a new derived image, instead of changing the existing image."""
    before = loaded.image("t:1")
    loaded.container("c1").create(LayerPath("new"))
    committed = loaded.commit("c1", "t:2", message="another")
    assert loaded.image("t:1").config.data == before.config.data
    assert committed.image_id != before.image_id


def test_the_json_structure_also_references_a_cryptographic_hash_of_each_layer(
    loaded: Engine,
) -> None:
    """The JSON structure also references a cryptographic hash of each layer used by the image, and
    provides history information for those layers.
    """
    loaded.container("c1").create(LayerPath("new"))
    committed = loaded.commit("c1", "t:2")
    document = json.loads(loaded.image("t:2").config.data)
    assert document["rootfs"]["diff_ids"][-1] == committed.diff_id
    assert len(document["history"]) == len(document["rootfs"]["diff_ids"]) == 2
