"""Opens the parts of a Word file without trusting it: sizes capped, entities off, DTDs refused.

Knows ZIP and XML; what the elements mean is in :mod:`extractor.readers.docx`.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from types import TracebackType
from typing import Any

from extractor.settings import MB, Limits

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_PART_MB = 256
"""A part of a document larger than this is no text anyone wrote."""


class Refused(Exception):
    """A part that must not be read; ``code`` is the problem's code."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


class Package:
    """The parts of an OOXML file as parsed XML, each at most once."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._zip = zipfile.ZipFile(path)
        self._limits = limits

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    def names(self, prefix: str) -> list[str]:
        """Parts whose names begin with ``prefix``, sorted."""
        return sorted(name for name in self._zip.namelist() if name.startswith(prefix))

    def root(self, name: str) -> Any:
        """The part's root element, or None where the package has no such part.

        Raises:
            Refused: the part is a bomb, carries a DTD, or is no XML.
        """
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            return None
        return parse(self._bytes(info), name)

    def _bytes(self, info: zipfile.ZipInfo) -> bytes:
        most = min(MOST_PART_MB, self._limits.memory_mb // 4) * MB
        swollen = info.file_size > max(info.compress_size, 1) * self._limits.archive_ratio
        if info.file_size > most or (swollen and info.file_size > MB):
            raise Refused("zip-bomb", info.filename)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(most + 1)
        except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as error:
            raise Refused("damaged-part", info.filename) from error
        except Exception as error:  # zlib.error and its like have no common base
            raise Refused("damaged-part", info.filename) from error
        if len(data) > most:
            raise Refused("zip-bomb", info.filename)
        return data


def parse(data: bytes, name: str) -> Any:
    """The root of an XML text; a DTD is refused before anything in it can be expanded."""
    from lxml import etree

    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise Refused("xml-bomb", name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refused("damaged-part", name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused("xml-bomb", name)
    return root
