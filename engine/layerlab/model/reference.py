"""Names of images, by the grammar of `distribution/reference`.

`nginx` is short for `docker.io/library/nginx:latest`; people see the short ("familiar") form,
files carry the full one. Patterns are matched whole and in ASCII.
"""

import re
from dataclasses import dataclass

from layerlab.errors import InvalidReference
from layerlab.model.digest import Digest
from layerlab.reasons import Flaw, NameTooLong, NotATag

PATH_LENGTH = 255
DEFAULT_DOMAIN = "docker.io"
OFFICIAL = "library/"
DEFAULT_TAG = "latest"

_COMPONENT = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
_PATH = re.compile(rf"{_COMPONENT}(?:/{_COMPONENT})*", re.ASCII)
_LABEL = r"(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
_HOST = rf"(?:{_LABEL}(?:\.{_LABEL})*|\[[0-9a-fA-F:]+\])"
_DOMAIN = re.compile(rf"{_HOST}(?::[0-9]+)?", re.ASCII)
_TAG = re.compile(r"\w[\w.-]{0,127}", re.ASCII)
_ID = re.compile(r"(?:sha256:)?[0-9a-f]{64}", re.ASCII)
"""Podman writes one as the name of an image that it saved by its ID."""


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A repository with a tag, a digest, or both (then the digest decides)."""

    domain: str
    path: str
    tag: str | None = None
    digest: Digest | None = None

    @classmethod
    def parse(cls, text: str) -> "Reference":
        """Read a reference as people type it; without tag and digest the tag is `latest`.

        Raises `InvalidReference` with Docker's reason.
        """
        if _ID.fullmatch(text):
            raise InvalidReference(text, Flaw.IMAGE_ID)
        name, at, digest_text = text.partition("@")
        digest = Digest.parse(digest_text) if at else None
        head, colon, tail = name.rpartition(":")
        tag = tail if colon and "/" not in tail else None
        domain, path = _split_domain(head if tag is not None else name)
        if path != path.lower():
            raise InvalidReference(text, Flaw.UPPER_CASE)
        if not _PATH.fullmatch(path) or not _DOMAIN.fullmatch(domain):
            raise InvalidReference(text, Flaw.NO_NAME)
        if len(path) > PATH_LENGTH:
            raise InvalidReference(text, NameTooLong(PATH_LENGTH))
        if tag is not None and not _TAG.fullmatch(tag):
            raise InvalidReference(text, NotATag(repr(tag)))
        if tag is None and digest is None:
            tag = DEFAULT_TAG
        return cls(domain, path, tag, digest)

    @classmethod
    def parse_or_none(cls, text: str) -> "Reference | None":
        """None for what is no reference, where that is no error."""
        try:
            return cls.parse(text)
        except InvalidReference:
            return None

    @property
    def repository(self) -> str:
        """`docker.io/library/nginx`."""
        return f"{self.domain}/{self.path}"

    @property
    def familiar_repository(self) -> str:
        """`nginx`, as Docker's tables print it."""
        if self.domain != DEFAULT_DOMAIN:
            return self.repository
        short = self.path.removeprefix(OFFICIAL)
        return self.path if "/" in short else short

    @property
    def familiar(self) -> str:
        return self.familiar_repository + self._suffix()

    def _suffix(self) -> str:
        tag = f":{self.tag}" if self.tag else ""
        return tag + (f"@{self.digest}" if self.digest else "")

    def __str__(self) -> str:
        return self.repository + self._suffix()


def _split_domain(name: str) -> tuple[str, str]:
    first, slash, rest = name.partition("/")
    is_domain = slash and (
        first == "localhost" or "." in first or ":" in first or first != first.lower()
    )
    if is_domain:
        domain = DEFAULT_DOMAIN if first == "index.docker.io" else first
        path = rest
    else:
        domain, path = DEFAULT_DOMAIN, name
    if domain == DEFAULT_DOMAIN and "/" not in path:
        path = OFFICIAL + path
    return domain, path
