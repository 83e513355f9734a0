"""Heads of documents that are tables, offices that leave their place to the agency above."""

from __future__ import annotations

import pytest

from extractor.head import read_head
from extractor.head.frame import frame_of
from extractor.models import Cell, CleanPage, DocumentHead, Health, Page, Table

Row = tuple[str, ...]
FIGURES: tuple[Row, ...] = (
    ("STT", "Đơn vị", "Số hồ sơ tiếp nhận", "Số hồ sơ đã giải quyết", "Đang giải quyết"),
    ("(1)", "(2)", "(3)", "(4)", "(5)=(3)-(4)"),
    ("1", "Sở Nội vụ", "120", "115", "5"),
    ("2", "Ban Dân tộc", "31", "31", "0"),
    ("", "TỔNG CỘNG", "151", "146", "5"),
)


def sheet(rows: tuple[Row, ...], number: int = 1, before: str = "", after: str = "") -> CleanPage:
    """A page of one table, as the readers give it: tabs between cells, a line a row."""
    cells, lines, at = [], [], len(before)
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            cells.append(Cell(r, c, 1, 1, at, at + len(value)))
            at += len(value) + 1
        lines.append("\t".join(row))
    body = "\n".join(lines)
    text = before + body + after
    table = Table(len(rows), max(map(len, rows)), tuple(cells), len(before), len(before + body))
    return CleanPage(Page(number, text, "xlsx", tables=(table,)), text, (), Health("good", "clean"))


def page(text: str) -> CleanPage:
    return CleanPage(Page(1, text, "text"), text, (), Health("good", "clean"))


def told(head: DocumentHead) -> tuple[str | None, str | None, tuple[str | None, str | None]]:
    period = head.period
    return head.type, head.issuer, (period.start, period.end) if period else (None, None)


SHEETS = [
    # rows above the table, rows below it, type, issuer, start, end
    (
        (
            ("Biểu số II.06b/VPCP/KSTT",),
            ("TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC",),
            ("Kỳ báo cáo: Quý II/2023 (Từ ngày 15/3/2023 đến ngày 14/6/2023)",),
            ("Đơn vị báo cáo:", "UBND huyện Mường Tè"),
        ),
        (),
        ("BC", "Ủy ban nhân dân huyện Mường Tè", ("2023-03-15", "2023-06-14")),
    ),
    (
        (
            ("Biểu số 06a", "TỔNG HỢP KẾT QUẢ GIẢI QUYẾT HỒ SƠ", "Đơn vị báo cáo: Sở Y tế", ""),
            ("", "Kỳ báo cáo: Tháng 6/2022", "Đơn vị nhận báo cáo: UBND tỉnh", ""),
            ("", "(Từ ngày 15/5/2022 đến ngày 14/6/2022)", "", ""),
        ),
        (),
        ("BC", "Sở Y tế", ("2022-05-15", "2022-06-14")),
    ),
    (
        (("SỞ TƯ PHÁP",), ("THỐNG KÊ TÌNH HÌNH HỒ SƠ",), ("Năm 2021 (1/1/2021 - 31/12/2021)",)),
        (("Người lập biểu",), ("Nguyễn Thị Lụa",)),
        ("BC", "Sở Tư pháp", ("2021-01-01", "2021-12-31")),
    ),
    (
        (("BẢNG TỔNG HỢP KẾT QUẢ CÁC SỞ, NGÀNH",), ("Quý I năm 2022",)),
        (("Ghi chú: Sở Nội vụ chưa chốt số liệu",),),
        ("BC", None, (None, None)),
    ),
    (
        (
            ("PHỤ LỤC I",),
            ("KẾT QUẢ TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ THÁNG 3/2024",),
            ("(Kèm theo Báo cáo số 45/BC-STP ngày 18/3/2024 của Sở Tư pháp)",),
        ),
        (),
        ("BC", "Sở Tư pháp", (None, None)),
    ),
    (
        (("Biểu số 06c",), ("Đơn vị báo cáo: UBND cấp xã",), ("Đơn vị nhận báo cáo: ……",)),
        (),
        ("BC", None, (None, None)),
    ),
    ((("Danh mục tài khoản",),), (), (None, None, (None, None))),
    ((), (), (None, None, (None, None))),
]


@pytest.mark.parametrize(("above", "below", "expected"), SHEETS)
@pytest.mark.parametrize("wide", [True, False], ids=["one table", "head before the table"])
def test_a_tables_head_is_read_and_its_body_is_not(
    above: tuple[Row, ...], below: tuple[Row, ...], expected: tuple[object, ...], wide: bool
) -> None:
    if wide:
        pages = [sheet((*above, *FIGURES, *below))]
    else:
        before = "".join("\t".join(row) + "\n" for row in above)
        after = "".join("\n" + "\t".join(row) for row in below)
        pages = [sheet(FIGURES, before=before, after=after)]
    assert told(read_head(pages)) == expected


def test_the_sheets_that_follow_add_nothing_to_the_first_ones_head() -> None:
    first = sheet((("TRUNG TÂM Y TẾ HUYỆN ĐỊNH HÓA",), ("KẾT QUẢ TIẾP NHẬN HỒ SƠ",), *FIGURES))
    second = sheet((("SỞ CÔNG THƯƠNG",), ("Số liệu kèm theo",), *FIGURES), 2)
    head = read_head([first, second])
    assert (head.issuer, head.title) == (
        "Trung tâm Y tế huyện Định Hóa",
        "KẾT QUẢ TIẾP NHẬN HỒ SƠ",
    )


def test_a_letterhead_set_in_a_table_is_kept() -> None:
    rows = (
        ("UBND HUYỆN CAO LỘC\nPHÒNG TƯ PHÁP", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Số: 12/BC-TP", "Cao Lộc, ngày 5 tháng 6 năm 2023"),
    )
    title = "\nBÁO CÁO\nCông tác tư pháp tháng 6 năm 2023\n"
    head = read_head([sheet(rows, after=title)])
    assert (head.type, head.number, head.issuer) == (
        "BC",
        "12/BC-TP",
        "Phòng Tư pháp huyện Cao Lộc",
    )


def test_a_frame_keeps_what_stands_around_the_figures() -> None:
    text = frame_of([sheet((("Năm 2020",), *FIGURES, ("Ghi chú: không",)))]).text
    assert text.split() == ["Năm", "2020", "Ghi", "chú:", "không"]


OFFICES = [
    # letterhead, opening of the body, issuer
    (
        "UBND THỊ XÃ KỲ ANH\nVĂN PHÒNG HĐND VÀ UBND",
        "",
        "Văn phòng HĐND và UBND thị xã Kỳ Anh",
    ),
    (
        "VĂN PHÒNG HĐND VÀ UBND",
        "Văn phòng HĐND và UBND huyện Bố Trạch báo cáo như sau:",
        "Văn phòng HĐND và UBND huyện Bố Trạch",
    ),
    ("VĂN PHÒNG HĐND VÀ UBND", "", "Văn phòng HĐND và UBND"),
    (
        "UBND PHƯỜNG 5\nTRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        "",
        "Trung tâm Phục vụ hành chính công phường 5",
    ),
    ("UBND HUYỆN MAI SƠN\nTHANH TRA HUYỆN", "", "Thanh tra huyện Mai Sơn"),
    ("UBND TỈNH SƠN LA\nTHANH TRA HUYỆN", "", "Thanh tra huyện"),
    ("UBND TỈNH SƠN LA\nSỞ XÂY DỰNG", "", "Sở Xây dựng tỉnh Sơn La"),
    (
        "VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI TỈNH LÂM ĐỒNG\nCHI NHÁNH HUYỆN ĐƠN DƯƠNG",
        "",
        "Chi nhánh Văn phòng Đăng ký đất đai huyện Đơn Dương",
    ),
    (
        "VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI THANH HÓA\nCHI NHÁNH NHƯ THANH",
        "",
        "Chi nhánh Văn phòng Đăng ký đất đai Như Thanh",
    ),
    (
        "SỞ XÂY DỰNG TỈNH SƠN LA\nTRUNG TÂM NƯỚC SẠCH VÀ VỆ SINH MÔI TRƯỜNG",
        "",
        "Trung tâm Nước sạch và vệ sinh môi trường tỉnh Sơn La",
    ),
    ("SỞ XÂY DỰNG TỈNH SƠN LA\nPHÒNG THẨM ĐỊNH", "", "Phòng Thẩm định Sở Xây dựng tỉnh Sơn La"),
    ("HĐND HUYỆN BA TƠ\nBAN PHÁP CHẾ", "", "Ban Pháp chế Hội đồng nhân dân huyện Ba Tơ"),
    ("UBND TỈNH SƠN LA\nTRƯỜNG THPT NGUYỄN HUỆ", "", "Trường THPT Nguyễn Huệ"),
    ("BỘ GIAO THÔNG VẬN TẢI\nCỤC ĐƯỜNG BỘ VIỆT NAM", "", "Cục Đường bộ Việt Nam"),
    ("UBND TỈNH SƠN LA\nUBND XÃ CHIỀNG MUNG", "", "Ủy ban nhân dân xã Chiềng Mung"),
    ("UBND HUYỆN MAI SƠN\nUBND XA TAN HUNG", "", "Ủy ban nhân dân Xa tan hung"),
    ("BHXH TỈNH SƠN LA", "", "Bảo hiểm xã hội tỉnh Sơn La"),
    (
        "UBND TỈNH SƠN LA\nĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH\nSỐ 87/QĐ-UBND",
        "",
        "Đoàn kiểm tra theo Quyết định số 87/QĐ-UBND",
    ),
    (
        "UBND HUYỆN MAI SƠN\nTỔ KIỂM TRA CẢI CÁCH\nHÀNH CHÍNH",
        "",
        "Tổ kiểm tra cải cách hành chính huyện Mai Sơn",
    ),
    ("NGÂN HÀNG CHÍNH SÁCH\nCHI NHÁNH HUYỆN ĐƠN DƯƠNG", "", "Chi nhánh huyện Đơn Dương"),
    ("SỐ LIỆU BÁO CÁO\nQUÝ II NĂM 2022", "", None),
]


@pytest.mark.parametrize(("letterhead", "opening", "issuer"), OFFICES)
def test_an_offices_name_is_whole_with_its_place(
    letterhead: str, opening: str, issuer: str | None
) -> None:
    national = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    text = f"{letterhead}\n{national}\nSố: 7/BC-VP\n\nBÁO CÁO\nKết quả tháng 5/2022\n\n{opening}\n"
    head = read_head([page(text)])
    assert (head.issuer, head.number) == (issuer, "7/BC-VP")


@pytest.mark.parametrize(
    ("letterhead", "issuer", "parent"),
    [
        (
            "ỦY BAN NHÂN DÂN\nPHƯỜNG CAO LÃNH\nTỈNH ĐỒNG THÁP",
            "Ủy ban nhân dân phường Cao Lãnh",
            "Ủy ban nhân dân tỉnh Đồng Tháp",
        ),
        ("ỦY BAN NHÂN DÂN\nTHỊ XÃ KỲ ANH", "Ủy ban nhân dân thị xã Kỳ Anh", None),
    ],
)
def test_a_committees_second_place_is_that_of_the_one_above(
    letterhead: str, issuer: str, parent: str | None
) -> None:
    head = read_head([page(f"{letterhead}\nSố: 7/BC-UBND\n\nBÁO CÁO\nKết quả tháng 5/2022\n")])
    assert (head.issuer, head.parent) == (issuer, parent)


@pytest.mark.parametrize(
    ("document", "code"), [("Kế hoạch số 64/KH-UBND", None), ("Báo cáo số 64/BC-UBND", "BC")]
)
def test_an_annex_alone_belongs_to_who_issued_what_it_goes_with(
    document: str, code: str | None
) -> None:
    text = (
        "PHỤ LỤC I\nDANH MỤC NHIỆM VỤ\n"
        f"(Ban hành kèm theo {document} ngày 03/4/2024 của UBND quận Cái Răng)\n"
        "1. Sở Nội vụ rà soát các thủ tục hành chính, xong trong tháng 5.\n"
    )
    head = read_head([page(text)])
    assert (head.type, head.issuer) == (code, "Ủy ban nhân dân quận Cái Răng")
    assert head.title == "DANH MỤC NHIỆM VỤ"


TITLES = [
    # lines above a table far below, type, title
    ("TỔNG HỢP KẾT QUẢ HỒ SƠ\nBÁO CÁO\nCông tác quý I/2021", "BC", "Báo cáo Công tác quý I/2021"),
    ("PHỤ LỤC\nKẾT QUẢ XỬ LÝ HỒ SƠ", "BC", "KẾT QUẢ XỬ LÝ HỒ SƠ"),
    ("KẾ HOẠCH\nKết quả giải quyết cần đạt", "KH", "Kế hoạch Kết quả giải quyết cần đạt"),
    ("Kết quả giải quyết hồ sơ của chúng tôi còn thấp.", None, None),
]


@pytest.mark.parametrize(("text", "code", "title"), TITLES)
def test_a_title_without_a_type_word_is_a_reports(
    text: str, code: str | None, title: str | None
) -> None:
    head = read_head([page(f"{text}\n\nQua theo dõi, các đơn vị đã có nhiều cố gắng.\n")])
    assert (head.type, head.title) == (code, title)
