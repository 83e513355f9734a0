"""Rows of numbers that gave no figure are told of; others are not."""

from __future__ import annotations

import pytest

from extractor.figures import assemble, figures_of
from extractor.head import read_head
from extractor.models import Overlooked, Page
from extractor.repair import repair
from extractor.tables import overlooked, read_tables

TITLE = "UBND HUYỆN A LƯỚI\n\nBÁO CÁO\nKết quả giải quyết TTHC quý I năm 2024\n\n"
HEADING = "Lĩnh vực Tiếp nhận Đã giải quyết Đang giải quyết Quá hạn\n"
ROWS = "Đất đai 1.212 1.210 2 0\nHộ tịch 30 20 10 0\n"

PAGES = [
    ("a-flat-table", TITLE + HEADING + ROWS, ["Đất đai 1.212 1.210 2 0"]),
    ("dashes-are-numbers", TITLE + HEADING + "Đất đai 12 10 - -\nHộ tịch 3 2 1 -\n",
     ["Đất đai 12 10 - -"]),
    ("columns-of-signs", TITLE + HEADING + "Đất đai 12 | 10 | – | 5%\nHộ tịch 3,5%  2 1 -\n",
     ["Đất đai 12 | 10 | – | 5%"]),
    ("one-row-is-no-table", TITLE + HEADING + "Đất đai 12 10 2 0\n", []),
    ("columns-are-counted", TITLE + HEADING + "1 2 3 4 5\n1 2 3 4 5\n", []),
    ("of-other-things", TITLE + "Năm Dân số Diện tích Số hộ\nA 12 10 2 0\nB 30 20 10 0\n", []),
    ("petitions", TITLE.replace("giải quyết TTHC", "tiếp công dân, xử lý đơn thư") + HEADING + ROWS,
     []),
    ("prose", TITLE + "Tiếp nhận 12 hồ sơ, đã giải quyết 10 hồ sơ, còn 2 hồ sơ.\n" * 3, []),
    ("a-plan", TITLE.replace("BÁO CÁO", "KẾ HOẠCH") + HEADING + ROWS, []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quotes"), [p[1:] for p in PAGES], ids=[p[0] for p in PAGES])
def test_rows_of_numbers_without_a_figure_are_told_of(text: str, quotes: list[str]) -> None:
    found = look(text)
    assert [table.quote for table in found] == quotes
    for table in found:
        assert text[table.start :].startswith(table.quote)


def look(text: str) -> tuple[Overlooked, ...]:
    pages = [repair(Page(number=1, text=text, reader="text"))]
    head = read_head(pages)
    figures = figures_of(assemble(pages, head), pages) + read_tables(pages, head)
    return overlooked(pages, figures, head)
