"""`system df`: shared and unique layers, containers, indexes."""

from layerlab.container.state import State, Status
from layerlab.facade import Engine
from layerlab.facade.disk_usage import UsageTotal
from layerlab.model import LayerPath
from support.running import set_state


def test_nothing_takes_nothing(engine: Engine) -> None:
    usage = engine.disk_usage()
    assert usage.of_images == usage.of_containers == usage.of_caches == UsageTotal(0, 0, 0, 0)
    assert usage.of_images.reclaimable_percent is None


def test_layers_are_counted_once(loaded: Engine) -> None:
    base = loaded.disk_usage().layers_bytes
    loaded.container("c1").write(LayerPath("etc/new"), b"12345")
    loaded.commit("c1", "t:2")
    usage = loaded.disk_usage()
    assert usage.layers_bytes == base + 5
    by_name = {str(row.image.references[0].tag): row for row in usage.images}
    assert (by_name["1"].shared_bytes, by_name["1"].unique_bytes) == (base, 0)
    assert (by_name["2"].shared_bytes, by_name["2"].unique_bytes) == (base, 5)
    assert (by_name["1"].containers, by_name["2"].containers) == (1, 0)
    assert usage.of_images == UsageTotal(2, 1, base + 5, base + 5)
    assert usage.of_images.reclaimable_percent == 100
    assert usage.of_caches.count == 2


def test_a_container_that_runs_is_in_use(loaded: Engine) -> None:
    loaded.create("t:1", "c2")
    loaded.container("c1").write(LayerPath("etc/new"), b"12345")
    loaded.container("c2").write(LayerPath("etc/new"), b"678")
    set_state(loaded, "c1", State(Status.PAUSED, "t", standing="waits"))
    usage = loaded.disk_usage()
    assert usage.of_containers == UsageTotal(2, 1, 8, 3)
    assert usage.of_containers.reclaimable_percent == 37


def test_an_image_that_only_containers_have_is_in_use(loaded: Engine) -> None:
    total = loaded.disk_usage().of_images
    assert (total.count, total.active, total.reclaimable_bytes) == (1, 1, 0)
