"""Who names whom in an archive: one that is there, one that may be, one that is not."""

from __future__ import annotations

import csv
import io
import json
import zlib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from extractor import cli
from extractor.archive.citing import Graph, head_of
from extractor.archive.opening import opened
from extractor.models import Citation, DocumentHead, Report
from tests.archives import Kept
from tests.reports import report

TEXT = """ỦY BAN NHÂN DÂN
{unit}
Số: {number}        {place}, ngày {day} tháng 3 năm 2024

{kind}
{title}

{body}
"""
OWN, ABOVE = ("PHƯỜNG TÂN QUY ĐÔNG", "Tân Quy Đông"), ("THÀNH PHỐ SA ĐÉC", "Sa Đéc")
PLAN = "Kế hoạch số 58/KH-UBND ngày 07 tháng 3 năm 2024 của UBND thành phố Sa Đéc"
BODY = (
    f"Thực hiện {PLAN}. Căn cứ Nghị định số 61/2018/NĐ-CP; theo Công văn số 9/UBND-HC ngày "
    "1/3/2024 của UBND thành phố Sa Đéc. Đã giải quyết 12 hồ sơ, trong đó quá hạn 00 hồ sơ."
)


def text(of: tuple[str, str], number: str, kind: str, title: str, body: str, day: str) -> str:
    unit, place = of
    return TEXT.format(
        unit=unit, place=place, number=number, kind=kind, title=title, body=body, day=day
    )


GIVEN = {
    "plan": text(
        ABOVE, "58/KH-UBND", "KẾ HOẠCH", "Kiểm soát thủ tục hành chính", "Nội dung.", "07"
    ),
    "other": text(OWN, "58/KH-UBND", "KẾ HOẠCH", "Kiểm soát thủ tục hành chính", "Việc.", "07"),
    "report": text(OWN, "12/BC-UBND", "BÁO CÁO", "Kết quả tháng 3 năm 2024", BODY, "15"),
}


@pytest.fixture
def filled(kept: Kept, tmp_path: Path) -> Kept:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, content in GIVEN.items():
        (folder / f"{name}.txt").write_text(content, "utf-8")
    kept.add(folder)
    return kept


def names(told: dict[str, Any]) -> str:
    return Path(told["path"]).stem


def test_what_a_document_names_and_who_names_it(filled: Kept) -> None:
    with opened(filled.root) as archive, archive.reading() as connection:
        graph = Graph(connection)
        known = {names(told): told["sha256"] for told in graph.documents}
        cites = list(graph.of(known["report"]))
        cited = {name: list(graph.to(sha256)) for name, sha256 in known.items()}
        everything = list(graph.all())
    told = {c.link.citation.number: (c.link.standing, [*map(names, c.targets)]) for c in cites}
    assert told == {
        "58/KH-UBND": ("resolved", ["plan"]),
        "61/2018/NĐ-CP": ("law", []),
        "9/UBND-HC": ("missing", []),
    }
    assert [names(one.document) for one in cited["plan"]] == ["report"]
    assert cited["other"] == cited["report"] == []
    assert everything == cites


def test_the_command(filled: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*args: str) -> str:
        assert cli.app.main(["archive", *args, "--archive", str(filled.root)]) == 0
        return capsys.readouterr().out

    told = run("citations", "report.txt")
    assert "có trong kho →" in told and "không có trong kho" in told
    assert run("show", "report.txt").endswith(told)
    assert run("show", "report.txt", "--format", "json").endswith("}\n")
    missing = run("citations", "--unresolved")
    assert "9/UBND-HC" in missing and "58/KH" not in missing and "61/2018" not in missing
    by = json.loads(run("citations", "plan.txt", "--format", "json"))
    assert [names(one["document"]) for one in by["cited_by"]] == ["report"]
    rows = list(csv.DictReader(io.StringIO(run("citations", "--format", "csv").lstrip("\ufeff"))))
    assert [row["standing"] for row in rows] == ["resolved", "law", "missing"]


def test_a_version_that_was_replaced_is_neither_named_nor_names(
    filled: Kept, tmp_path: Path
) -> None:
    plan, mine = tmp_path / "in" / "plan.txt", tmp_path / "in" / "report.txt"
    plan.write_text(GIVEN["plan"].replace("58/KH", "59/KH"), "utf-8")
    mine.write_text(GIVEN["report"].replace(" 9/UBND-HC", " 8/UBND-HC"), "utf-8")
    filled.add(plan, mine)
    with opened(filled.root) as archive, archive.reading() as connection:
        told = [(c.link.citation.number, c.link.standing) for c in Graph(connection).all()]
    assert told == [("58/KH-UBND", "missing"), ("61/2018/NĐ-CP", "law"), ("8/UBND-HC", "missing")]


def test_metadata_tells_what_is_certain(filled: Kept, tmp_path: Path) -> None:
    out = tmp_path / "out"
    args = ["archive", "metadata", "--archive", str(filled.root), "-o", str(out)]
    assert cli.app.main(args) == 0
    relations = (out / "data" / "relations.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(relations)))
    (plan,) = [row["cited_identifiers"] for row in rows if row["standing"] == "resolved"]
    told = [
        one.findtext("description") for one in ET.parse(out / "data" / "metadata.xml").getroot()
    ]
    assert sorted(filter(None, told)) == [f"Thực hiện, trả lời 58/KH-UBND ({plan})"]


@pytest.mark.parametrize("many", [0, 3000])
def test_a_head_is_read_without_what_comes_after_it(many: int) -> None:
    cited = Citation(type="KH", number="58/KH-UBND", date=None, issuer=None, quote="Kế hoạch số 5")
    head = DocumentHead(title='Tên, "}{" và \\', citations=(cited,) * (many or 1))
    body = report().model_copy(update={"document": head}).model_dump_json(by_alias=True).encode()
    assert head_of(zlib.compress(body)) == head
    cut = zlib.compress(body[: body.index(b',"figures":') + 1])
    assert head_of(cut) == head
    Report.model_validate_json(body)
