"""Traces of digital signatures in extracted text: who signed, when (ISO 8601).

Two forms: the block of a signed file ('… đã ký lên văn bản này!', the time above it), and the
stamp a viewer shows ('Người ký: …', 'Thời gian ký: …'). A time without a signer says nothing.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache

from extractor.book.head import phrases
from extractor.head.lines import is_upper
from extractor.head.names import proper
from extractor.models import Signed
from extractor.patience import Pattern
from extractor.text import fold

_HEAD, _TAIL = 1200, 2500
_ISO = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\s*([+-]\d\d):?(\d\d)?")
_PRINTED = re.compile(
    r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})[\s,]+(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s*([+-]\d\d):?(\d\d))?"
)
_MAIL = re.compile(r"<[^<>\n]{3,80}>")
_BLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:")


def find_signed(text: str) -> tuple[tuple[Signed, ...], str | None]:
    """Every signature at head and tail of the text, and the body above the (last) signer."""
    parts = [text] if len(text) <= _HEAD + _TAIL else [text[:_HEAD], text[-_TAIL:]]
    found: list[Signed] = []
    parent = None
    for part in parts:
        if block := _BLOCK.search(part):
            blocks, above = _blocks(part[part.rfind("\n", 0, block.start()) + 1 :])
            parent = above or parent
            found += [s for s in blocks if s not in found]
        if any(hint.search(part) for hint in _stamp_hints()):
            found += [s for s in _stamps(part) if s not in found]
    return tuple(found), parent


def _blocks(text: str) -> tuple[list[Signed], str | None]:
    """Line by line: a time opens a block, names follow, the stamp's words close it."""
    found: list[Signed] = []
    names: list[str] = []
    at = parent = None
    for line in text.splitlines():
        folded = fold(line)
        if match := _ISO.search(line):
            at, names = _iso_time(match), []
        elif phrases().signature.authority in folded:
            names = []
        elif (stamp := folded.find(phrases().signature.stamp)) >= 0:
            chain = _whole([*names, _MAIL.sub("", line[:stamp]).strip()])
            if chain:
                found.append(Signed(by=_name(chain[-1]), at=at))
                parent = _name(chain[-2]) if len(chain) > 1 else parent
            at, names = None, []
        elif line.strip():
            names.append(_MAIL.sub("", line).strip())
    return found, parent


def _whole(lines: list[str]) -> list[str]:
    """The names that lines hold: one word alone is nobody's name but the end of the one before."""
    names: list[str] = []
    for line in filter(None, lines):
        if names and len(line.split()) == 1:
            names[-1] = f"{names[-1]} {line}"
        else:
            names.append(line)
    return names


def _stamps(text: str) -> list[Signed]:
    """'Người ký: Ủy ban nhân dân tỉnh … Thời gian ký: 15.03.2024 09:46:14 +07:00'."""
    folded = fold(text)
    found = []
    for match in _stamp().finditer(folded):
        name = " ".join(text[match.start("by") : match.end("by")].split()).strip(" ,;.")
        time = _at().search(folded, match.end(), match.end() + 300)
        if name:
            found.append(Signed(by=_name(name), at=_time(text, time.end()) if time else None))
    return found


def _name(printed: str) -> str:
    return proper(printed) if is_upper(printed) else " ".join(printed.split())


def _time(text: str, pos: int) -> str | None:
    if match := _ISO.match(text, pos):
        return _iso_time(match)
    match = _PRINTED.match(text, pos)
    if not match:
        return None
    day, month, year, hour, minute, second, zone, part = match.groups()
    try:
        time = datetime(*(int(x) for x in (year, month, day, hour, minute, second or "0")))  # type: ignore[arg-type]
    except ValueError:
        return None
    return time.isoformat() + (f"{zone}:{part or '00'}" if zone else "")


def _iso_time(match: re.Match[str]) -> str | None:
    try:
        time = datetime.fromisoformat(match[1])
    except ValueError:
        return None
    return f"{time.isoformat()}{match[2]}:{match[3] or '00'}"


@cache
def _stamp_hints() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(hint) for hint in phrases().scan.stamps)


@cache
def _stamp() -> Pattern:
    s = phrases().signature
    return Pattern(rf"(?:{s.by})(?P<by>.{{3,120}}?)\s*(?=(?:{s.ends})|<|\s{{3}}|,\s|$)")


@cache
def _at() -> Pattern:
    return Pattern(phrases().signature.at)
