"""Scoring: reports made by hand beside gold, and the score that must come out."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import OutputError, UsageError
from extractor.evaluate import snippets
from extractor.evaluate.corpus import by_set, evaluate
from extractor.evaluate.generate import gold_of, write_gold
from extractor.evaluate.gold import Gold, cases, load_gold
from extractor.evaluate.results import as_json, fallen, keep, kept_form, load_kept
from extractor.evaluate.score import Score, compare, difference
from extractor.evaluate.units import as_named, same_body, same_name
from extractor.models import (
    DocumentHead,
    Evidence,
    Figure,
    Finding,
    Period,
    Reading,
    Report,
    Scope,
    Signer,
    SourceInfo,
)

SOURCE = SourceInfo(path="a.txt", sha256="0" * 64, media_type="text/plain", pages=1, status="ok")


def figure(spec: str, number: int = 0, **more: Any) -> Figure:
    """'commune resolved.total 12' or 'unit:Phường 1 resolved.total 12' as a figure."""
    scope, metric, value = spec.rsplit(" ", 2)
    level, _, name = scope.partition(":")
    return Figure(
        id=f"f{number}",
        scope=Scope(level=level, name=name or None),
        metric=metric,
        value=Decimal(value) if "." in value else int(value),
        printed=value,
        evidence=Evidence(page=1, quote=value, start=0, end=1, printed_start=0, printed_end=1),
        reading=Reading(reader="text"),
        **more,
    )


def report(*specs: str, **parts: Any) -> Report:
    figures = tuple(figure(spec, i) for i, spec in enumerate(specs))
    return Report(source=SOURCE, figures=figures, **parts)


def gold(*specs: str, **parts: Any) -> Gold:
    figures = [
        {"level": f.scope.level, "unit": f.scope.name, "metric": f.metric, "value": f.value}
        for f in (figure(spec) for spec in specs)
    ]
    return Gold.model_validate({"figures": figures, **parts})


A, B, C = "whole resolved.total 12", "commune resolved.late 3", "whole resolved.late_rate 68.48"

FIGURES: list[tuple[tuple[str, ...], tuple[str, ...], tuple[int, int, int], bool]] = [
    # read            gold      right extra missed   whole report exact
    ((A, B), (A, B), (2, 0, 0), True),
    ((A, A, B), (A, B), (2, 0, 0), True),
    ((A,), (A, B), (1, 0, 1), False),
    ((A, B, C), (A, B), (2, 1, 0), False),
    (("whole resolved.total 13",), (A,), (0, 1, 1), False),
    (("commune resolved.total 12",), (A,), (0, 1, 1), False),
    (("whole pending.total 12",), (A,), (0, 1, 1), False),
    ((C,), (C,), (1, 0, 0), True),
    (("whole resolved.late_rate 68.480",), (C,), (1, 0, 0), True),
    (
        ("unit:UBND phường 1 resolved.total 5",),
        ("unit:Phường 1 resolved.total 5",),
        (1, 0, 0),
        True,
    ),
    (("unit:Phường 2 resolved.total 5",), ("unit:Phường 1 resolved.total 5",), (0, 1, 1), False),
    ((), (), (0, 0, 0), True),
    ((A,), (), (0, 1, 0), False),
]


@pytest.mark.parametrize(("read", "wanted", "counts", "exact"), FIGURES)
def test_figures(
    read: tuple[str, ...], wanted: tuple[str, ...], counts: tuple[int, int, int], exact: bool
) -> None:
    score = compare(report(*read), gold(*wanted))
    assert (score.figures.right, score.figures.extra, score.figures.missed) == counts
    assert score.reports.right == exact


def test_shares_of_a_known_mix() -> None:
    score = compare(report(A, B, C), gold(A, B, "whole pending.total 1", "whole pending.overdue 0"))
    tally = score.figures
    assert (tally.precision, tally.recall) == (2 / 3, 2 / 4)
    assert tally.f1 == pytest.approx(2 * (2 / 3) * (1 / 2) / (2 / 3 + 1 / 2))
    assert score.metrics["resolved.late_rate"].extra == 1
    assert score.metrics["pending.total"].missed == 1


def test_value_and_scope_are_told_apart() -> None:
    score = compare(
        report("whole resolved.total 13", "district pending.total 7"),
        gold("whole resolved.total 12", "whole pending.total 7"),
    )
    assert (score.values.right, score.values.of) == (0, 1)
    assert (score.scopes.right, score.scopes.of) == (0, 1)


def test_an_unresolved_figure_is_missed_and_never_wrong() -> None:
    unsure = Report(source=SOURCE, figures=(figure(A, status="unresolved"),))
    assert compare(unsure, gold(A)).figures.missed == 1
    assert compare(unsure, gold()).figures.extra == 0


def finding(code: str, severity: str = "error", **more: Any) -> Finding:
    return Finding.model_validate({"code": code, "severity": severity, **more})


SUM = finding(
    "sum-mismatch", scope=Scope(level="commune"), metric="resolved.total", figures=("f0",)
)
WANTED = {
    "code": "sum-mismatch",
    "severity": "error",
    "level": "commune",
    "metric": "resolved.total",
}

FINDINGS: list[tuple[tuple[Finding, ...], list[dict[str, str]], tuple[int, int, int]]] = [
    # found           gold       right of false_alarms
    ((SUM,), [WANTED], (1, 1, 0)),
    ((), [WANTED], (0, 1, 0)),
    ((SUM,), [], (0, 0, 1)),
    ((SUM, SUM), [WANTED], (1, 1, 0)),
    ((finding("balance-remainder", "info"),), [], (0, 0, 0)),
    ((SUM.model_copy(update={"severity": "warning"}),), [WANTED], (0, 1, 0)),
    ((SUM.model_copy(update={"metric": "pending.total"}),), [WANTED], (0, 1, 1)),
    ((SUM.model_copy(update={"scope": Scope(level="district")}),), [WANTED], (0, 1, 1)),
]


@pytest.mark.parametrize(("found", "wanted", "counts"), FINDINGS)
def test_findings(
    found: tuple[Finding, ...], wanted: list[dict[str, str]], counts: tuple[int, int, int]
) -> None:
    score = compare(report(A, findings=found), gold(A, findings=wanted))
    assert (score.findings.right, score.findings.of, score.false_alarms) == counts


def test_a_wrong_figure_that_a_finding_points_at_is_not_silent() -> None:
    wrong = "whole resolved.total 13"
    assert compare(report(wrong), gold(A)).silent == 1
    assert compare(report(wrong, findings=(SUM,)), gold(A)).silent == 0
    hint = SUM.model_copy(update={"severity": "info"})
    assert compare(report(wrong, findings=(hint,)), gold(A)).silent == 1


def test_head_fields() -> None:
    head = DocumentHead(
        type="BC",
        issuer="UBND thành phố Sa Đéc",
        number=None,
        date="2024-03",
        period=Period(start="2024-02-15", end="2024-03-13", label="", kind="month"),
        signer=Signer(name="Nguyễn  Văn Hon"),
    )
    want = {
        "type": "BC",
        "issuer": "Ủy ban nhân dân thành phố Sa Đéc",
        "number": "12/BC",
        "date": "2024-03",
        "period": ["2024-02-15", "2024-03-13"],
        "signer": "Nguyễn Văn Hon",
    }
    score = compare(report(document=head), gold(document=want))
    right = {name for name, ratio in score.head.items() if ratio.right}
    assert right == {"type", "issuer", "date", "period", "signer"}
    assert compare(report(document=head), gold()).head == {}


NAMES = [
    ("UBND xã Tân Khánh Đông", "Ủy ban nhân dân xã Tân Khánh Đông", True),
    ("P. An Hòa", "phường An Hoà", True),
    ("TP. Sa Đéc", "thành phố  Sa Đéc", True),
    ("Phường 1", "Phường 11", False),
    ("huyện Cai Lậy", "thị xã Cai Lậy", False),
    (None, "Phường 1", False),
    (None, None, True),
]


@pytest.mark.parametrize(("one", "other", "same"), NAMES)
def test_names_of_units(one: str | None, other: str | None, same: bool) -> None:
    assert (same_name(one) == same_name(other)) is same


@pytest.mark.parametrize(
    ("got", "parent", "gold", "same"),
    [
        ("Sở Y tế tỉnh An Giang", "Ủy ban nhân dân tỉnh An Giang", "Sở Y tế", True),
        ("Sở Y tế", "Ủy ban nhân dân tỉnh An Giang", "Sở Y tế tỉnh An Giang", False),
        ("Sở Y tế tỉnh An Giang", "Ủy ban nhân dân tỉnh Cà Mau", "Sở Y tế", False),
        ("Sở Y tế tỉnh An Giang", None, "Sở Y tế", False),
        ("Ủy ban nhân dân xã A", None, "Chủ tịch Ủy ban nhân dân xã A", True),
        ("Ủy ban nhân dân xã A", None, "Chủ tịch Ủy ban nhân dân xã B", False),
        (None, "Ủy ban nhân dân tỉnh An Giang", "Sở Y tế", False),
    ],
)
def test_an_issuer_may_be_told_more_fully_than_its_gold(
    got: str | None, parent: str | None, gold: str, same: bool
) -> None:
    assert same_body(got, parent, gold) is same


def corpus(folder: Path) -> Path:
    """Two sets; the first document has two twins."""
    for name, files in (
        ("tuned/d1", ("document.txt", "document.docx")),
        ("blind/d2", ("document.txt",)),
    ):
        (folder / name).mkdir(parents=True)
        for file in files:
            (folder / name / file).write_text("x", encoding="utf-8")
        data = {
            "figures": [{"level": "whole", "unit": None, "metric": "resolved.total", "value": 12}]
        }
        (folder / name / "gold.json").write_text(json.dumps(data), encoding="utf-8")
    return folder


def test_a_corpus_is_scored_by_set_and_format(tmp_path: Path) -> None:
    def run(files: list[Path]) -> list[Report]:
        return [report(A) if file.suffix == ".txt" else report() for file in files]

    scores = by_set(evaluate(corpus(tmp_path), run))
    f1 = {name: score.figures.f1 for name, score in scores.items()}
    assert f1 == {
        "blind": 1.0,
        "blind .txt": 1.0,
        "tuned": pytest.approx(2 / 3),
        "tuned .docx": 0.0,
        "tuned .txt": 1.0,
    }
    assert scores["tuned"].documents == 2
    assert as_json(scores["tuned"])["whole_reports"] == {"right": 1, "of": 2, "share": 0.5}


@pytest.mark.parametrize(
    ("only", "names"),
    [((), ["d2", "d1", "d1"]), (("d1",), ["d1", "d1"]), (("blind/d",), ["d2"]), (("tuned/x",), [])],
)
def test_some_documents_are_scored_alone(
    only: tuple[str, ...], names: list[str], tmp_path: Path
) -> None:
    def run(files: list[Path]) -> list[Report]:
        return [report(A) for _ in files]

    assert [one.case.name for one in evaluate(corpus(tmp_path), run, only)] == names


def test_rates_in_gold_keep_their_decimals(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text(
        '{"figures":[{"level":"whole","metric":"resolved.late_rate","value":68.48}]}', "utf-8"
    )
    assert load_gold(path).figures[0].value == Decimal("68.48")


@pytest.mark.parametrize("text", ["", "[]", '{"figure": []}', '{"figures": [{"level": "whole"}]}'])
def test_gold_of_another_shape_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "gold.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"gold\.json"):
        list(cases(tmp_path))


def scores_of(right: int, alarms: int = 0) -> dict[str, Score]:
    score = Score(documents=1, false_alarms=alarms)
    score.figures.right, score.figures.missed = right, 10 - right
    return {"tuned": score}


FALLS = [
    # kept             now                 what fell
    (scores_of(9), scores_of(9), []),
    (scores_of(9), scores_of(10), []),
    (scores_of(9), scores_of(8), ["figures_f1"]),
    (scores_of(9, 0), scores_of(9, 1), ["false_alarms"]),
    (scores_of(9, 1), scores_of(9, 0), []),
]


@pytest.mark.parametrize(("before", "after", "fell"), FALLS)
def test_scores_may_only_rise(
    tmp_path: Path, before: dict[str, Score], after: dict[str, Score], fell: list[str]
) -> None:
    path = tmp_path / "results.json"
    assert load_kept(path) == {}
    keep(path, kept_form(before))
    assert [key for _, key, _, _ in fallen(kept_form(after), load_kept(path))] == fell


def test_a_set_that_is_gone_has_fallen(tmp_path: Path) -> None:
    assert fallen({}, kept_form(scores_of(9)))


def test_kept_results_that_are_no_json_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match=r"results\.json"):
        load_kept(path)


def test_generated_gold_scores_its_own_report_in_full_and_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    signer = Signer(name="Nguyễn Văn A")
    made = report(A, B, C, findings=(SUM,), document=DocumentHead(type="BC", signer=signer))
    write_gold(made, path, "exists")
    score = compare(made, load_gold(path))
    assert score.reports.right == score.findings.right == 1
    assert all(ratio.right for ratio in score.head.values())
    assert gold_of(made)["consistent"] is False
    before = path.read_bytes()
    with pytest.raises(OutputError, match="exists"):
        write_gold(report(), path, "exists")
    assert path.read_bytes() == before


def test_the_difference_names_each_figure() -> None:
    missed, extra = difference(report(A, C), gold(A, B))
    assert [key[2] for key in missed] == ["resolved.late"]
    assert [key[2] for key in extra] == ["resolved.late_rate"]


LINES = """
[[line]]
text = "Đã giải quyết 30 hồ sơ."
figures = [{ level = "whole", metric = "resolved.total", value = 30 }]
[[line]]
text = "Đã giải quyết 30 hồ sơ."
figures = [{ level = "whole", metric = "resolved.total", value = 31 }]
"""


def test_single_lines_are_scored_and_known_failures_are_not(tmp_path: Path) -> None:
    (tmp_path / "snippets").mkdir()
    for name in ("wild", snippets.KNOWN_FAILURES):
        (tmp_path / "snippets" / f"{name}.toml").write_text(LINES, encoding="utf-8")
    scores = [scored.score.figures.right for scored in snippets.evaluate(tmp_path)]
    assert scores == [1, 0]


@pytest.mark.parametrize("text", ["[[line]]\ntxt = 'a'\n", "line = 5", "[[line", "[[line]]\n"])
def test_a_faulty_file_of_lines_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lines.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"lines\.toml"):
        snippets.load_lines(path)


def test_a_garbled_twin_has_the_gold_of_its_original(tmp_path: Path) -> None:
    original, twin = tmp_path / "tuned" / "t1", tmp_path / "garbled-tuned" / "t1"
    for folder in (original, twin):
        folder.mkdir(parents=True)
        (folder / "document.txt").write_text("BAO CAO", encoding="utf-8")
    figures = '{"figures": [{"level": "whole", "metric": "received.total", "value": 7}]}'
    (original / "gold.json").write_text(figures, encoding="utf-8")
    (twin / "twin.json").write_text('{"of": "tuned/t1"}', encoding="utf-8")
    found = {case.set: case for case in cases(tmp_path)}
    assert found["garbled-tuned"].gold == found["tuned"].gold
    assert [found[name].garbled for name in ("tuned", "garbled-tuned")] == [False, True]
    (twin / "twin.json").write_text('{"of": "tuned/gone"}', encoding="utf-8")
    with pytest.raises(UsageError, match="gone"):
        list(cases(tmp_path))


@pytest.mark.parametrize(
    ("read", "counted"),
    [
        ("SO Nong nghiep va M6i trudng", 1),
        ("Phòng Tài chính", 0),
        ("Sở Nông nghiệp và Môi trường", 1),
    ],
)
def test_names_of_garbled_text_count_by_likeness(read: str, counted: int) -> None:
    wanted = gold("unit:Sở Nông nghiệp và Môi trường received.total 7")
    told = as_named(report(f"unit:{read} received.total 7"), wanted)
    assert compare(told, wanted).figures.right == counted
