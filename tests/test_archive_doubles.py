"""Doubles: signed and unsigned, one figure changed, scanned again; and what is none."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from extractor import cli
from extractor.archive.opening import opened
from extractor.archive.search.doubles import Double, doubles
from extractor.archive.search.sketch import likeness, numbers, sketch_of
from tests.archives import Kept
from tests.benchmarks.made_texts import HEAD, texts
from tests.test_archive_search import HEAD as REPORT
from tests.test_archive_search import LATE, REPORTS

MORE = """Các đơn vị trực thuộc đã niêm yết công khai thủ tục tại trụ sở, bố trí công chức tiếp nhận
và trả kết quả đúng quy định, rà soát quy trình nội bộ để rút ngắn thời gian giải quyết. """
SIGNED = "\nVĂN PHÒNG, 16/03/2023 09:12:44, đã ký lên văn bản này!\n"


def text(**changed: str) -> str:
    told = {**REPORTS["sa-dec-3"], "more": MORE * 2, **changed}
    return REPORT.format(**told) + LATE.format(**told)


def found(kept: Kept, tmp_path: Path, *given: str) -> list[Double]:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, content in enumerate(given):
        (folder / f"{number}.txt").write_text(content, "utf-8")
    kept.add(folder)
    with opened(kept.root) as archive, archive.reading() as connection:
        return list(doubles(connection))


def test_a_changed_figure_is_told(kept: Kept, tmp_path: Path) -> None:
    (double,) = found(kept, tmp_path, text(), text(late="151", on_time="1.249"))
    assert double.kind == "near-text"
    told = {(f.metric, f.before, f.after) for f in double.figures}
    assert told == {("resolved.late", "150", "151"), ("resolved.on_time", "1250", "1249")}


def test_signed_and_unsigned(kept: Kept, tmp_path: Path) -> None:
    (double,) = found(kept, tmp_path, text(), text() + SIGNED)
    assert (double.kind, double.figures) == ("near-text", ())


def test_another_layout_of_the_same_words(kept: Kept, tmp_path: Path) -> None:
    (double,) = found(kept, tmp_path, text(), text().replace("\n", "\n\n"))
    assert (double.kind, double.likeness) == ("same-text", 1.0)


def test_a_poor_second_scan_is_known_by_its_number(kept: Kept, tmp_path: Path) -> None:
    chance = random.Random(3)
    body = text().split("BÁO CÁO")
    words = [w if chance.random() < 0.5 else w[::-1] for w in body[1].split(" ")]
    damaged = "BÁO CÁO".join((body[0], " ".join(words)))
    (double,) = found(kept, tmp_path, text(), damaged)
    assert double.kind == "same-number"


def test_reports_of_other_units_and_months_are_no_doubles(kept: Kept, tmp_path: Path) -> None:
    other = text(number="322", month="4", period="tháng 4 năm 2023")
    third = text(unit="HUYỆN CAO LÃNH", place="Cao Lãnh")
    assert found(kept, tmp_path, text(), other, third) == []


def test_the_command(kept: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found(kept, tmp_path, text(), text(late="151"))
    args = ["archive", "duplicates", "--archive", str(kept.root)]
    assert cli.app.main(args) == 0
    assert "150 ⇒ 151" in capsys.readouterr().out
    assert cli.app.main([*args, "--format", "json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert [len(one["names"]) for one in told["documents"]] == [1, 1]


def test_a_sketch_tells_how_much_two_texts_share() -> None:
    chance = random.Random(5)
    words = [f"w{chance.randrange(400)}" for _ in range(600)]
    for changed in (0, 3, 12, 60, 300):
        other = list(words)
        for at in chance.sample(range(600), changed):
            other[at] = "other"
        a, b = (set(zip(w, w[1:], w[2:], strict=False)) for w in (words, other))
        sketches = [sketch_of(w) for w in (words, other)]
        told = likeness(*(numbers(s) for s in sketches if s))
        assert abs(told - len(a & b) / len(a | b)) < 0.2, changed
    assert sketch_of(["a", "b"]) is None
    assert sketch_of(["a", "b", "c"]) == sketch_of(["a", "b", "c"])


def test_made_texts_differ() -> None:
    made = list(texts(300))
    assert len(set(made)) == 300 and HEAD[:5] in made[0]
