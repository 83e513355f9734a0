"""A folder that can be checked by itself: checksums of every file, in the form of BagIt (RFC 8493).

Knows manifests; not what the files are. Nothing in it tells when it was made.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from extractor.intake import sha256_of

PAYLOAD = "data"
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def seal(folder: Path, info: Mapping[str, str]) -> None:
    """Writes the manifests of a folder whose files lie below ``data``.

    Args:
        folder: of the bag.
        info: of ``bag-info.txt``; an empty value is left out.
    """
    payload = _files(folder / PAYLOAD)
    _write(folder / "bagit.txt", DECLARATION)
    octets = sum(path.stat().st_size for path in payload)
    told = {**info, "Payload-Oxum": f"{octets}.{len(payload)}"}
    lines = (f"{name}: {' '.join(text.split())}\n" for name, text in told.items() if text.strip())
    _write(folder / "bag-info.txt", "".join(lines))
    _manifest(folder, "manifest-sha256.txt", payload)
    tags = [path for path in sorted(folder.iterdir()) if path.is_file()]
    _manifest(folder, "tagmanifest-sha256.txt", tags)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _manifest(folder: Path, name: str, files: list[Path]) -> None:
    lines = [f"{sha256_of(path)}  {_called(path.relative_to(folder))}\n" for path in files]
    _write(folder / name, "".join(lines))


def _called(path: Path) -> str:
    """RFC 8493, 2.1.3: only these three signs are written otherwise."""
    text = path.as_posix().replace("%", "%25")
    return text.replace("\n", "%0A").replace("\r", "%0D")


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))
