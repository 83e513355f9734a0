"""Fields named within one passage, the rest of what was settled, noughts, rates in lists."""

from __future__ import annotations

import pytest

from extractor.models import DocumentHead
from tests.passages import Read, read

RT, RN, CO = "received.total", "received.new", "received.carried_over"
ST, SE, SO, SL = "resolved.total", "resolved.early", "resolved.on_time", "resolved.late"
PT, PI, PO = "pending.total", "pending.in_time", "pending.overdue"
FISH, VETS = ("field", "Thủy sản"), ("field", "Thú y")
CASES = {
    "names before a colon, the list announced": (
        "Chia theo lĩnh vực: Thủy sản: tiếp nhận 120, giải quyết 118; Thú y: tiếp nhận 96.",
        [Read(RT, 120, *FISH), Read(ST, 118, *FISH), Read(RT, 96, *VETS)],
    ),
    "names before a bracket": (
        "Phân theo lĩnh vực: Thủy sản (nhận 120, trả 118), Thú y (nhận 96, trả 92).",
        [Read(RT, 120, *FISH), Read(ST, 118, *FISH), Read(RT, 96, *VETS), Read(ST, 92, *VETS)],
    ),
    "a verb without a noun behind its number": (
        "Phân theo lĩnh vực: Thủy sản tiếp nhận 120, giải quyết 118; Thú y tiếp nhận 96.",
        [Read(RT, 120, *FISH), Read(ST, 118, *FISH), Read(RT, 96, *VETS)],
    ),
    "known fields need no announcement": (
        "Cụ thể: Hộ tịch tiếp nhận 120 hồ sơ; Chứng thực: tiếp nhận 96 hồ sơ.",
        [Read(RT, 120, "field", "Hộ tịch"), Read(RT, 96, "field", "Chứng thực")],
    ),
    "the sum of a list is of all": (
        "Theo lĩnh vực: Thủy sản nhận 34 hồ sơ, trả 30 hồ sơ; Cộng chung: nhận 90, trả 80.",
        [Read(RT, 34, *FISH), Read(ST, 30, *FISH), Read(RT, 90), Read(ST, 80)],
    ),
    "and where it is called a total": (
        "Theo lĩnh vực: Thủy sản tiếp nhận 34 hồ sơ; Tổng cộng tiếp nhận 90 hồ sơ.",
        [Read(RT, 34, *FISH), Read(RT, 90)],
    ),
    "a total of the one that was named stays its": (
        "Lĩnh vực Thủy sản nhận 34 hồ sơ; tổng số đã giải quyết 30 hồ sơ.",
        [Read(RT, 34, *FISH), Read(ST, 30, *FISH)],
    ),
    "a small letter behind a comma goes on with the name": (
        "Lĩnh vực Văn hóa, thể thao: nhận 12 hồ sơ. Lĩnh vực Lao động, việc làm có 9 hồ sơ quá "
        "hạn.",
        [
            Read(RT, 12, "field", "Văn hóa, thể thao"),
            Read(SL, 9, "field", "Lao động, việc làm"),
        ],
    ),
    "but a clause does not": (
        "Tiếp nhận 90 hồ sơ. Lĩnh vực Đất đai, trong tháng tiếp nhận 30 hồ sơ.",
        [Read(RT, 90), Read(RT, 30, "field", "Đất đai")],
    ),
    "nor does a reason": (
        "Tiếp nhận 90 hồ sơ. Lĩnh vực Xây dựng, do thiếu người nên có 12 hồ sơ trễ hạn.",
        [Read(RT, 90), Read(SL, 12, "field", "Xây dựng")],
    ),
    "a name that begins with a verb": (
        "Giải quyết 99 hồ sơ. Loại việc Xác nhận nguồn gốc thủy sản giải quyết 52 hồ sơ.",
        [Read(ST, 99), Read(ST, 52, "field", "Xác nhận nguồn gốc thủy sản")],
    ),
    "a network is no kind of work": (
        "Tiếp nhận 90 hồ sơ, trong đó qua mạng 60 hồ sơ.",
        [Read(RT, 90), Read("received.online", 60)],
    ),
    "the rest of what was settled is settled": (
        "Hồ sơ giải quyết trước hạn là 100; còn lại 18 hồ sơ giải quyết đúng hạn, 02 hồ sơ trễ "
        "hạn.",
        [Read(SE, 100), Read(SO, 18), Read(SL, 2)],
    ),
    "and so it is behind its number": (
        "100 hồ sơ đã trả kết quả trước hạn, 10 hồ sơ còn lại trả đúng hạn.",
        [Read(SE, 100), Read(SO, 10)],
    ),
    "the rest of what came in is open": (
        "Tiếp nhận 130 hồ sơ; đã giải quyết 120 hồ sơ; còn lại 10 hồ sơ trong hạn.",
        [Read(RT, 130), Read(ST, 120), Read(PI, 10)],
    ),
    "none was let be late": (
        "Đã giải quyết 401 hồ sơ, không để hồ sơ nào trễ hẹn.",
        [Read(ST, 401), Read(SL, 0)],
    ),
    "no case was late": (
        "Đã giải quyết 401 hồ sơ, không có trường hợp nào trễ hẹn.",
        [Read(ST, 401), Read(SL, 0)],
    ),
    "none is to be late: a wish": (
        "Đã giải quyết 401 hồ sơ. Yêu cầu không để hồ sơ nào trễ hẹn.",
        [Read(ST, 401)],
    ),
    "what is not signed yet is open": (
        "Đã ký trả 401 hồ sơ; số chưa ký trả là 46 hồ sơ: chưa đến ngày hẹn 44, quá hạn 02.",
        [Read(ST, 401), Read(PT, 46), Read(PI, 44), Read(PO, 2)],
    ),
    "not yet past its time and past it": (
        "Đang xử lý 41 hồ sơ (chưa quá 39, đã quá 02).",
        [Read(PT, 41), Read(PI, 39), Read(PO, 2)],
    ),
    "what is carried into the next period": (
        "Đầu kỳ 35 hồ sơ, phát sinh 412 hồ sơ, đã xong 401 hồ sơ, cuối kỳ 46 hồ sơ.",
        [Read(CO, 35), Read(RN, 412), Read(ST, 401), Read(PT, 46)],
    ),
    "the end of the period is a time before a colon": (
        "Đến cuối kỳ: 46 hồ sơ đã có kết quả.",
        [Read(ST, 46)],
    ),
    "at a numbered counter": (
        "Nhận mới qua mạng 541 hồ sơ; nhận mới tại quầy số 9 của Trung tâm 14 hồ sơ.",
        [Read("received.online", 541), Read("received.in_person", 14)],
    ),
    "settled for good, with its parts": (
        "Xử lý dứt điểm 128 hồ sơ, kéo dài 7 hồ sơ.",
        [Read(ST, 128), Read(SL, 7)],
    ),
    "to be settled for good": ("Các xã xử lý dứt điểm 12 hồ sơ quá hạn.", []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_read(text: str, expected: list[Read]) -> None:
    assert read(text, DocumentHead(type="BC", issuer="Sở Nông nghiệp tỉnh Hà Giang")) == expected


def test_a_list_of_rates_names_each_in_full() -> None:
    text = "Tỷ lệ thanh toán trực tuyến đạt 86,1%; tỷ lệ hồ sơ đúng hạn đạt 99,5%."
    assert [metric for metric, *_ in read(text)] == ["payment.rate", "resolved.on_time_rate"]
