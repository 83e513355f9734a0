"""The catalogue: every message in both languages, and what is said where something lacks."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from extractor.book.names import (
    LEVELS,
    METRICS,
    level_name,
    metric_column,
    metric_kind,
    metric_name,
)
from extractor.errors import PatternError
from extractor.messages import Catalogue, Message, _messages, catalogue, say

FINDINGS = (
    "sum-mismatch",
    "rate-mismatch",
    "rate-truncated",
    "rate-base",
    "balance-exceeded",
    "balance-remainder",
    "part-exceeds-whole",
    "carry-over-mismatch",
    "cumulative-mismatch",
    "parent-mismatch",
    "duplicate-conflict",
    "annex-mismatch",
    "period-gap",
    "period-overlap",
    "missing-report",
    "duplicate-report",
    "low-quality-page",
    "unresolved-figure",
    "ambiguous-claim",
)


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", FINDINGS)
def test_every_finding_of_the_contract_can_be_said(code: str) -> None:
    assert catalogue()[code].vi != catalogue()[code].en


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_both_languages_say_the_same_parameters(code: str) -> None:
    message = catalogue()[code]
    assert fields(message.vi) == fields(message.en)


SAID = [
    ("unresolved-figure", {"metric": "metric:resolved.late", "printed": "O3"}, "vi",
     "Giải quyết trễ hạn: chưa đọc chắc được số 'O3', cần xem lại"),
    ("unresolved-figure", {"metric": "metric:resolved.late", "printed": "{x}"}, "en",
     "Settled late: the number '{x}' could not be read for certain, please look"),
    ("no-such-code", {}, "vi", "no-such-code"),
    ("no-such-code", {"detail": "page 3"}, "en", "no-such-code: page 3"),
    ("low-quality-page", {}, "en",
     "Page {page} is poorly read; compare its figures with the original"),
    ("missing-report", {"unit": "level:commune"}, "en", "The report of commune level is missing"),
    ("missing-report", {"unit": "metrics:withdrawn.total,feedback_pending.total"}, "vi",
     "Thiếu báo cáo của rút hồ sơ; PAKN đang xử lý"),
    ("missing-report", {"unit": "12:30"}, "en", "The report of 12:30 is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "params", "lang", "said"), SAID)
def test_what_is_said(code: str, params: dict[str, str], lang: str, said: str) -> None:
    assert say(code, params, lang) == said  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("table", "fault"),
    [({"a": {"vi": "x"}}, "a: needs"), ({"a": "x"}, "a: expected"),
     ({"a": {"vi": "x", "en": "y", "fr": "z"}}, "a: needs")],
)  # fmt: skip
def test_a_message_that_lacks_a_language_is_refused(table: object, fault: str) -> None:
    with pytest.raises(PatternError, match=fault):
        list(_messages(Catalogue.model_validate(table).root, "x.toml"))


def test_nested_tables_make_dotted_codes() -> None:
    told = Catalogue.model_validate({"a": {"b": {"vi": "x", "en": "y"}}}).root
    assert list(_messages(told, "x.toml")) == [("a.b", Message(vi="x", en="y"))]


def test_a_code_declared_twice_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = []
    for name in ("a.toml", "b.toml"):
        files.append(tmp_path / name)
        files[-1].write_text('[x]\nvi = "1"\nen = "2"\n', encoding="utf-8")
    monkeypatch.setattr("extractor.messages.paths", lambda _: files)
    with pytest.raises(PatternError, match="x: declared twice"):
        catalogue.__wrapped__()


def test_names_of_metrics_and_levels() -> None:
    assert len(METRICS) == len(set(METRICS)) == 64
    assert METRICS[0] == "received.total" and METRICS[-1] == "tasks.in_progress"
    assert (metric_name("resolved.total"), metric_name("resolved.total", "en")) == (
        "Đã giải quyết", "Settled",
    )  # fmt: skip
    assert [metric_column(m) for m in METRICS if metric_column(m)] == [3, 6, 4, 5, *range(7, 14)]
    assert {metric_kind(m) for m in METRICS if m.endswith("_rate") or m.endswith(".rate")} == {
        "rate"
    }
    assert level_name("commune") == "cấp xã" and len(LEVELS) == 9
    assert metric_name("no.such") == "no.such" and level_name("none", "en") == "none"


def test_names_know_every_metric_of_the_pattern_book() -> None:
    from extractor.book.metrics import metrics

    assert {m: metric_kind(m) for m in metrics()} == {m: d.kind for m, d in metrics().items()}
