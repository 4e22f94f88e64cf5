"""Korean particles: the form that suits how the word before them is read."""

import unicodedata

import pytest

from layerlab_gui.i18n import Text
from layerlab_gui.particles import FORMS, filled

OBJECT = "{x}을(를)"
WAY = "{x}(으)로"

AFTER_CONSONANT = (
    *("볼륨", "파일", "/bin", "/opt/nginx/index.html", "python", "nginx:1", "alpine:3.20"),
    *("sha256:abc1", "10", "1,000", "app", "stack", "commit", "volume", "table", "URL", "JSON"),
    *("file(2)", "/opt/module/", "web", "string", "0", "zip", "100,000,000"),
)
AFTER_VOWEL = (
    *("레이어", "/etc/hosts", "app.conf", "node", "image", "layer", "OCI", "README.md", "2.5"),
    *("20.1 MB", "615 B", "50%", "/", "tar", "1,000,000,000,000", "default", "cache", "3fab"),
    *("이미지(base)", "'index.php'", "readme", "sh"),
)
RIEUL = ("파일", "index.html", "c1", "8", "module", "URL", "7")


@pytest.mark.parametrize("word", AFTER_CONSONANT)
def test_after_a_consonant(word: str) -> None:
    assert filled(OBJECT, x=word) == f"{word}을"


@pytest.mark.parametrize("word", AFTER_VOWEL)
def test_after_a_vowel(word: str) -> None:
    assert filled(OBJECT, x=word) == f"{word}를"


@pytest.mark.parametrize("word", RIEUL)
def test_rieul_takes_ro_as_a_vowel_does(word: str) -> None:
    assert filled(WAY, x=word) == f"{word}로"
    assert filled("{x}으로(로)", x=word) == f"{word}로"
    assert filled(OBJECT, x=word) == f"{word}을"


def test_ro_after_another_consonant() -> None:
    assert filled(WAY, x="볼륨") == "볼륨으로"


@pytest.mark.parametrize("marker", FORMS)
def test_every_particle_has_two_forms(marker: str) -> None:
    after_consonant, after_vowel = FORMS[marker]
    assert filled("{x}" + marker, x="볼륨") == "볼륨" + after_consonant
    assert filled("{x}" + marker, x="이미지") == "이미지" + after_vowel


@pytest.mark.parametrize("marker", FORMS)
def test_what_is_not_known_keeps_both(marker: str) -> None:
    assert filled("{x}" + marker, x="日本") == "日本" + marker


def test_quotes_between_are_passed_over() -> None:
    assert filled('"{x}"을(를) "{y}"이(가)', x="볼륨", y="이미지") == '"볼륨"을 "이미지"가'


def test_each_fact_has_its_own() -> None:
    text = Text("{a}과(와) {b}은(는) 같습니다")
    assert text.format(a="/bin", b="/etc/hosts") == "/bin과 /etc/hosts는 같습니다"


def test_a_name_that_looks_like_a_marker_stays_itself() -> None:
    assert filled("{x}을(를) 지움", x="을(를)") == "을(를)을 지움"
    assert filled("처음을(를) {x}", x="a") == "처음을(를) a"


def test_a_name_as_other_systems_decompose_it() -> None:
    name = unicodedata.normalize("NFD", "볼륨")
    assert filled(OBJECT, x=name) == f"{name}을"


def test_formats_as_strings_do() -> None:
    text = "{n:>4} {x!r} {{}}"
    assert filled(text, n=7, x="a") == text.format(n=7, x="a")


def test_a_fact_may_have_any_name() -> None:
    assert Text("{self} {text}").format(self=1, text=2) == "1 2"


def test_facts_have_names() -> None:
    with pytest.raises(TypeError):
        Text("{}").format("a")
