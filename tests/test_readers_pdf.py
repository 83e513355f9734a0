"""Digital PDF: words and tables in place, reading order, scans and damage told apart."""

from __future__ import annotations

import os
from pathlib import Path

import pikepdf
import pytest

from extractor.models import Page
from extractor.readers import grid, pdf, pdf_second
from extractor.readers.glyphs import Token, letter
from extractor.readers.grid import grids
from extractor.readers.layout import compose
from extractor.settings import Limits
from tests.makers.files import cells, codes, pages
from tests.makers.pdf import Grid, Head, PageBreak, Picture, render

PROSE = """BÁO CÁO
Kết quả giải quyết thủ tục hành chính tháng 6 năm 2023

1. Tổng số hồ sơ tiếp nhận là 2.139 hồ sơ (mới 1.955).
- Đã giải quyết 1.465/2.139 hồ sơ, đạt tỷ lệ 68,48 %; trễ hạn: 00 hồ sơ.
Trên đây là báo cáo ./."""

HEADER = [
    ["TT", "Lĩnh vực", "Tiếp nhận", "", "", "", "Đã giải quyết", "", "", "", "Đang giải quyết", "",
     ""],
    ["", "", "Tổng số", "Trong kỳ", "", "Từ kỳ trước", "Tổng số", "Trước hạn", "Đúng hạn",
     "Quá hạn", "Tổng số", "Trong hạn", "Quá hạn"],
    ["", "", "", "Trực tuyến", "Trực tiếp, bưu chính", "", "", "", "", "", "", "", ""],
]  # fmt: skip
SPANS = [(0, 0, 3, 1), (0, 1, 3, 1), (0, 2, 1, 4), (0, 6, 1, 4), (0, 10, 1, 3), (1, 2, 2, 1)]
SPANS += [(1, 3, 1, 2), (1, 5, 2, 1), *((1, c, 2, 1) for c in range(6, 13))]
ROW = ["1", "Đất đai", "1.465", "1.000", "400", "65", "1.400", "1.000", "390", "10", "65", "60", ""]
WIDTHS = [24, 90, *[47] * 11]
FORM = Grid([*HEADER, [f"({i})" for i in range(1, 14)], ROW], SPANS, WIDTHS)


def consistent(page: Page) -> None:
    """Every word is one word of the text, inside the page; cells lie inside their table."""
    for word in page.words:
        text = page.text[word.start : word.end]
        assert text and not any(char.isspace() for char in text)
        x0, top, x1, bottom = word.box
        assert -1 <= x0 <= x1 <= page.width + 1
        assert -1 <= top <= bottom <= page.height + 1
    spans = [(w.start, w.end) for w in page.words]
    assert spans == sorted(spans)
    covered = {i for start, end in spans for i in range(start, end)}
    assert all(page.text[i].isspace() for i in range(len(page.text)) if i not in covered)
    for table in page.tables:
        assert all(table.start <= c.start <= c.end <= table.end for c in table.cells)
        taken = [
            (r, c)
            for cell in table.cells
            for r in range(cell.row, cell.row + cell.row_span)
            for c in range(cell.col, cell.col + cell.col_span)
        ]
        assert sorted(taken) == [(r, c) for r in range(table.rows) for c in range(table.cols)]


def test_prose_keeps_its_lines_and_every_character(tmp_path: Path) -> None:
    (page,) = pages(render(tmp_path / "a.pdf", PROSE), "pdf")
    assert page.text.split("\n") == [line for line in PROSE.split("\n") if line]
    assert (page.reader, page.problems, page.image_share) == ("text-layer", (), 0.0)
    consistent(page)


def test_a_words_box_is_where_the_word_stands(tmp_path: Path) -> None:
    (page,) = pages(render(tmp_path / "a.pdf", "đầu\ngiữa 1.465"), "pdf")
    by_text = {page.text[w.start : w.end]: w.box for w in page.words}
    assert by_text["đầu"][0] == pytest.approx(60, abs=1)
    assert by_text["đầu"][3] < by_text["giữa"][3] < 110
    assert by_text["1.465"][0] > by_text["giữa"][2]


def test_the_two_sides_of_the_head_are_lines_of_their_own(tmp_path: Path) -> None:
    left = ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ SA ĐÉC", "Số:        /BC-UBND"]
    right = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Sa Đéc, ngày      tháng 6 năm 2023",
    ]
    (page,) = pages(render(tmp_path / "a.pdf", [Head(left, right), PROSE]), "pdf")
    wanted = [" ".join(line.split()) for line in left + right]
    assert page.text.split("\n")[:7] == [*wanted, "BÁO CÁO"]
    consistent(page)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("landscape", [False, True])
def test_form_06_with_its_merged_header(tmp_path: Path, rotate: int, landscape: bool) -> None:
    widths = WIDTHS if landscape else [20, 50, *[36] * 11]
    form = Grid(FORM.rows, FORM.spans, widths, size=9 if landscape else 7)
    path = render(
        tmp_path / "a.pdf", ["Biểu số 06", form, "Sau bảng"], landscape=landscape, rotate=rotate
    )
    (page,) = pages(path, "pdf")
    (table,) = page.tables
    spans = {(c.row, c.col): (c.row_span, c.col_span) for c in table.cells}
    assert (table.rows, table.cols) == (5, 13)
    assert {(r, c, *spans[r, c]) for r, c, *_ in SPANS} == set(SPANS)
    assert cells(page)[1, 3] == "Trong kỳ"
    assert [cells(page)[4, c] for c in range(13)] == ROW
    assert page.text[table.start : table.end].split("\n")[4] == "\t".join(ROW)
    assert page.text.startswith("Biểu số 06\nTT\t")
    assert page.text.endswith("Sau bảng")
    consistent(page)


def test_a_table_over_pages_is_a_table_on_each(tmp_path: Path) -> None:
    rows = [
        ["TT", "Đơn vị", "Tổng số"],
        *([str(i), f"Xã số {i}", f"{i}.000"] for i in range(1, 90)),
    ]
    made = pages(render(tmp_path / "a.pdf", [Grid(rows, repeat=1)]), "pdf")
    assert len(made) > 1
    read = [cells(page)[r, 2] for page in made for r in range(1, page.tables[0].rows)]
    assert read == [row[2] for row in rows[1:]]
    assert all(cells(page)[0, 1] == "Đơn vị" for page in made)


def test_a_number_broken_at_its_cells_edge_is_one_number(tmp_path: Path) -> None:
    rows = [["Tổng", "Mới"], ["1.234.567", "12"], ["Trước hạn", "3"]]
    narrow = Grid(rows, widths=[34, 60], break_words=True, size=9)
    (page,) = pages(render(tmp_path / "a.pdf", [narrow]), "pdf")
    assert (cells(page)[1, 0], cells(page)[1, 1]) == ("1.234.567", "12")
    assert cells(page)[2, 0] == "Trước hạn"


def test_underlines_and_boxes_are_no_tables() -> None:
    underline = [(100.0, 50.0, 200.0)]
    assert grids(underline, []) == []
    box = ([(10.0, 10.0, 90.0), (50.0, 10.0, 90.0)], [(10.0, 10.0, 50.0), (90.0, 10.0, 50.0)])
    assert grids(*box) == []
    drawing = ([(float(y) * 5, 0.0, 9.0) for y in range(4000)], [(0.0, 0.0, 9.0), (9.0, 0.0, 9.0)])
    assert grids(*drawing) == []


def test_a_table_open_at_its_sides_and_with_doubled_lines() -> None:
    level = [(y + d, 0.0, 90.0) for y in (0.0, 20.0, 40.0) for d in (0.0, 1.5)]
    upright = [(30.0, 0.0, 40.0), (60.0, 0.0, 20.0), (60.0, 20.0, 40.0)]
    (found,) = grids(level, upright)
    assert isinstance(found, grid.Grid)
    assert (found.rows, found.cols, len(found.rooms)) == (2, 3, 6)


def token(text: str, x0: float, top: float, width: float = 0) -> Token:
    return Token(text, x0, top, x0 + (width or 6 * len(text)), top + 12)


LAYOUTS: list[tuple[str, list[Token], str]] = [
    (
        "justified text stays one line",
        [token(t, 60 + 60 * i, 0) for i, t in enumerate(["một", "hai", "ba", "bốn"])],
        "một hai ba bốn",
    ),
    (
        "columns side by side",
        [token(t, x, y) for t, x, y in (("a1", 60, 0), ("b1", 300, 0), ("a2", 60, 15),
                                        ("b2", 300, 15), ("a3", 60, 30), ("x", 60, 200))],
        "a1\na2\na3\nb1\nb2\nx",
    ),
    (
        "a full line ends the columns",
        [token("a1", 60, 0), token("b1", 300, 0), token("full", 60, 15, 400),
         token("a2", 60, 30), token("b2", 300, 30)],
        "a1\nb1\nfull\na2\nb2",
    ),
    (
        "columns on heights of their own",
        [token(t, x, y) for t, x, y in (("a1", 60, 0), ("b1", 300, 5), ("a2", 60, 15),
                                        ("b2", 300, 20), ("below", 60, 100))],
        "a1\na2\nb1\nb2\nbelow",
    ),
    (
        "a wrapped head whose sides drift apart",
        [token(t, x, y) for t, x, y in (("a1", 60, 0), ("b1", 300, 0), ("b2", 300, 14),
                                        ("a2", 60, 22), ("b3", 300, 30), ("a3", 60, 38))],
        "a1\na2\na3\nb1\nb2\nb3",
    ),
    (
        "a list that goes on below the other column",
        [token(t, x, y) for t, x, y in (("list:", 60, 0), ("sign", 300, 0), ("-a", 62, 15),
                                        ("for", 310, 15), ("-b", 62, 30), ("name", 305, 60))],
        "list:\n-a\n-b\nsign\nfor\nname",
    ),
    (
        "the end of a line that was set in, touching it from below",
        [Token("(late", 90, 0, 480, 12), Token("01).", 60, 10, 80, 30),
         token("left: 4", 90, 38, 90), token("mine:", 90, 57)],
        "(late\n01).\nleft: 4\nmine:",
    ),
    (
        "a dash is not high, and parts nothing",
        [Token("-", 60, 6, 64, 7), token("Lưu:", 67.5, 0), token("VT", 97, 0)],
        "- Lưu: VT",
    ),
    ("a raised note stays on its line", [token("quả", 60, 10), Token("1", 79, 7, 83, 15)], "quả 1"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("tokens", "text"), [row[1:] for row in LAYOUTS], ids=[row[0] for row in LAYOUTS]
)
def test_reading_order(tokens: list[Token], text: str) -> None:
    assert compose(tokens, [], []).text == text


def test_a_legacy_font_is_kept_run_by_run() -> None:
    tokens = [token(t, 60 + 30 * i, 0) for i, t in enumerate(["B¸o", "c¸o", "abc", "Sè"])]
    for i in (0, 1, 3):
        tokens[i].font = ".VnTime"
    made = compose(tokens, [], [])
    assert [made.text[run.start : run.end] for run in made.fonts] == ["B¸o c¸o", "Sè"]


@pytest.mark.parametrize(
    ("code", "char"),
    [
        (2, "-"),
        (0, "\ufffd"),
        (0xD800, "\ufffd"),
        (0xA0, " "),
        (0x07, ""),
        (0xAD, "\xad"),
        (65, "A"),
    ],
)
def test_codes_become_characters(code: int, char: str) -> None:
    assert letter(code) == char


STAMP = "Người ký: UBND tỉnh\nEmail: a@b.gov.vn\nThời gian ký: 01.07.2025 10:00:00 +07:00"


@pytest.mark.parametrize(
    ("blocks", "found"),
    [
        ([Picture()], [("needs-ocr",)]),
        ([Picture(stamp=STAMP)], [("needs-ocr",)]),
        ([PROSE], [()]),
        ([PROSE, PageBreak(), Picture()], [(), ("needs-ocr",)]),
        ([PROSE, Picture(0.05)], [()]),
        ([PROSE, Picture(0.1)], [("picture-unread",)]),
        ([PageBreak(), PROSE], [(), ()]),
    ],
    ids=["scan", "scan with a stamp", "text", "mixed", "logo", "pasted picture", "blank page"],
)
def test_pages_that_need_ocr(
    tmp_path: Path, blocks: list[str | Picture], found: list[tuple[str, ...]]
) -> None:
    made = pages(render(tmp_path / "a.pdf", blocks), "pdf")
    assert [tuple(p.code for p in page.problems) for page in made] == found
    if STAMP in [b.stamp for b in blocks if isinstance(b, Picture)]:
        assert "a@b.gov.vn" in made[0].text
        assert made[0].image_share == 1.0


@pytest.mark.parametrize(
    ("text", "share", "text_share", "paths", "code"),
    [
        ("\ufffd\ufffd\ufffda", 0, 0.2, 0, "unmapped-text"),
        ("\ue001\ue002", 0, 0.2, 0, "unmapped-text"),
        ("", 0, 0, 4000, "needs-ocr"),
        ("", 0, 0, 3, None),
        ("chữ nhận dạng", 1.0, 0.2, 0, None),
    ],
)
def test_what_a_layer_may_hide(
    text: str, share: float, text_share: float, paths: int, code: str | None
) -> None:
    found = pdf.needs_ocr(1, text, share, text_share, paths)
    assert [p.code for p in found] == ([code] if code else [])


def test_strips_of_one_scan_add_up_and_never_exceed_the_page() -> None:
    strips = [(0.0, 10.0 * i, 100.0, 10.0 * i + 10) for i in range(12)]
    assert pdf.covered(strips[:5], 100, 100) == pytest.approx(0.5)
    assert pdf.covered(strips, 100, 100) == 1.0
    assert pdf.covered([(-50.0, -50.0, 50.0, 50.0)], 100, 100) == pytest.approx(0.25)
    assert pdf.covered(strips, 0, 0) == 0.0


# -------------------------------------------------------------------------------- damage


def test_a_locked_file(tmp_path: Path) -> None:
    path = render(tmp_path / "a.pdf", PROSE, password="kín")
    assert codes(path, "pdf") == ["encrypted-pdf"]


def test_a_file_locked_only_against_changes_is_read(tmp_path: Path) -> None:
    path = render(tmp_path / "a.pdf", PROSE)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.save(path, encryption=pikepdf.Encryption(owner="o", user=""))
    assert (codes(path, "pdf"), len(pages(path, "pdf"))) == ([], 1)


def test_zero_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.new() as document:
        document.save(path)
    assert codes(path, "pdf") == ["no-pages"]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_truncated_file_is_named_and_read_as_far_as_it_goes(tmp_path: Path, share: float) -> None:
    path = render(tmp_path / "a.pdf", "\f".join(f"Trang {i}\n{PROSE}" for i in range(30)))
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    found = codes(path, "pdf")
    assert found[0] == "truncated-pdf"
    assert set(found) <= {
        "truncated-pdf", "damaged-repaired", "damaged-pdf", "second-engine", "no-pages",
        "page-count-disagrees", "unreadable-page", "unmapped-text",
    }  # fmt: skip
    made = pages(path, "pdf")
    assert made or {"damaged-pdf", "no-pages"} & set(found)


def test_rubbish_after_the_signature(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)
    assert codes(path, "pdf") == ["truncated-pdf", "damaged-pdf"]


def test_engines_that_count_differently_are_said_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = render(tmp_path / "a.pdf", "một\fhai")
    assert codes(path, "pdf") == []
    monkeypatch.setattr(pdf, "_witness", lambda path: (7, ()))
    assert codes(path, "pdf") == ["page-count-disagrees"]


def test_pages_over_the_limit(tmp_path: Path) -> None:
    path = render(tmp_path / "a.pdf", "một\fhai\fba")
    assert codes(path, "pdf", Limits(pages=2)) == ["too-many-pages"]
    assert len(pages(path, "pdf", Limits(pages=2))) == 2


def test_the_second_engine_reads_what_pdfium_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = Grid(FORM.rows, FORM.spans, WIDTHS)
    path = render(tmp_path / "a.pdf", ["Biểu số 06", form], landscape=True)
    monkeypatch.setattr(pdf, "_open", lambda path: (None, "damaged"))
    (page,) = pages(path, "pdf")
    assert codes(path, "pdf") == ["second-engine"]
    assert [cells(page)[4, c] for c in range(13)] == ROW
    consistent(page)


def test_a_repaired_copy_is_the_last_attempt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = render(tmp_path / "a.pdf", PROSE)
    opened = pdf._open
    monkeypatch.setattr(
        pdf, "_open", lambda p: opened(p) if p.name == "repaired.pdf" else (None, "damaged")
    )
    monkeypatch.setattr(pdf_second, "read", lambda path, limits: iter(()))
    assert codes(path, "pdf") == ["damaged-repaired"]
    assert pages(path, "pdf")[0].text.startswith("BÁO CÁO")


def test_a_name_that_is_no_unicode(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff.pdf")
    render(tmp_path / "a.pdf", PROSE).rename(path)
    assert len(pages(path, "pdf")) == 1


@pytest.mark.parametrize(
    ("order", "mode", "hidden"),
    [("image text", 0, 0.0), ("image text", 3, 1.0), ("text image", 0, 1.0), ("text", 3, 1.0)],
)
def test_text_that_nobody_sees_is_told_from_text_on_a_picture(
    order: str, mode: int, hidden: float, tmp_path: Path
) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(400, 400))
    for thing in order.split():
        if thing == "image":
            canvas.drawImage(ImageReader(Image.new("L", (80, 80), 210)), 0, 0, 400, 400)
        else:
            text = canvas.beginText(50, 300)
            text.setTextRenderMode(mode)
            for _ in range(9):
                text.textLine("Hidden or seen, that is the question of this page of some words")
            canvas.drawText(text)
    canvas.save()
    (page,) = pages(tmp_path / "a.pdf", "pdf")
    assert page.hidden_share == hidden
