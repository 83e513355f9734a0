"""Where the parts of minutes, letters, decisions and calendars begin, and whose what follows is."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.test_orders import HEAD, orders
from tests.test_orders_tables import PLAN, aims, read, table

LATE, OPEN = "resolved.late", "pending.overdue"
Told = list[tuple[str | None, str | None]]

MINUTES = """SỞ NỘI VỤ TỈNH A
ĐOÀN KIỂM TRA

Số: 3/BB-ĐKT
A, ngày 12 tháng 4 năm 2023

BIÊN BẢN
Kiểm tra việc giải quyết thủ tục hành chính

Thành phần Đoàn:
+ Ông Lê A, Phó Giám đốc - Trưởng đoàn
Đại diện đơn vị: Bà Trần B, Chánh Văn phòng

NỘI DUNG LÀM VIỆC

Câu hỏi 1: Hồ sơ quá hạn?
Đoàn phát hiện 14 hồ sơ giải quyết trễ hạn; 06 hồ sơ đang quá hạn.

KIẾN NGHỊ CỦA ĐOÀN

Đối với UBND huyện C:
(i) Trả hết 06 hồ sơ quá hạn trước ngày 28/4/2023.
(ii) Niêm yết lại mức phí trong tháng 5/2023.

Ý KIẾN CỦA HUYỆN

Bà Trần B thay mặt huyện nghiêm túc tiếp thu. UBND huyện sẽ họp kiểm điểm trước ngày 20/4/2023.

Buổi làm việc kết thúc lúc 11 giờ cùng ngày.
"""


def test_minutes_are_read_past_those_who_are_present() -> None:
    found = orders("", MINUTES)
    assert [(one.actor, one.deadline) for one in found.commitments] == [
        ("UBND huyện C", "2023-04-28"),
        ("UBND huyện C", "2023-05-31"),
        ("UBND huyện", "2023-04-20"),
    ]
    assert {(one.metric, one.value) for one in found.inspected} == {(LATE, 14), (OPEN, 6)}


BODIES: list[tuple[str, Told]] = [
    # what stands below the addressees                             who is told, and by when
    (
        "I. MỤC ĐÍCH – YÊU CẦU\n1. Bảo đảm phục vụ thông suốt.\n\nII. NHIỆM VỤ\n"
        "1. Phòng Quản lý xây dựng rà soát hồ sơ tồn.\n",
        [("Phòng Quản lý xây dựng", None)],
    ),
    (
        "Chủ tịch chỉ thị Thủ trưởng các phòng, ban; Chủ tịch UBND các xã thực hiện các việc sau:\n"
        "1. Nhập hết hồ sơ giấy vào phần mềm.\n",
        [("Thủ trưởng các phòng, ban; Chủ tịch UBND các xã", None)],
    ),
    (
        "Văn phòng đề nghị Quý cơ quan như sau:\nThứ nhất, về hồ sơ trễ: chỉ đạo xử lý từng hồ sơ "
        "trước ngày 15/6/2023.\nThứ hai, về báo cáo: các đơn vị gửi kết quả trước 20/6/2023.\n",
        [("Quý cơ quan", "2023-06-15"), ("các đơn vị", "2023-06-20")],
    ),
    (
        "II. NHIỆM VỤ\n1. Thủ trưởng đơn vị có trên 40 hồ sơ trễ hẹn trực tiếp giải trình.\n",
        [("Thủ trưởng đơn vị có trên 40 hồ sơ trễ hẹn", None)],
    ),
    (
        "II. NHIỆM VỤ\n1. Trưởng phòng nào có hồ sơ trễ hai tháng liền thì tự kiểm điểm.\n",
        [("Trưởng phòng nào có hồ sơ trễ hai tháng liền", None)],
    ),
    (
        "II. NHIỆM VỤ\n1. Giao Chi cục Thuế xử lý trong tháng 6; trường hợp hồ sơ thiếu thì trả "
        "lời bằng văn bản để Chi nhánh bổ sung.\n",
        [("Chi cục Thuế", "2023-06-30"), ("Chi cục Thuế", None)],
    ),
    (
        "II. CHỈ TIÊU\nTrong năm 2023 phấn đấu: nhóm thanh toán - tối thiểu 60% hồ sơ trả phí qua "
        "mạng; nhóm hài lòng - từ 95% trở lên.\n",
        [(None, "2023-12-31"), (None, "2023-12-31")],
    ),
    (
        "II. NHIỆM VỤ\n1. Văn phòng báo cáo tại giao ban của Giám đốc\n\n2\n\nSở.\n",
        [("Văn phòng", None)],
    ),
    (
        "II. NHIỆM VỤ\n1. Phòng Nội vụ sơ kết trước ngày 30/6/2023 và tổng kết trước 15/12/2023.\n",
        [("Phòng Nội vụ", "2023-06-30"), ("Phòng Nội vụ", "2023-12-15")],
    ),
    (
        "II. NHIỆM VỤ\n1. Phòng Nội vụ rà soát và báo cáo trước ngày 30/6/2023, còn Thanh tra "
        "huyện kiểm tra trước 15/7/2023.\n",
        [("Phòng Nội vụ", "2023-06-30"), ("Thanh tra huyện", "2023-07-15")],
    ),
    (
        "II. NHIỆM VỤ\n1. Văn phòng trình đề án trong vòng 10 ngày kể từ ngày ký Chỉ thị này.\n",
        [("Văn phòng", "2023-03-12")],
    ),
    (
        "II. NHIỆM VỤ\n1. Phòng Nội vụ trình đề án trong 10 ngày làm việc kể từ ngày ký; tách sổ "
        "trong 5 ngày kể từ ngày nhận Công văn này.\n",
        [("Phòng Nội vụ", None), ("Phòng Nội vụ", None)],
    ),
    (
        "II. NHIỆM VỤ\n1. Sở Nội vụ theo dõi.\n2. Mẫu phiếu phải được Sở Tư pháp ký duyệt.\n"
        "3. Báo cáo tháng 5 được các phòng gửi về không muộn hơn ngày 28/5/2023.\n",
        [("Sở Nội vụ", None), ("Sở Tư pháp", None), ("các phòng", "2023-05-28")],
    ),
    (
        "II. NHIỆM VỤ\n1. Các phòng chậm nhất ngày 29/5/2023 phải ban hành kế hoạch.\n",
        [("Các phòng", "2023-05-29")],
    ),
    (
        "1. Đối với UBND các xã:\n- Không được giao nhân viên bưu điện thẩm định hồ sơ.\n",
        [("UBND các xã", None)],
    ),
    (
        "1. Đối với Sở Nội vụ:\n- Đề nghị Sở xem xét bổ sung biên chế.\n",
        [("Sở Nội vụ", None)],
    ),
    (
        "II. NHIỆM VỤ\n1. Văn phòng:\na) Ngày 05/8/2023 tham mưu tổ chức hội nghị tổng kết.\n",
        [("Văn phòng", "2023-08-05")],
    ),
    (
        "I. KẾT LUẬN\n- Phê bình Chủ tịch UBND xã B do để hồ sơ trễ hạn.\n"
        "- Ghi nhận những cố gắng của xã C.\n- Giao chỉ tiêu năm 2023 cho các xã theo Phụ lục I "
        "kèm theo.\n",
        [],
    ),
    (
        "I. Ý KIẾN CÁC BÊN\n- Ông A tiếp thu, cam kết UBND xã sẽ số hóa nốt trong tháng 6\n",
        [("UBND xã", "2023-06-30")],
    ),
    (
        "Điều 4. Chỉ thị có hiệu lực kể từ ngày ký; thay thế Quyết định số 7/QĐ-UBND.\n",
        [],
    ),
]


@pytest.mark.parametrize(("body", "wanted"), BODIES)
def test_whose_it_is(body: str, wanted: Told) -> None:
    assert [(one.actor, one.deadline) for one in orders(body).commitments] == wanted


def test_a_calendar_of_meetings_orders_nothing() -> None:
    body = "THỨ HAI\n- 08h00: Chủ tịch chủ trì họp giao ban.\n- Phòng Nội vụ chuẩn bị tài liệu.\n"
    head = "UBND HUYỆN A\n\nA, ngày 02 tháng 6 năm 2023\n\nLỊCH CÔNG TÁC\nTuần 23\n\n"
    found = orders(body, head)
    assert found.kind.kind == "none" and found.commitments == ()
    assert orders(body, head.replace("LỊCH CÔNG TÁC", "PHÂN CÔNG")).commitments


COUNTED: list[tuple[str, list[tuple[str | None, int]]]] = [
    ("Tính đến ngày 18/5/2023 phường còn 64 hồ sơ chậm giải quyết.", [(OPEN, 64)]),
    ("Qua kiểm tra vẫn còn 17 hồ sơ trễ hạn.", [(LATE, 17)]),
    ("Vẫn còn 206 hồ sơ đã quá ngày hẹn trả nhưng chưa có kết quả.", [(OPEN, 206)]),
    (
        "Còn 154 hồ sơ quá hạn, gồm: 88 hồ sơ tại Chi nhánh, 37 hồ sơ tại các xã và 29 hồ sơ chờ "
        "thuế.",
        [(OPEN, 154), (OPEN, 88), (OPEN, 37), (OPEN, 29)],
    ),
    (
        "Còn 154 hồ sơ quá hạn, gồm: 88 hồ sơ tại Chi nhánh, 37 hồ sơ tại các xã và 31 hồ sơ chờ "
        "thuế.",
        [(OPEN, 154), (None, 88), (None, 37), (None, 31)],
    ),
    ("Phát hiện 08 hồ sơ đã ký kết quả nhưng chưa trả cho dân.", [(None, 8)]),
]


@pytest.mark.parametrize(("body", "wanted"), COUNTED)
def test_which_files_are_open_still(body: str, wanted: list[tuple[str | None, int]]) -> None:
    found = orders(f"I. KẾT QUẢ KIỂM TRA\n1. {body}\n").inspected
    assert [(one.metric, one.value) for one in found] == wanted


def test_a_column_of_demands_beside_one_of_faults(tmp_path: Path) -> None:
    rows = table(
        "TT | Đơn vị | Hạn chế phát hiện | Yêu cầu khắc phục | Thời hạn",
        "1 | UBND xã B | Có 18 hồ sơ quá hạn chưa trả | Trả kết quả cho từng hộ dân | 15/6/2024",
        "2 | UBND xã D | Có 07 hồ sơ trả chậm | Kiểm điểm công chức liên quan | 20/6/2024",
    )
    report = read(tmp_path, PLAN, f"Kết quả kiểm tra:\n\n{rows}")
    assert [(c.actor, c.deadline) for c in report.commitments] == [
        ("UBND xã B", "2024-06-15"),
        ("UBND xã D", "2024-06-20"),
    ]
    assert {(one.metric, one.value) for one in report.inspected} == {(OPEN, 18), (LATE, 7)}


def test_what_stands_over_a_table_of_targets(tmp_path: Path) -> None:
    rows = table(
        "TT | Đơn vị | Chỉ tiêu giao tối thiểu (%)", "1 | UBND xã B | 72", "2 | UBND xã D | 55"
    )
    lead = "**Biểu 1. Tỷ lệ hồ sơ nộp trực tuyến phải đạt trước ngày 15/12/2024**\n\n"
    assert aims(read(tmp_path, PLAN, lead + rows)) == [
        ("UBND xã B", "received.online_rate", ">=", "72", "2024-12-15"),
        ("UBND xã D", "received.online_rate", ">=", "55", "2024-12-15"),
    ]
    rows = table(
        "TT | Chỉ tiêu | Mức phấn đấu | Cơ quan theo dõi",
        "1 | Tỷ lệ hồ sơ nộp trực tuyến | tối thiểu 65% | Sở B",
        "2 | Tỷ lệ hồ sơ thanh toán trực tuyến không dưới 45% | | Sở C",
    )
    lead = "Trong năm 2024, các sở, ngành phấn đấu đạt các chỉ tiêu sau:\n\n"
    assert aims(read(tmp_path, PLAN, lead + rows)) == [
        ("các sở, ngành", "received.online_rate", ">=", "65", "2024-12-31"),
        ("các sở, ngành", "payment.rate", ">=", "45", "2024-12-31"),
    ]


AIMS: list[tuple[str, list[tuple[str | None, str, Decimal]]]] = [
    ("không để hồ sơ quá hạn quá 1% tổng số hồ sơ", [("resolved.late_rate", "<=", Decimal(1))]),
    ("không để xảy ra hồ sơ quá hạn", [(LATE, "=", Decimal(0))]),
    ("tối thiểu 80% kết quả được cấp bản điện tử có ký số", [(None, ">=", Decimal(80))]),
    (
        "tỷ lệ số hóa kết quả bản điện tử ít nhất 80%",
        [("digitised_results.rate", ">=", Decimal(80))],
    ),
    ("hồ sơ do người dân tự nộp trực tuyến đạt ít nhất 40%", [(None, ">=", Decimal(40))]),
    ("tỷ lệ xử lý đơn đúng hạn đạt 95% trở lên", [(None, ">=", Decimal(95))]),
    ("giảm số hồ sơ quá hạn xuống dưới 30 hồ sơ", [(OPEN, "<", Decimal(30))]),
    ("giảm số hồ sơ trễ hẹn xuống dưới 30 hồ sơ", [(LATE, "<", Decimal(30))]),
    ("số hồ sơ giải quyết quá hạn không quá 30 hồ sơ", [(LATE, "<=", Decimal(30))]),
    ("đạt 70%; nay chưa đạt yêu cầu 50% được giao", [(None, "=", Decimal(70))]),
    (
        "100% hồ sơ được số hóa, 95% kết quả được cấp bản điện tử",
        [("digitised_records.rate", "=", Decimal(100)), (None, "=", Decimal(95))],
    ),
    ("tái sử dụng dữ liệu số hóa đạt 60% trở lên", [(None, ">=", Decimal(60))]),
]


@pytest.mark.parametrize(("body", "wanted"), AIMS)
def test_what_no_figure_of_a_report_tells(
    body: str, wanted: list[tuple[str | None, str, Decimal]]
) -> None:
    found = orders(f"II. CHỈ TIÊU\n1. Phấn đấu {body}.\n", HEAD).commitments
    assert [(one.metric, one.comparison, one.target) for one in found] == wanted
