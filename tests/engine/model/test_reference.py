"""Names of images. Source: distribution/reference, reference.go and normalize.go."""

import pytest

from layerlab.errors import InvalidReference
from layerlab.model import Reference

HEX = "0123456789abcdef" * 4

FULL_AND_FAMILIAR = {
    "nginx": ("docker.io/library/nginx:latest", "nginx:latest"),
    "nginx:1.27": ("docker.io/library/nginx:1.27", "nginx:1.27"),
    "index.docker.io/nginx": ("docker.io/library/nginx:latest", "nginx:latest"),
    "docker.io/team/app:1": ("docker.io/team/app:1", "team/app:1"),
    "team/app": ("docker.io/team/app:latest", "team/app:latest"),
    "localhost/app": ("localhost/app:latest", "localhost/app:latest"),
    "localhost:5000/app:1": ("localhost:5000/app:1", "localhost:5000/app:1"),
    "ghcr.io/a/b.c__d--e_f:v": ("ghcr.io/a/b.c__d--e_f:v", "ghcr.io/a/b.c__d--e_f:v"),
    "UPPER/app:1": ("UPPER/app:1", "UPPER/app:1"),
    "[::1]:5000/app:1": ("[::1]:5000/app:1", "[::1]:5000/app:1"),
    f"nginx@sha256:{HEX}": (f"docker.io/library/nginx@sha256:{HEX}", f"nginx@sha256:{HEX}"),
    f"a:1@sha256:{HEX}": (f"docker.io/library/a:1@sha256:{HEX}", f"a:1@sha256:{HEX}"),
    f"{HEX[:63]}": (f"docker.io/library/{HEX[:63]}:latest", f"{HEX[:63]}:latest"),
    "a" * 247: (f"docker.io/library/{'a' * 247}:latest", f"{'a' * 247}:latest"),
}
REFUSED = {
    "nothing": "",
    "an image ID": HEX,
    "an image ID with its algorithm": f"sha256:{HEX}",
    "upper case": "Nginx",
    "upper case in a path": "docker.io/Team/app",
    "two separators": "a..b",
    "three underscores": "a___b",
    "a separator at the end": "app-",
    "an empty part": "team//app",
    "an empty tag": "app:",
    "a tag that begins with a dot": "app:.1",
    "a tag that is too long": "app:" + "1" * 129,
    "a digest that is too short": "app@sha256:abc",
    "an unknown algorithm": f"app@md5:{HEX}",
    "a path that is too long": "a" * 248,
    "a blank": "my app",
    "a line's end": "app\n",
    "letters beyond ASCII": "앱",
}


@pytest.mark.parametrize("text", FULL_AND_FAMILIAR)
def test_the_full_and_the_familiar_form(text: str) -> None:
    reference = Reference.parse(text)
    assert (str(reference), reference.familiar) == FULL_AND_FAMILIAR[text]
    assert Reference.parse(str(reference)) == Reference.parse(reference.familiar) == reference


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_name_is_refused(what: str) -> None:
    with pytest.raises(InvalidReference):
        Reference.parse(REFUSED[what])
    assert Reference.parse_or_none(REFUSED[what]) is None
