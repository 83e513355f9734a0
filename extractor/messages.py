"""What the program says to people, in Vietnamese or English, from ``patterns/messages/``.

A message is found by its code and filled with parameters; parameters that are codes themselves
('metric:resolved.total', 'level:commune') are said by name. Knows no rule and no document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import RootModel

from extractor.book.loading import Declared, below, load, paths
from extractor.book.names import Lang, level_name, metric_name
from extractor.errors import PatternError
from extractor.models import Convention, Explanation, Finding, Suggestion

Param = str | int | float


class Message(Declared):
    """One text in both languages; ``{name}`` is filled when it is said."""

    vi: str
    en: str


class Catalogue(RootModel[dict[str, Any]]):
    """A file of ``patterns/messages``: code → Message, or a table of such."""


@cache
def catalogue() -> Mapping[str, Message]:
    """Every message by its code; in a nested table the code is the dotted path.

    Raises:
        PatternError: a code stands in two files, or an entry lacks a language.
    """
    found: dict[str, Message] = {}
    for path in paths("messages"):
        for code, message in messages_in(path):
            if code in found:
                raise PatternError(f"{below(path)}: {code}: declared twice")
            found[code] = message
    return found


def messages_in(path: Path) -> Iterator[tuple[str, Message]]:
    """Code and message, for each of one file.

    Raises:
        PatternError: an entry lacks a language, or is none.
    """
    yield from _messages(load(Catalogue, path).root, below(path))


def _messages(table: Mapping[str, Any], file: str, at: str = "") -> Iterator[tuple[str, Message]]:
    for key, entry in table.items():
        code = f"{at}{key}"
        if not isinstance(entry, dict):
            raise PatternError(f"{file}: {code}: expected a table with 'vi' and 'en'")
        if entry.keys() & {"vi", "en"}:
            if entry.keys() != {"vi", "en"}:
                raise PatternError(f"{file}: {code}: needs 'vi' and 'en' and nothing else")
            yield code, Message(**entry)
        else:
            yield from _messages(entry, file, f"{code}.")


class _Params(dict[str, str]):
    """Parameters; one that was not given shows as its own name, so that its lack is seen."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def say(code: str, params: Mapping[str, Param] | None = None, lang: Lang = "vi") -> str:
    """The message of ``code`` filled with ``params``; an unknown code is said as it is."""
    message = catalogue().get(code)
    if message is None:
        detail = (params or {}).get("detail")
        return f"{code}: {detail}" if detail else code
    template = message.en if lang == "en" else message.vi
    filled = {key: _named(value, lang) for key, value in (params or {}).items()}
    return template.format_map(_Params(filled))


def render(finding: Finding, lang: Lang = "vi") -> str:
    """The finding in words, from its code, its variant and its parameters."""
    return say_finding(finding.code, finding.params, lang)


def say_finding(code: str, params: Mapping[str, Param], lang: Lang = "vi") -> str:
    """As :func:`render`, before there is a finding."""
    variant = params.get("variant")
    return say(f"{code}.{variant}" if variant else code, params, lang)


def explain(suggestion: Suggestion, lang: Lang = "vi") -> str:
    """Why a suggestion is offered: '03 → 00: …'."""
    params = {"from": suggestion.from_, "to": suggestion.to}
    return say(f"suggestion.{suggestion.reason}", params, lang)


def reasons(explanation: Explanation, lang: Lang = "vi") -> str:
    """An explanation in words: '03 → 00: …; …'."""
    return "; ".join(say(reason.code, reason.params, lang) for reason in explanation.reasons)


def hints(finding: Finding, lang: Lang = "vi") -> tuple[str, ...]:
    """What may have happened, a line each, with the reason for the cause in front."""
    return tuple(line for line, _ in hints_on(finding, lang))


def hints_on(finding: Finding, lang: Lang = "vi") -> Iterator[tuple[str, tuple[str, ...]]]:
    """As :func:`hints`, each with the ids of the figures that would be wrong."""
    if not finding.explanations:
        for hint in finding.suggestions:
            yield explain(hint, lang), (hint.figure,)
        return
    if because := finding.params.get("because"):
        yield say(str(because), {}, lang), ()
    for one in finding.explanations:
        params: dict[str, Param] = {"odds": _percent(one.odds), "text": reasons(one, lang)}
        line = say("explained.line", params, lang)
        yield line, tuple(change.figure for change in one.changes)


@dataclass(frozen=True, slots=True)
class SaidConvention:
    """A way of counting in words."""

    name: str
    value: str
    """With the count of each way where several are shown."""


def say_convention(convention: Convention, lang: Lang = "vi") -> SaidConvention:
    """What is asked, and what the figures show; what it is about is not in it."""
    value = _way_said(convention.value, lang)
    if len(convention.seen) > 1:
        each = (f"{_way_said(v, lang)}: {n}" for v, n in sorted(convention.seen.items()))
        value = f"{value} ({'; '.join(each)})"
    return SaidConvention(say(f"convention.{convention.name}", {}, lang), value)


def _way_said(value: str, lang: Lang) -> str:
    return _named(f"metrics:{value}" if "." in value else f"custom:{value}", lang)


def _percent(share: float) -> str:
    """Whole per cents; nothing is said to be out of the question, and nothing to be certain."""
    percent = round(100 * share)
    return {0: "< 1", 100: "> 99"}.get(percent, str(percent))


def retold(finding: Finding, lang: Lang = "vi") -> Finding:
    """The finding with its message, its explanations and its cause said in a language."""
    why = finding.params.get("because")
    told = tuple(e.model_copy(update={"text": reasons(e, lang)}) for e in finding.explanations)
    return finding.model_copy(
        update={
            "message": render(finding, lang),
            "because": say(str(why), {}, lang) if why else "",
            "explanations": told,
        }
    )


def _named(value: Param, lang: Lang) -> str:
    text = str(value)
    kind, colon, code = text.partition(":")
    if not colon:
        return text
    if kind == "metric":
        return metric_name(code, lang)
    if kind == "metrics":
        return "; ".join(_uncapitalised(metric_name(c, lang)) for c in code.split(","))
    if kind in ("convention", "custom"):
        return say(f"{kind}.{code}", {}, lang)
    if kind == "way":
        return say(f"way.{code}", {}, lang)
    if kind == "ways":
        return "; ".join(_way(one, lang) for one in code.split(","))
    return level_name(code, lang) if kind == "level" else text


def _way(counted: str, lang: Lang) -> str:
    """'pending:24' → 'what is open 24'."""
    name, _, value = counted.partition(":")
    return f"{say(f'way.{name}', {}, lang)} {value}"


def _uncapitalised(name: str) -> str:
    """A name inside a sentence; an abbreviation ('PAKN') keeps its capitals."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
