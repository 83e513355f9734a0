"""Tables of words in plain text, and the headings that say whose and by when it is below them."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.batch import run
from extractor.models import Page, Report
from extractor.orders.columns import laid_tables
from extractor.settings import Settings

PLAN = "Số: 7/KH-UBND\nA, ngày 02 tháng 01 năm 2024\n\nKẾ HOẠCH\nCải cách hành chính\n\n"
LETTER = "Số: 7/UBND-VP\nA, ngày 02 tháng 5 năm 2024\n\nKính gửi: UBND các xã.\n\n"

BLANKS = """\
  TT  Việc làm                   Chủ trì               Thời hạn
  1   Dời quầy số 3 ra sảnh,     Văn phòng Ủy ban      Trước 10/6
      kê thêm ghế                nhân dân
  2   Chép lại sổ cũ             Phòng Nội vụ          Quý II
"""
BARS = """\
TT | Việc làm              | Chủ trì          | Thời hạn
---+-----------------------+------------------+-----------
1  | Dời quầy số 3 ra sảnh,| Văn phòng Ủy ban | Trước 10/6
   | kê thêm ghế           | nhân dân         |
2  | Chép lại sổ cũ        | Phòng Nội vụ     | Quý II
"""
TABS = """\
TT\tViệc làm\tChủ trì\tThời hạn
1\tDời quầy số 3 ra sảnh, kê thêm ghế\tVăn phòng Ủy ban nhân dân\tTrước 10/6
2\tChép lại sổ cũ\tPhòng Nội vụ\tQuý II
"""
NUMBERLESS = """\
  Nội dung công việc             Cơ quan thực hiện     Hoàn thành
  ---------------------------    ------------------    ----------
  Dời quầy số 3 ra sảnh,         Văn phòng Ủy ban      Trước 10/6
  kê thêm ghế                    nhân dân
  Chép lại sổ cũ                 Phòng Nội vụ          Quý II
"""


def read(folder: Path, text: str) -> Report:
    file = folder / "one.txt"
    file.write_text(text, "utf-8")
    (report,) = run([file], Settings(), jobs=1)
    return report


@pytest.mark.parametrize("table", [BLANKS, BARS, TABS, NUMBERLESS])
def test_cells_that_go_on_over_lines(tmp_path: Path, table: str) -> None:
    report = read(tmp_path, f"{PLAN}III. PHÂN CÔNG\n\n{table}\nNơi nhận:\n- Lưu.\n")
    told = [(c.what, c.actor, c.deadline) for c in report.commitments]
    assert told == [
        ("Dời quầy số 3 ra sảnh, kê thêm ghế", "Văn phòng Ủy ban nhân dân", "2024-06-10"),
        ("Chép lại sổ cũ", "Phòng Nội vụ", "2024-06-30"),
    ]
    text = PLAN + "III. PHÂN CÔNG\n\n" + table
    assert all(text[c.start : c.end] == c.quote for c in report.commitments)


def test_prose_behind_a_table_is_none_of_it() -> None:
    page = Page(1, f"{BLANKS}\nPhòng Nội vụ theo dõi  chung và báo lại.\n", "text")
    (laid,) = laid_tables(page)
    assert page.text[: laid.end].endswith("Quý II")


@pytest.mark.parametrize(
    "text",
    [
        "SỞ NỘI VỤ       CỘNG HÒA XÃ HỘI       Độc lập\nSố: 7       A, ngày 02     năm 2024\n",
        "Nơi nhận:          TM. ỦY BAN          CHỦ TỊCH\n- Lưu: VT.\n",
    ],
)
def test_what_stands_side_by_side_is_no_table(text: str) -> None:
    assert list(laid_tables(Page(1, text, "text"))) == []


def test_passages_counted_in_words_head_what_is_below(tmp_path: Path) -> None:
    report = read(
        tmp_path,
        f"{LETTER}Chủ tịch UBND huyện chỉ đạo:\n\n"
        "MỘT LÀ, VỀ CON NGƯỜI (Phòng Nội vụ)\n\nBố trí thêm người trực ở quầy trong tháng 6.\n\n"
        "HAI LÀ, UBND CÁC XÃ\n\nNiêm yết lại danh mục thủ tục ở cổng.\n",
    )
    told = [(c.actor, c.deadline) for c in report.commitments]
    assert told == [("Phòng Nội vụ", "2024-06-30"), ("UBND CÁC XÃ", None)]


def test_the_year_of_a_heading_of_targets_holds_for_them(tmp_path: Path) -> None:
    report = read(
        tmp_path,
        f"{PLAN}II/ CHỈ TIÊU NĂM 2024\n\n1. Hồ sơ trực tuyến đạt 60%.\n\n"
        "2. Thanh toán trực tuyến đạt 40%.\n",
    )
    assert [c.deadline for c in report.commitments] == ["2024-12-31", "2024-12-31"]


def test_nothing_is_ordered_behind_the_end_of_the_body(tmp_path: Path) -> None:
    report = read(
        tmp_path,
        f"{LETTER}Yêu cầu UBND các xã:\n\n- Báo cáo trước ngày 20/5./.\n"
        "Nơi nhận:\n- TT Huyện ủy;\n- Lưu: VT.\n",
    )
    assert len(report.commitments) == 1


LED = [
    # what stands behind 'UBND huyện chỉ đạo:', and who is told in each clause
    ("Người nào không nộp thì Chủ tịch UBND xã nhắc nhở.", ["Chủ tịch UBND xã"]),
    ("Văn phòng, vào sáng thứ Hai hằng tuần, lập bảng so sánh.", ["Văn phòng"]),
    (
        "Phòng Nội vụ sao gửi trước ngày 05/6, Thanh tra huyện kiểm tra lại trước ngày 20/6.",
        ["Phòng Nội vụ", "Thanh tra huyện"],
    ),
    (
        "Lắp đặt bảng báo lượt; sửa chữa nơi để xe (Phòng Tài chính - Kế hoạch).",
        ["Phòng Tài chính - Kế hoạch"] * 2,
    ),
    ("Phòng Thanh tra - Kiểm tra kiểm tra đột xuất ba xã.", ["Phòng Thanh tra - Kiểm tra"]),
    ("Phòng Quản lý chất lượng mở mã tra cứu cho các trường.", ["Phòng Quản lý chất lượng"]),
    ("Bản đăng ký của từng xã nộp về huyện trước ngày 31/5.", [None]),
    ("Đ/c Hùng: lắp xong màn hình gọi số trước thứ Tư 10/4.", ["Đ/c Hùng"]),
    ("Tư pháp - Hộ tịch: gỡ hết hồ sơ khai sinh còn treo.", ["Tư pháp - Hộ tịch"]),
    ("Máy quét khổ lớn: mỗi xã 01 chiếc trước ngày 30/6.", [None]),
    ("Đơn vị nào chậm tiến độ phải giải trình.", ["Đơn vị nào chậm tiến độ"]),
    (
        "Các phòng; Chủ tịch UBND các xã chịu trách nhiệm thi hành.",
        ["Các phòng; Chủ tịch UBND các xã"],
    ),
    ("Ghế chờ được bố trí trước ngày 31/3, bởi Phòng Tài chính.", ["Phòng Tài chính"]),
    ("Ghi giờ hẹn lên giấy hẹn; giấy viết tay phải có chữ ký của người nhận.", [None, None]),
]


@pytest.mark.parametrize(("item", "actors"), LED)
def test_who_is_told_in_a_list(tmp_path: Path, item: str, actors: list[str | None]) -> None:
    report = read(tmp_path, f"{PLAN}III. NHIỆM VỤ\n\n1. {item}\n")
    assert [c.actor for c in report.commitments] == actors


def test_what_is_issued_with_a_decision_is_read_behind_its_signature(tmp_path: Path) -> None:
    report = read(
        tmp_path,
        "Số: 7/QĐ-UBND\nA, ngày 02 tháng 5 năm 2024\n\n"
        "QUYẾT ĐỊNH\nPhê duyệt Phương án\n\n-------\n\n"
        "Căn cứ Luật Tổ chức chính quyền địa phương;\n\nĐiều 1. Phòng Nội vụ theo dõi.\n\n"
        "Nơi nhận:\n- Lưu: VT.\n\nPHƯƠNG ÁN\n(Kèm theo Quyết định số 7/QĐ-UBND)\n\n"
        "Mục 1. Việc phải làm\n\nCông an huyện:\na) Cử tổ lưu động về các thôn.\n",
    )
    assert [c.actor for c in report.commitments] == ["Phòng Nội vụ", "Công an huyện"]


def test_an_article_heads_nothing_of_what_is_issued_with_it(tmp_path: Path) -> None:
    report = read(
        tmp_path,
        "Số: 9/QĐ-UBND\nA, ngày 02 tháng 5 năm 2024\n\nQUYẾT ĐỊNH\nBan hành Kế hoạch\n\n"
        "Căn cứ Luật Tổ chức chính quyền địa phương;\n\nQUYẾT ĐỊNH:\n\n"
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch.\n"
        "Điều 2. Trưởng các phòng chịu trách nhiệm thi hành Quyết định này.\n\n"
        "Nơi nhận:\n- Lưu: VT.\n\nKẾ HOẠCH\n(Ban hành kèm theo Quyết định số 9/QĐ-UBND)\n\n"
        "I. MỤC TIÊU\n1. Rút ngắn ít nhất 30% thời gian giải quyết.\n",
    )
    assert [c.actor for c in report.commitments] == ["Trưởng các phòng", None]


def test_labels_of_findings_and_remedies(tmp_path: Path) -> None:
    report = read(
        tmp_path,
        f"{PLAN}II. NỘI DUNG\n\n"
        "1. Tồn tại: tỷ lệ số hóa mới đạt 38%; 11 hồ sơ không được phản hồi.\n\n"
        "Giải pháp: Phòng Nội vụ phân công người trực giờ nghỉ trưa.\n",
    )
    assert [c.actor for c in report.commitments] == ["Phòng Nội vụ"]


def test_questions_and_fields_told_in_plain_words(tmp_path: Path) -> None:
    report = read(
        tmp_path,
        f"{PLAN}II. NỘI DUNG\n\n- Vướng: 12 hồ sơ chờ đo.\n\n- Gỡ: xếp lịch đo theo cụm xã.\n\n"
        "- Ai: Tổ Kỹ thuật địa chính.\n\n- Bao giờ: hết ngày 30/8/2024.\n",
    )
    told = [(c.actor, c.deadline) for c in report.commitments]
    assert told == [("Tổ Kỹ thuật địa chính", "2024-08-30")]


def test_a_calendar_of_duties(tmp_path: Path) -> None:
    report = read(
        tmp_path,
        f"{PLAN}LỊCH VIỆC\n\nTừ 27/7 đến 31/7: Phòng Nội vụ xuất danh sách mã trùng.\n\n"
        "Nửa đầu tháng 9: Phòng Tư pháp rà soát sổ cũ.\n\n15/9: Văn phòng khóa toàn bộ mã cũ.\n",
    )
    told = [(c.actor, c.deadline) for c in report.commitments]
    assert told == [
        ("Phòng Nội vụ", "2024-07-31"),
        ("Phòng Tư pháp", "2024-09-15"),
        ("Văn phòng", "2024-09-15"),
    ]
