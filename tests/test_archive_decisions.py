"""A person's word on a figure: logged, laid over, judged anew; what was read stays as it was."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select

from extractor import cli
from extractor.archive import adding, deciding
from extractor.archive.asking import document
from extractor.archive.deciding import FIGURE, judge, judged, laid_over, log, place_of, record
from extractor.archive.opening import opened
from extractor.archive.replaying import replay
from extractor.archive.schema import decisions
from extractor.errors import UsageError
from extractor.intake import sha256_of
from extractor.models import Report
from tests.archives import Kept

TEXT = "Đã giải quyết 350 hồ sơ (trước hạn 300 hồ sơ, đúng hạn 45 hồ sơ, trễ hạn 00 hồ sơ).\n"


@pytest.fixture
def path(kept: Kept, tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    kept.add(path)
    return path


def as_read(kept: Kept, path: Path) -> Report:
    with opened(kept.root) as archive, archive.reading() as connection:
        return Report.model_validate_json(document(connection, sha256_of(path)))


def as_decided(kept: Kept, path: Path) -> Report:
    with opened(kept.root) as archive, archive.reading() as connection:
        told = laid_over(connection, sha256_of(path), "vi")
        assert told.lost == ()
        return told.report


def errors(report: Report) -> list[str]:
    return [finding.code for finding in report.findings if finding.severity == "error"]


def test_a_correction_closes_the_sum_and_changes_nothing_that_was_read(
    kept: Kept, path: Path
) -> None:
    before = as_read(kept, path)
    assert errors(before) == ["sum-mismatch"]
    late = next(f for f in before.figures if f.metric == "resolved.late")
    with opened(kept.root) as archive:
        told = record(archive, sha256_of(path), late.id, "corrected", Decimal(5), "An", "page")
    assert (told.value, told.status, told.printed) == (5, "corrected", "00")
    assert errors(as_decided(kept, path)) == []
    assert as_read(kept, path) == before
    with opened(kept.root) as archive:
        again = record(archive, sha256_of(path), late.id, "confirmed", None, "Bình", "as printed")
    assert (again.value, again.status) == (0, "confirmed")
    assert errors(as_decided(kept, path)) == ["sum-mismatch"]
    told_ = [
        (r.by, json.loads(r.before), json.loads(r.after)) for r in kept.rows(select(decisions))
    ]
    assert told_ == [
        ("An", {"action": "read", "value": "0"}, {"action": "corrected", "value": "5"}),
        (
            "Bình",
            {"action": "corrected", "value": "5"},
            {"action": "confirmed", "value": None, "printed": "00"},
        ),
    ]
    assert kept.verify(sample=1).faults == []


def test_a_decision_outlives_a_new_reading(
    kept: Kept, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = next(f for f in as_read(kept, path).figures if f.metric == "resolved.late")
    with opened(kept.root) as archive:
        record(archive, sha256_of(path), late.id, "corrected", Decimal(5), "An", "")
    monkeypatch.setattr(adding, "program", lambda: "9.9.9+other")
    assert kept.outcomes(path) == ["reread"]
    assert errors(as_decided(kept, path)) == []


@pytest.mark.parametrize(("seen", "lost", "status"), [("00", 0, "confirmed"), ("03", 1, "read")])
def test_what_was_confirmed_is_told_where_a_newer_program_reads_another_number(
    kept: Kept, path: Path, monkeypatch: pytest.MonkeyPatch, seen: str, lost: int, status: str
) -> None:
    late = next(f for f in as_read(kept, path).figures if f.metric == "resolved.late")
    with opened(kept.root) as archive:
        record(archive, sha256_of(path), late.id, "confirmed", None, "An", "page")

    def newer(connection: Connection, sha256: str) -> str:
        report = Report.model_validate_json(document(connection, sha256))
        changed = {"printed": seen, "value": int(seen)}
        read = [f.model_copy(update=changed) if f.id == late.id else f for f in report.figures]
        return report.model_copy(update={"figures": tuple(read)}).model_dump_json(by_alias=True)

    monkeypatch.setattr(deciding, "document", newer)
    with opened(kept.root) as archive, archive.reading() as connection:
        told = laid_over(connection, sha256_of(path), "vi")
    (now,) = [f for f in told.report.figures if f.id == late.id]
    assert (len(told.lost), now.status, now.printed) == (lost, status, seen)


def test_a_decision_whose_figure_is_gone_is_told(kept: Kept, path: Path) -> None:
    with opened(kept.root) as archive:
        with archive.writing() as connection, connection.begin():
            row = {
                "at": "", "by": "", "kind": FIGURE, "sha256": sha256_of(path), "target": "[9]",
                "after": '{"action": "confirmed", "value": null}', "reason": "",
            }  # fmt: skip
            connection.execute(insert(decisions), row)
        with archive.reading() as connection:
            told = laid_over(connection, sha256_of(path), "vi")
            assert (told.lost, len(list(log(connection)))) == (("[9]",), 1)
        with pytest.raises(UsageError, match="'f99'"):
            record(archive, sha256_of(path), "f99", "confirmed", None, "An", "")


def test_two_figures_of_one_report_have_two_places(kept: Kept, path: Path) -> None:
    figures = as_read(kept, path).figures
    assert len({place_of(figure) for figure in figures}) == len(figures) == 4


def test_the_commands(
    kept: Kept, path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAOCAO_ARCHIVE", str(kept.root))
    late = next(f for f in as_read(kept, path).figures if f.metric == "resolved.late").id
    capfd.readouterr()

    def run(*args: str) -> tuple[int, str, str]:
        code = cli.main(["archive", *args])
        said = capfd.readouterr()
        return code, said.out, said.err

    assert run("decide", "a.txt", late, "confirmed", "--value", "5")[0] == 2
    assert run("decide", "a.txt", late, "corrected", "--value", "five")[0] == 2
    assert run("decide", "a.txt", late, "corrected", "--value", "NaN")[0] == 2
    code, _, err = run("decide", "a.txt", late, "corrected", "--value", "5", "--reason", "x")
    assert (code, "= 5 [corrected]" in err) == (0, True)
    assert "00 ⇒ 5 [corrected]" in run("show", "a.txt", "--decided")[1]
    assert "⇒" not in run("show", "a.txt")[1]
    (row,) = run("decisions")[1].splitlines()
    assert json.loads(row)["reason"] == "x"


# ---------------------------------------------------------------------------------- replaying


def lines(kept: Kept) -> list[str]:
    with opened(kept.root) as archive, archive.reading() as connection:
        return [json.dumps(row, ensure_ascii=False) for row in log(connection)]


def replayed(kept: Kept, given: list[str]) -> dict[str, int]:
    with opened(kept.root) as archive:
        return {str(became): n for became, n in replay(archive, given).items()}


def test_a_log_is_replayed_into_another_archive_of_the_same_documents(
    kept: Kept, path: Path, tmp_path: Path
) -> None:
    late = next(f for f in as_read(kept, path).figures if f.metric == "resolved.late").id
    with opened(kept.root) as archive:
        record(archive, sha256_of(path), late, "corrected", Decimal(9), "An", "page")
        record(archive, sha256_of(path), late, "corrected", Decimal(5), "An", "page")
        judge(archive, sha256_of(path), "accepted", "Bình", "")
    other = Kept(tmp_path / "other", None)
    assert replayed(other, lines(kept)) == {"foreign": 3}
    other.add(path)
    assert replayed(other, lines(kept)) == {"taken": 3}
    assert replayed(other, lines(kept)) == {"known": 3}
    assert errors(as_decided(other, path)) == []
    with opened(other.root) as archive, archive.reading() as connection:
        assert judged(connection)[sha256_of(path)][0] == "accepted"
    told = [(row["at"], row["by"], row["after"]) for row in map(json.loads, lines(other))]
    assert told == [(row["at"], row["by"], row["after"]) for row in map(json.loads, lines(kept))]


def test_what_was_decided_since_stays(kept: Kept, path: Path) -> None:
    with opened(kept.root) as archive:
        judge(archive, sha256_of(path), "accepted", "An", "")
    (line,) = lines(kept)
    old = {**json.loads(line), "at": "2020-01-01T00:00:00Z", "after": "returned"}
    assert replayed(kept, [json.dumps(old), ""]) == {"older": 1}
    table = {**old, "kind": "units-loaded", "sha256": None}
    assert replayed(kept, [json.dumps(table)]) == {"table": 1}


NO_DECISIONS: dict[str, str | dict[str, object]] = {
    "no JSON": "{",
    "another thing": "[]",
    "a time that is none": {"at": "yesterday"},
    "a number for a name": {"by": 1},
    "a verdict that is none": {"kind": "report", "after": "lost"},
    "a report of no original": {"kind": "report", "after": "accepted", "sha256": None},
    "a figure that is no number": {
        "kind": "figure", "after": '{"action": "corrected", "value": "NaN"}',
    },
    "a merger of nothing": {
        "kind": "unit-merged", "after": '{"unit": "a", "into": "b", "day": "c"}',
    },
    "a merger of another form": {"kind": "unit-merged", "after": "{}"},
}  # fmt: skip


@pytest.mark.parametrize("name", NO_DECISIONS)
def test_a_line_that_is_no_decision_leaves_the_log_as_it_was(kept: Kept, name: str) -> None:
    good: dict[str, object] = {
        "at": "2024-01-01T00:00:00Z", "by": "An", "kind": "unit-is", "target": "x", "reason": "",
        "after": "dong-thap", "sha256": "0" * 64,
    }  # fmt: skip
    bad = NO_DECISIONS[name]
    line = bad if isinstance(bad, str) else json.dumps({**good, **bad})
    with pytest.raises(UsageError, match="Dòng 2"):
        replayed(kept, [json.dumps(good), line])
    assert kept.count(decisions) == 0


def test_the_log_is_loaded_on_the_command_line(
    kept: Kept, path: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with opened(kept.root) as archive:
        judge(archive, sha256_of(path), "returned", "An", "sai kỳ")
    out, other = tmp_path / "log.jsonl", Kept(tmp_path / "other", None)
    other.add(path)
    assert cli.main(["archive", "decisions", "-a", str(kept.root), "-o", str(out)]) == 0
    capfd.readouterr()
    assert cli.main(["archive", "decisions-load", str(out), "-a", str(other.root)]) == 0
    assert "đã ghi: 1" in capfd.readouterr().err
    assert cli.main(["archive", "decisions-load", str(tmp_path), "-a", str(other.root)]) == 2
