"""Spec: image-spec v1.1.1, config.md, Layer ChainID: Definition; Explanation."""

from hashlib import sha256

from layerlab.facade import Engine
from layerlab.model import DiffID, LayerPath
from layerlab.model.digest import chain_ids

A, B, C = (DiffID.of(text) for text in (b"A", b"B", b"C"))


def _digest(text: str) -> str:
    return f"sha256:{sha256(text.encode()).hexdigest()}"


def test_the_chainid_for_a_single_layer_as_equivalent_to_the_diffid() -> None:
    """Above, we define the `ChainID` for a single layer (`L₀`) as equivalent to the `DiffID` for
    that layer.
    """
    assert chain_ids([A]) == (A,)


def test_the_chainid_for_a_set_of_applied_layers_is_defined_as_the_recursion() -> None:
    """Otherwise, the `ChainID` for a set of applied layers (`L₀|...|Lₙ₋₁|Lₙ`) is defined as the
    recursion `Digest(ChainID(L₀|...|Lₙ₋₁) + " " + DiffID(Lₙ))`.
    """
    two = _digest(f"{A} {B}")
    assert chain_ids([A, B, C]) == (A, two, _digest(f"{two} {C}"))


def test_the_chainid_identifies_the_subsequent_application_of_those_changesets() -> None:
    """While a layer's `DiffID` identifies a single changeset, the `ChainID` identifies the
    subsequent application of those changesets.
    """
    assert chain_ids([A, B])[-1] != chain_ids([B, A])[-1]


def test_we_can_easily_see_that_chainid_c_chainid_a_b_c() -> None:
    """Most importantly, we can easily see that `ChainID(C) != ChainID(A|B|C)`, otherwise,
    `ChainID(C) = DiffID(C)`, which is the base case, could not be true.
    """
    assert chain_ids([C])[-1] != chain_ids([A, B, C])[-1]


def test_the_resulting_rootfs_can_be_calculated_by_imageconfig_rootfs(loaded: Engine) -> None:
    """We differentiate the changeset `C`, from the order-dependent application `A|B|C` by saying
    that the resulting rootfs is identified by ChainID(A|B|C), which can be calculated by
    `ImageConfig.rootfs`.
    """
    loaded.container("c1").create(LayerPath("new"))
    loaded.commit("c1", "t:2")
    stack = loaded.stack("t:2")
    first, second = stack.image.config.raw["rootfs"]["diff_ids"]
    assert stack.card(2).chain_id == _digest(f"{first} {second}")
