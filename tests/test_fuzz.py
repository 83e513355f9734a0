"""No text makes the line raise, and none makes it slow out of proportion to its length."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.book.metrics import metrics
from extractor.figures import read_figures
from extractor.head import read_head
from extractor.judge import judge_report as check_report
from extractor.models import Cell, DocumentHead, Page, Report, SourceInfo, Table
from extractor.repair import repair
from extractor.tables import read_tables

CORPUS = Path(__file__).parent.parent / "corpus"
RELAXED = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
SOURCE = SourceInfo(path="", sha256="", media_type="text/plain", pages=1, status="ok")


def judged(*pages: Page, head: DocumentHead | None = None) -> Report:
    """The whole line behind the reader: repair → head → figures → tables → check."""
    clean = [repair(page) for page in pages]
    head = head or read_head(clean)
    figures = read_figures(clean, head) + read_tables(clean, head)
    return check_report(Report(source=SOURCE, document=head, figures=figures))


def page(text: str, number: int = 1) -> Page:
    return Page(number=number, text=text, reader="text")


def assert_sound(report: Report, *pages: Page) -> None:
    """What a person is shown: true quotes, known metrics, findings about figures there are."""
    ids = {figure.id for figure in report.figures}
    assert len(ids) == len(report.figures)
    texts = {page.number: page.text for page in pages}
    for figure in report.figures:
        place, text = figure.evidence, texts[figure.evidence.page]
        assert text[place.start : place.end] == place.quote
        assert text[place.printed_start : place.printed_end] == figure.printed
        assert figure.metric in metrics()
        assert figure.value is None or figure.value >= 0
    for finding in report.findings:
        assert set(finding.figures) <= ids
    Report.model_validate_json(report.model_dump_json(by_alias=True))


# ------------------------------------------------------------------------------------ any text


@RELAXED
@given(st.text(max_size=400))
def test_any_characters(text: str) -> None:
    assert_sound(judged(page(text)), page(text))


@RELAXED
@given(st.lists(st.text(st.characters(codec="latin-1"), max_size=200), min_size=1, max_size=4))
def test_any_bytes_as_latin_letters(texts: list[str]) -> None:
    pages = [page(text, number) for number, text in enumerate(texts, 1)]
    assert_sound(judged(*pages), *pages)


@cache
def sentences() -> tuple[str, ...]:
    """Sentences of the corpus as they stand, marked or not, of reports and of other letters."""
    found: dict[str, None] = {}
    for path in sorted(CORPUS.glob("*/*/document.txt")):
        text = path.read_bytes().decode("utf-8", "replace")
        found |= dict.fromkeys(re.split(r"(?<=[.;:])\s|\n\n", text))
    return tuple(s for s in found if 10 < len(s) < 400)


SHORT = st.sampled_from(
    [
        "(", ")", "[", "]", ";", ":", ".", ",", "/", "%", "-", "+", "|", "\n", "\n\n", " ", "\t",
        "0", "00", "1.465", "68,48%", "12", "1955", "99.57", "1 465", "15/12/2023",
        "3.000.000 đồng", "5,2 tỷ đồng", "không có", "Không phát sinh", "trong đó", "Trong số này",
        "tiếp nhận",
        "đã giải quyết", "đang giải quyết", "trước hạn", "đúng hạn", "quá hạn", "hồ sơ",
        "trực tuyến", "kỳ trước chuyển qua", "cấp huyện", "cấp xã", "UBND xã Tân An", "lĩnh vực",
        "PAKN", "tỷ lệ",
        "trên tổng số", "lũy kế", "tháng 3/2024", "I. ", "1. ", "1.1. ", "a) ", "- ", "+ ",
        "| a | 5 |", "Số: 15/BC-UBND", "BÁO CÁO", "KẾ HOẠCH",
        "TM. ỦY BAN NHÂN DÂN", "Nơi nhận:", "Kính gửi:",
        "\u0301", "\u00ad", "\u200b", "\ufffd", "\x00", "İ", "ß", "𝟙", "٣", "½", "①", "\u2028",
    ]
)  # fmt: skip


@st.composite
def shuffled(draw: st.DrawFn) -> str:
    """Sentences of the corpus, cut, repeated, and with signs, digits and labels put in."""
    parts: list[str] = []
    for _ in range(draw(st.integers(1, 8))):
        part = draw(st.one_of(st.sampled_from(sentences()), SHORT))
        if draw(st.booleans()):
            cut = sorted((draw(st.integers(0, len(part))), draw(st.integers(0, len(part)))))
            part = part[cut[0] : cut[1]]
        if draw(st.booleans()):
            at = draw(st.integers(0, len(part)))
            part = part[:at] + draw(SHORT) + part[at:]
        parts += [part] * draw(st.sampled_from([1, 1, 1, 2, 5]))
    return draw(st.sampled_from(["", " ", "\n", "\n\n"])).join(parts)


@RELAXED
@given(shuffled())
def test_torn_and_mended_reports(text: str) -> None:
    assert_sound(judged(page(text)), page(text))


@RELAXED
@given(st.lists(shuffled(), min_size=2, max_size=3))
def test_torn_reports_of_several_pages(texts: list[str]) -> None:
    pages = [page(text, number) for number, text in enumerate(texts, 1)]
    head = DocumentHead(type="BC", issuer="UBND HUYỆN PHÚ TÂN")
    assert_sound(judged(*pages, head=head), *pages)


# ---------------------------------------------------------------------------------- any table

CELLS = st.sampled_from(
    [
        "", " ", "-", "0", "00", "5", "1.465", "12*", "98,5 %", "0.985", "1O2", "n/a",
        "(3)=(4)+(5)", "(1)", "TT", "1", "I", "Lĩnh vực", "Đơn vị", "Tổng số", "Trực tuyến",
        "Tiếp nhận", "Trong kỳ",
        "Từ kỳ trước", "Đã giải quyết", "Trước hạn", "Đúng hạn", "Quá hạn", "Đang giải quyết",
        "Trong hạn", "Tổng cộng", "Xã Tân An", "Cấp huyện", "Hộ tịch", "Ghi chú", "Tỷ lệ",
    ]
)  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> Page:
    """A page with one grid of likely and unlikely cells, some of them merged."""
    rows, cols = draw(st.integers(1, 6)), draw(st.integers(1, 8))
    text, cells = draw(st.sampled_from(["", "Biểu số II.06a/VPCP/KSTT\n", "hồ sơ TTHC\n"])), []
    begin = len(text)
    for row in range(rows):
        for col in range(cols):
            said = draw(CELLS)
            span = draw(st.sampled_from([1, 1, 1, 2, 3]))
            start = len(text)
            text += said + "\t"
            cells.append(Cell(row, col, span, span, start, start + len(said)))
        text = text[:-1] + "\n"
    table = Table(rows=rows, cols=cols, cells=tuple(cells), start=begin, end=len(text))
    return Page(number=1, text=text, reader="docx", tables=(table,))


@RELAXED
@given(tables())
def test_any_table(grid: Page) -> None:
    assert_sound(judged(grid, head=DocumentHead(type="BC")), grid)


# ------------------------------------------------------------------------- what made it raise

RAISED = [
    pytest.param(
        "Thông báo Kết luận số 270/TB-UBND ngày 02/6/2023, "
        "đó là:Thông báo Kết luận số 270/TB-UBND ngày 02/6/2023, đó là:",
        id="a-report-named-again-behind-a-colon",
    ),
    pytest.param(f"tiếp nhận {'1' * 5000} hồ sơ", id="more-digits-than-python-turns-into-a-number"),
]


@pytest.mark.parametrize("text", RAISED)
def test_texts_that_made_the_line_raise(text: str) -> None:
    assert_sound(judged(page(text)), page(text))


# ------------------------------------------------------------------------------- bounded time

REPEATED = {
    "labels": "đã giải quyết đang giải quyết quá hạn ",
    "one-label": "tiếp nhận ",
    "figures": "tiếp nhận 742 hồ sơ, ",
    "sentences": "Đã giải quyết 700 hồ sơ. ",
    "items": "- Tiếp nhận 742 hồ sơ.\n",
    "open-brackets": "(trong đó 5 ",
    "brackets": "((((((((",
    "closed": "(5) ",
    "spaced": "1 465 ",
    "dates": "15/12/2023 ",
    "slashes": "1/2/3/4/",
    "levels": "cấp huyện cấp xã ",
    "units": "UBND xã Tân An ",
    "targets": "phấn đấu tối thiểu ",
    "comparisons": "so với cùng kỳ năm trước ",
    "references": "Quyết định số 12/QĐ-UBND ",
    "headings": "I. KẾT QUẢ\n1. Cấp xã\n",
    "zeros": "không có ",
    "blanks": " \n",
    "capitals": "A B C ",
    "unmarked": "Tong s6 ho so da giai quyet trudc han ",
    "misread": "tidp nhdn gidi quydt ",
    "table-rows": "| 5 | 7 |\n",
}


ROWS = {"groups": "1.465.", "commas": "5,5,5,", "outline": "1.1.1.1.1."}
"""Numbers without end: no mask may look to the end of the row from each."""


def line(text: str) -> None:
    """The whole line after reading."""
    judged(page(text), head=DocumentHead(type="BC"))


def head(text: str) -> None:
    """The head alone, repaired."""
    read_head([repair(page(text))])


def steps(work: Callable[[str], None], text: str) -> int:
    """Lines of Python executed, each turn of a loop counted; the same on any machine.

    What the engine of `regex` does inside is not seen: `tests/benchmarks/test_growth.py` times it.
    """
    count = 0

    def trace(frame: FrameType, event: str, value: Any) -> Any:
        nonlocal count
        count += 1
        return trace

    sys.settrace(trace)
    try:
        work(text)
    finally:
        sys.settrace(None)
    return count


def grown() -> dict[str, tuple[int, int]]:
    """By work and unit the steps for a text and for one of twice its length."""
    found = {}
    for work in (line, head):
        for name, unit in (REPEATED | ROWS).items():
            work(unit * 20)  # fills what is remembered from text to text
            text = unit * (10_000 // len(unit))
            found[f"{work.__name__} {name}"] = (steps(work, text), steps(work, text * 2))
    return found


def test_twice_the_text_takes_at_most_about_twice_the_steps() -> None:
    """In a process of its own: a tracer of ours would take the place of that of coverage."""
    child = [sys.executable, "-m", "tests.test_fuzz"]
    run = subprocess.run(child, cwd=CORPUS.parent, capture_output=True, text=True, check=True)
    counted = json.loads(run.stdout)
    assert len(counted) == 2 * len(REPEATED | ROWS)
    assert counted["line figures"][0] > 100_000
    few = 20_000
    over = {name: both for name, both in counted.items() if both[1] > 2.4 * max(both[0], few)}
    assert over == {}


if __name__ == "__main__":
    print(json.dumps(grown()))
