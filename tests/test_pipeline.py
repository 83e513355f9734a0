"""The line as a whole and the batch around it: order, faults, saved stages, human decisions."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor import batch
from extractor.batch import Job, run
from extractor.decide import Decision, decide
from extractor.describe import failed
from extractor.intake import Arrival, lost
from extractor.models import Problem, Report
from extractor.pipeline import read_document
from extractor.settings import Limits, Settings
from extractor.stages import is_saved, load, save

TEXT = """UBND HUYỆN THÁI HÒA

BÁO CÁO
Kết quả giải quyết thủ tục hành chính tháng 3 năm 2024

Tổng số hồ sơ tiếp nhận: {total} hồ sơ, trong đó: tiếp nhận mới {new} hồ sơ, kỳ trước chuyển qua
{carried} hồ sơ. Đã giải quyết {done} hồ sơ, trong đó: đúng hạn {done} hồ sơ, quá hạn 00 hồ sơ.
"""
SETTINGS = Settings(limits=Limits(seconds=60))


def paper(folder: Path, name: str, new: int, total: int | None = None) -> Path:
    path = folder / name
    numbers = {"total": total or new + 7, "new": new, "carried": 7, "done": 3}
    path.write_text(TEXT.format(**numbers), encoding="utf-8")
    return path


def values(report: Report) -> dict[str, Any]:
    return {figure.metric: figure.value for figure in report.figures}


def codes(report: Report) -> list[str]:
    return [problem.code for problem in report.source.problems]


def test_from_a_path_to_a_judged_report(tmp_path: Path) -> None:
    (report,) = run([paper(tmp_path, "a.txt", 40, 50)], SETTINGS)
    assert report.source.status == "ok"
    assert values(report)["received.total"] == 50
    assert [f.code for f in report.findings if f.severity == "error"] == ["sum-mismatch"]


def test_reports_come_in_the_order_of_the_paths_whatever_the_executor(tmp_path: Path) -> None:
    paths = [paper(tmp_path, f"{i:02}.txt", 100 - i) for i in range(7)]
    alone = list(run(paths, SETTINGS, jobs=1))
    assert [values(r)["received.new"] for r in alone] == [100 - i for i in range(7)]
    assert list(run(paths, SETTINGS, jobs=2)) == alone
    with ThreadPoolExecutor(3) as threads:
        assert list(run(paths, SETTINGS, executor=threads)) == alone


def test_what_cannot_be_read_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    paths = [
        tmp_path / "missing.txt",
        paper(tmp_path, "good.txt", 40),
        tmp_path / "empty.txt",
    ]
    reports = list(run(paths, SETTINGS))
    assert [r.source.status for r in reports] == ["failed", "ok", "failed"]
    assert [codes(r) for r in reports] == [["vanished-file"], [], ["empty-file"]]
    assert all(p.message != p.code for r in reports for p in r.source.problems)


def test_a_fault_of_ours_costs_one_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = read_document

    def faulty(start: Any, *args: Any, **more: Any) -> Report:
        if "bad" in start.source.path:
            raise ZeroDivisionError("ours")
        return line(start, *args, **more)

    monkeypatch.delenv("BAOCAO_DEBUG", raising=False)
    monkeypatch.setattr(batch, "read_document", faulty)
    paths = [paper(tmp_path, name, 40) for name in ("bad.txt", "good.txt")]
    first, second = run(paths, SETTINGS, jobs=1)
    assert codes(first) == ["line-fault"]
    assert "ZeroDivisionError" in first.source.problems[0].message
    assert second.source.status == "ok"


def _dies(job: Job) -> Report:
    """Stands in for :func:`batch.one` in a worker: one document kills its process."""
    if isinstance(job.start, Arrival) and "killer" in job.start.source.path:
        os._exit(9)
    return failed(job.start, "vi", "empty-file")


@pytest.mark.timeout(120)
def test_a_worker_that_dies_costs_one_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "one", _dies)
    names = ["a.txt", "killer.txt", "b.txt", "c.txt"]
    reports = list(run([paper(tmp_path, name, 1) for name in names], SETTINGS, jobs=2))
    assert [codes(r) for r in reports] == [
        ["empty-file"],
        ["line-crashed"],
        ["empty-file"],
        ["empty-file"],
    ]


def stages_of(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"))


def test_every_stage_is_saved_and_the_line_goes_on_from_any(tmp_path: Path) -> None:
    (whole,) = run([paper(tmp_path, "a.txt", 40, 50)], SETTINGS, save_stages=tmp_path / "s")
    saved = stages_of(tmp_path / "s")
    assert [path.name.split("-", 1)[1] for path in saved] == [
        "pages.json",
        "clean.json",
        "figures.json",
        "report.json",
    ]
    for path in saved:
        json.loads(path.read_text(encoding="utf-8"))
        assert is_saved(path)
        (again,) = run([path], SETTINGS)
        assert again == whole, path.name


def test_a_saved_stage_comes_back_as_it_was(tmp_path: Path) -> None:
    list(run([paper(tmp_path, "a.txt", 40)], SETTINGS, save_stages=tmp_path / "s"))
    for path in stages_of(tmp_path / "s"):
        value = load(path)
        save(value, tmp_path / "copy.json")
        assert load(tmp_path / "copy.json") == value


DAMAGED = [
    ('{"baocao_stage":"pages","value":{}}', "shape"),
    ('{"baocao_stage":"nonsense","value":{}}', "name"),
    ('{"baocao_stage":"clean","value":{"read":', "cut short"),
]


@pytest.mark.parametrize(("text", "what"), DAMAGED)
def test_a_damaged_stage_is_told_and_stops_nothing(tmp_path: Path, text: str, what: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    first, second = run([path, paper(tmp_path, "a.txt", 40)], SETTINGS)
    assert codes(first) == ["damaged-stage"]
    assert second.source.status == "ok"


def test_problems_and_findings_are_told_in_the_language_asked_for(tmp_path: Path) -> None:
    paths = [paper(tmp_path, "a.txt", 40, 50), tmp_path / "missing.txt"]
    told: dict[str, Sequence[str]] = {}
    for lang in ("vi", "en"):
        first, second = run(paths, SETTINGS, lang=lang)
        told[lang] = (first.findings[0].message, second.source.problems[0].message)
    assert all(vi != en for vi, en in zip(told["vi"], told["en"], strict=True))


DECISIONS = [
    # decisions on figure 0                                     value   status
    ([], 47, "read"),
    ([{"action": "confirmed"}], 47, "confirmed"),
    ([{"action": "corrected", "value": 48}], 48, "corrected"),
    ([{"action": "corrected", "value": None}], None, "corrected"),
    ([{"action": "corrected", "value": 48}, {"action": "confirmed"}], 47, "confirmed"),
]


@pytest.mark.parametrize(("decisions", "value", "status"), DECISIONS)
def test_decisions_are_laid_over_the_report(
    tmp_path: Path, decisions: list[dict[str, Any]], value: int | None, status: str
) -> None:
    (report,) = run([paper(tmp_path, "a.txt", 40)], SETTINGS)
    total = next(f for f in report.figures if f.metric == "received.total")
    made = [Decision.model_validate({"figure": total.id, **d}) for d in decisions]
    decided = next(f for f in decide(report, made).figures if f.id == total.id)
    assert (decided.value, decided.status) == (value, status)
    assert decided.printed == total.printed


def test_a_decision_on_another_figure_changes_nothing(tmp_path: Path) -> None:
    (report,) = run([paper(tmp_path, "a.txt", 40)], SETTINGS)
    other = Decision(figure="no such", action="corrected", value=Decimal(1))
    assert decide(report, [other]).figures == report.figures


def test_a_corrected_value_is_judged_like_a_read_one(tmp_path: Path) -> None:
    path = paper(tmp_path, "a.txt", 40, 50)
    (wrong,) = run([path], SETTINGS, save_stages=tmp_path / "s")
    total = next(f for f in wrong.figures if f.metric == "received.total")
    start = load(stages_of(tmp_path / "s")[2])
    right = read_document(
        start, SETTINGS, [Decision(figure=total.id, action="corrected", value=47)]
    )
    assert [f.severity for f in wrong.findings].count("error") == 1
    assert [f.severity for f in right.findings].count("error") == 0


def test_a_lost_input_has_a_report_too() -> None:
    report = failed(lost("a.txt", Problem("vanished-file")), "en", "line-crashed")
    assert (report.source.path, report.source.status) == ("a.txt", "failed")


def test_what_the_line_makes_unasked_is_what_its_models_would_take(tmp_path: Path) -> None:
    """Figures, checks and the like are made without a look at each field."""
    (report,) = run([paper(tmp_path, "a.txt", 10, total=99)], SETTINGS, jobs=1)
    assert report.figures and report.checks and report.convention_evidence
    assert report.document.period and report.kind and report.kind.reasons
    again = Report.model_validate(report.model_dump(by_alias=True))
    assert again == report and again.model_dump_json() == report.model_dump_json()
    assert again.figures[0].model_fields_set == report.figures[0].model_fields_set
