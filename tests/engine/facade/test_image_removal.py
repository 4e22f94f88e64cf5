"""Removing images that are in use, and those that nothing needs; Docker's rules."""

import pytest

from layerlab.container.state import State, Status
from layerlab.errors import (
    ImageHasTags,
    ImageInUse,
    NoSuchImage,
    ReferenceInUse,
    RunningImageInUse,
    UnnamedImageInUse,
)
from layerlab.facade import Engine
from layerlab.model import LayerPath, Reference
from support.running import set_state

RUNNING = State(Status.RUNNING, "t1", standing="waits")


def test_the_last_name_of_an_image_in_use_is_kept_unless_forced(loaded: Engine) -> None:
    image = loaded.image("t:1")
    loaded.tag("t:1", "u:1")
    assert loaded.remove_image("t:1").untagged == (Reference.parse("t:1"),)
    with pytest.raises(ReferenceInUse) as refused:
        loaded.remove_image("u:1")
    (container,) = loaded.containers()
    assert vars(refused.value) == {
        "reference": "u:1",
        "container": container.id[:12],
        "image": image.image_id.short,
        "containers": ("c1",),
    }
    removed = loaded.remove_image("u:1", force=True)
    assert (removed.untagged, removed.deleted) == ((Reference.parse("u:1"),), ())
    assert loaded.container("c1").view().read(LayerPath("etc/motd")) == b"welcome\n"
    (container,) = loaded.containers()
    assert container.image_name == image.image_id.short
    with pytest.raises(NoSuchImage):
        loaded.remove_image("u:1")


def test_an_id_of_an_image_in_use(loaded: Engine) -> None:
    key = loaded.image("t:1").image_id
    with pytest.raises(ImageInUse):
        loaded.remove_image(key)
    assert loaded.remove_image(key, force=True).untagged == (Reference.parse("t:1"),)
    with pytest.raises(UnnamedImageInUse):
        loaded.remove_image(key, force=True)
    loaded.remove_container("c1")
    assert loaded.remove_image(key).deleted == (key,)


def test_what_runs_is_not_forced(loaded: Engine) -> None:
    key = loaded.image("t:1").image_id
    loaded.tag("t:1", "u:1")
    set_state(loaded, "c1", RUNNING)
    for force in (False, True):
        with pytest.raises(RunningImageInUse):
            loaded.remove_image(key, force=force)


def test_an_id_with_several_names(loaded: Engine) -> None:
    key = loaded.image("t:1").image_id
    loaded.tag("t:1", "u:1")
    with pytest.raises(ImageHasTags):
        loaded.remove_image(key)
    loaded.remove_container("c1")
    removed = loaded.remove_image(key, force=True)
    assert len(removed.untagged) == 2
    assert (len(removed.layers), removed.layers_bytes > 0) == (1, True)


def test_layers_that_others_have_stay(loaded: Engine) -> None:
    loaded.container("c1").write(LayerPath("etc/new"), b"12345")
    loaded.commit("c1", "t:2")
    loaded.remove_container("c1")
    removed = loaded.remove_image("t:2")
    assert (len(removed.layers), removed.layers_bytes) == (1, 5)


def test_pruning_takes_what_has_no_name_and_no_container(loaded: Engine) -> None:
    loaded.container("c1").write(LayerPath("etc/new"), b"12345")
    without_name = loaded.commit("c1").image_id
    assert [image.deleted for image in loaded.prune_images()] == [(without_name,)]
    assert loaded.prune_images() == []
    assert loaded.prune_images(everything=True) == []
    loaded.remove_container("c1")
    (removed,) = loaded.prune_images(everything=True)
    assert removed.untagged == (Reference.parse("t:1"),)
    assert loaded.images() == []


def test_pruning_keeps_what_others_were_made_of(loaded: Engine) -> None:
    loaded.commit("c1", "t:2")
    first = loaded.image("t:1").image_id
    loaded.tag("t:2", "t:1")
    loaded.remove_container("c1")
    assert loaded.prune_images() == []
    loaded.prune_images(everything=True)
    assert [image.image_id for image in loaded.images()] == [first]
    loaded.prune_images()
    assert loaded.images() == []
