"""Turns of prose: dashes as brackets, glosses, noughts in words, who is least, what came in new."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.assemble.periods import is_ahead, plain_period
from extractor.models import DocumentHead, Period
from tests.passages import Read, read

RT, RN, RC = "received.total", "received.new", "received.carried_over"
ON, COUNTER, RATE = "received.online", "received.in_person", "received.online_rate"
ST, SL, PT, PO = "resolved.total", "resolved.late", "pending.total", "pending.overdue"
FT, FN, FC = "feedback_received.total", "feedback_received.new", "feedback_received.carried_over"
PROCEDURES, LEVEL3, LEVEL4 = "procedures.total", "online_level3.count", "online_level4.count"

ROWS = [
    (
        "late-ones-led-by-a-colon-and-split-by-group",
        "Đơn vị có nhiều hồ sơ chậm: huyện Na Hang (đã trả 15, chưa trả 12); huyện Lâm Bình "
        "09 hồ sơ đã trả, 04 hồ sơ chưa trả.",
        [
            *(Read(SL, 15, "unit", "huyện Na Hang"), Read(PO, 12, "unit", "huyện Na Hang")),
            *(Read(SL, 9, "unit", "huyện Lâm Bình"), Read(PO, 4, "unit", "huyện Lâm Bình")),
        ],
    ),
    (
        "what-came-in-to-those-who-were-late",
        "Đơn vị có hồ sơ trễ hạn: Sở Y tế tiếp nhận 270 hồ sơ, trễ hạn 12 hồ sơ.",
        [Read(RT, 270, "unit", "Sở Y tế"), Read(SL, 12, "unit", "Sở Y tế")],
    ),
    (
        "what-came-in-beside-what-was-carried-over",
        "Có 412 hồ sơ cần giải quyết, trong đó 10 hồ sơ của năm 2020 mang sang và 402 hồ sơ nhận "
        "trong 09 tháng, gồm:\n+ Nộp tại quầy: 300 hồ sơ.\n\nXếp theo cơ quan, trong 402 hồ sơ "
        "nhận trong 09 tháng, nhiều nhất là Sở Y tế 118 hồ sơ, kế đến Sở Tư pháp 72 hồ sơ.",
        [
            *(Read(RT, 412), Read(RC, 10), Read(RN, 402), Read(COUNTER, 300), Read(RN, 402)),
            *(Read(RN, 118, "unit", "Sở Y tế"), Read(RN, 72, "unit", "Sở Tư pháp")),
        ],
    ),
    (
        "feedback-in-a-word-each",
        "III. PAKN\n\nNhận 13 (hành vi: 11; quy định: 02)/ xong 13/ còn 0.",
        [
            *(Read(FT, 13), Read("feedback_received.on_conduct", 11)),
            *(Read("feedback_received.on_regulation", 2), Read("feedback_resolved.total", 13)),
            Read("feedback_pending.total", 0),
        ],
    ),
    (
        "tasks-below-a-heading-in-capitals",
        "V. NHIỆM VỤ UBND TỈNH GIAO\n\nXong 73 (đúng hạn 70/ trễ hạn 03)/ đang làm 12.",
        [
            *(Read("tasks.completed", 73), Read("tasks.completed_on_time", 70)),
            *(Read("tasks.completed_late", 3), Read("tasks.in_progress", 12)),
        ],
    ),
    (
        "done-with-is-said-of-anything",
        "Nhận 50 hồ sơ. Đã họp xong 05 cuộc, đã cập nhật xong 30 hồ sơ. Xong 45 hồ sơ.",
        [Read(RT, 50), Read(ST, 45)],
    ),
    (
        "a-share-ahead-of-its-count-and-label",
        "Tiếp nhận 300 hồ sơ. Theo cách nộp, 60% (180 hồ sơ) là trực tuyến, phần còn lại 120 hồ "
        "sơ nộp tại quầy. Đã trả 200 hồ sơ, 99% (198 hồ sơ) đúng hạn.",
        [
            *(Read(RT, 300), Read(RATE, 60), Read(ON, 180), Read(COUNTER, 120)),
            *(Read(ST, 200), Read("resolved.on_time_rate", 99), Read("resolved.on_time", 198)),
        ],
    ),
    (
        "the-rest-of-the-ways",
        "Trực tuyến 300 hồ sơ, phần còn lại 40 hồ sơ nộp theo cách khác.",
        [Read(ON, 300), Read("received.in_person_or_postal", 40)],
    ),
    (
        "a-rate-with-its-ratio-and-what-all-of-it-is",
        "Tỷ lệ đúng và trước hạn đạt 99%: 198 hồ sơ trong 200 hồ sơ đã giải quyết.",
        [
            Read("resolved.early_or_on_time_rate", 99),
            *(Read("resolved.early_or_on_time", 198), Read(ST, 200)),
        ],
    ),
    (
        "old-and-new-in-a-word",
        "TN: 90/cũ: 12/mới: 78. Còn 45/ trong hạn 30/ quá hạn 15.",
        [
            *(Read(RT, 90), Read(RC, 12), Read(RN, 78), Read(PT, 45)),
            *(Read("pending.in_time", 30), Read(PO, 15)),
        ],
    ),
    (
        "left-over-behind-what-was-settled",
        "Tiếp nhận 90 hồ sơ, trong đó tồn 12, mới 78; trả 80 hồ sơ; tồn: 10.",
        [Read(RT, 90), Read(RC, 12), Read(RN, 78), Read(ST, 80), Read(PT, 10)],
    ),
    (
        "a-way-in-capitals-is-no-code-of-a-document",
        "Nộp: trực tuyến 30/ trực tiếp 20/ BCCI 10.",
        [Read(ON, 30), Read(COUNTER, 20), Read("received.postal", 10)],
    ),
    (
        "a-share-ahead-of-its-ratio",
        "60% (45/75 HS) nộp trực tuyến.",
        [Read(RATE, 60), Read(ON, 45), Read(RT, 75)],
    ),
    (
        "signs-of-equality",
        "Số hóa: 188 hồ sơ trên 561 hồ sơ = 33,51%. Tiếp nhận = 12 + 308 = 320 hồ sơ.",
        [
            *(Read("digitised_records.count", 188), Read("digitised_records.due", 561)),
            *(Read("digitised_records.rate", Decimal("33.51")), Read(RT, 320)),
        ],
    ),
    (
        "fields-below-the-number-that-they-split",
        "1. Số hồ sơ đã giải quyết: 500.\na) Theo lĩnh vực: chứng thực 398; hộ tịch: 102.",
        [
            *(Read(ST, 500), Read(ST, 398, "field", "chứng thực")),
            Read(ST, 102, "field", "hộ tịch"),
        ],
    ),
    (
        "fields-of-which-nothing-is-said",
        "1. Tình hình\nTheo lĩnh vực: chứng thực 398; hộ tịch 102.",
        [],
    ),
    (
        "late-ones-of-both-groups-led-by-a-colon",
        "Trễ hạn tập trung ở: Sở Y tế 27 hồ sơ (15 đã trả, 12 đang giải quyết).",
        [Read(SL, 15, "unit", "Sở Y tế"), Read(PO, 12, "unit", "Sở Y tế")],
    ),
    (
        "late-ones-in-items-of-both-groups",
        "Hồ sơ quá hạn theo đơn vị:\n- Sở Y tế: 15 hồ sơ đã giải quyết, 12 đang giải quyết.",
        [Read(SL, 15, "unit", "Sở Y tế"), Read(PO, 12, "unit", "Sở Y tế")],
    ),
    (
        "bare-numbers-in-items-below-what-they-count",
        "1. Đã trả 950 hồ sơ, 53 hồ sơ trễ hạn.\nHồ sơ trễ hạn thuộc về:\n+ Sở Y tế: 45;\n"
        "+ Công an tỉnh: 08 (đã có thư xin lỗi).",
        [
            *(Read(ST, 950), Read(SL, 53), Read(SL, 45, "unit", "Sở Y tế")),
            Read(SL, 8, "unit", "Công an tỉnh"),
        ],
    ),
    (
        "slash-between-figures",
        "- Nhận: 214/ trả: 205 HS (trước hạn 160/ đúng hạn 40/quá hạn 05)/ còn 09/ rút 0.",
        [
            *(Read(RT, 214), Read(ST, 205), Read("resolved.early", 160)),
            *(Read("resolved.on_time", 40), Read(SL, 5), Read(PT, 9), Read("withdrawn.total", 0)),
        ],
    ),
    (
        "slash-of-a-code-and-of-a-share",
        "Theo Quyết định 45/QĐ tiếp nhận 30 hồ sơ; số hóa 28/30 hồ sơ; "
        "trả đúng/trước hạn 27 hồ sơ.",
        [
            *(Read(RT, 30), Read("digitised_records.count", 28)),
            *(Read("digitised_records.due", 30), Read("resolved.early_or_on_time", 27)),
        ],
    ),
    (
        "dashes-as-brackets",
        "Có 816 hồ sơ trực tuyến – toàn trình 502, một phần 314 – chiếm 89,4%.",
        [
            *(Read(ON, 816), Read("online_full.count", 502), Read("online_partial.count", 314)),
            Read(RATE, Decimal("89.4")),
        ],
    ),
    (
        "dashes-of-a-list",
        "Tiếp nhận 35 hồ sơ - trực tuyến 22 - trực tiếp 13.",
        [Read(RT, 35), Read(ON, 22), Read(COUNTER, 13)],
    ),
    (
        "how-many-bodies-a-level-has",
        "Cấp tỉnh (18 sở, ban, ngành): tiếp nhận 417 hồ sơ, đã giải quyết 402 hồ sơ.",
        [Read(RT, 417, "province"), Read(ST, 402, "province")],
    ),
    (
        "least",
        "Tiếp nhận nhiều hồ sơ: xã Cò Mạ 962 hồ sơ; ít nhất là xã Bon Phặng 74 hồ sơ.",
        [Read(RT, 962, "unit", "xã Cò Mạ"), Read(RT, 74, "unit", "xã Bon Phặng")],
    ),
    ("at-least", "Mỗi xã có ít nhất 74 hồ sơ trực tuyến.", []),
    (
        "none-of-a-level-of-service",
        "Phát sinh 214 hồ sơ mức độ 3; mức độ 4 chưa phát sinh hồ sơ.",
        [Read(LEVEL3, 214), Read(LEVEL4, 0)],
    ),
    (
        "nothing-left-from-before",
        "Do mới đi vào hoạt động nên không có hồ sơ kỳ trước chuyển sang. Trong kỳ tiếp nhận mới "
        "514 hồ sơ.",
        [Read(RC, 0), Read(RN, 514)],
    ),
    (
        "none-that-were-passed-on",
        "Không có hồ sơ kỳ trước chuyển sang bị chậm. Tiếp nhận mới 514 hồ sơ.",
        [Read(RN, 514)],
    ),
    (
        "behind-a-colon-and-có",
        "Phản ánh, kiến nghị: có 09; đã trả lời 08.",
        [Read(FT, 9), Read("feedback_resolved.total", 8)],
    ),
    (
        "late-wherever-they-arose",
        "Giải quyết 900 hồ sơ, quá hạn 25. Hồ sơ quá hạn phát sinh tại Phòng Nội vụ (21 hồ sơ).",
        [Read(ST, 900), Read(SL, 25), Read(SL, 21, "unit", "Phòng Nội vụ")],
    ),
    (
        "new-is-what-makes-up-all-with-the-carry-over",
        "Phản ánh, kiến nghị: kỳ trước chuyển sang 02; tiếp nhận trong kỳ 05; tổng 07.",
        [Read(FC, 2), Read(FN, 5), Read(FT, 7)],
    ),
    (
        "a-field-and-its-reason",
        "Trả trễ hạn: 02 hồ sơ (01 hồ sơ đất đai do chờ xác minh nguồn gốc, 01 hồ sơ hộ tịch).",
        [Read(SL, 2), Read(SL, 1, "field", "đất đai"), Read(SL, 1, "field", "hộ tịch")],
    ),
    (
        "the-field-with-the-most",
        "Tiếp nhận mới nhiều nhất là chứng thực với 203 hồ sơ, kế đến hộ tịch 118 hồ sơ.",
        [Read(RN, 203, "field", "chứng thực"), Read(RN, 118, "field", "hộ tịch")],
    ),
    (
        "an-apostrophe-in-a-name",
        "Tiếp nhận 40 hồ sơ: phường An Thành 12, xã Đắk K'Tan 28.",
        [
            Read(RT, 40),
            *(Read(RT, 12, "unit", "phường An Thành"), Read(RT, 28, "unit", "xã Đắk K'Tan")),
        ],
    ),
    (
        "cumulative-by-two-letters",
        "Tiếp nhận mới: 65 hồ sơ (LK: 614 hồ sơ); đã giải quyết: 58 hồ sơ (LK: 560 hồ sơ).",
        [Read(RN, 65), Read(RN, 614), Read(ST, 58), Read(ST, 560)],
    ),
    (
        "a-level-split-behind-all-powers",
        "Có 845 TTHC thuộc thẩm quyền giải quyết của ba cấp chính quyền (cấp tỉnh 602, cấp huyện "
        "189, cấp xã 54).",
        [
            *(Read(PROCEDURES, 845), Read(PROCEDURES, 602, "province")),
            *(Read(PROCEDURES, 189, "district"), Read(PROCEDURES, 54, "commune")),
        ],
    ),
    (
        "sets-below-a-label",
        "Số đã giải quyết phân theo lĩnh vực như sau:\n- Hộ tịch: 316 bộ, quá hạn 11 bộ;\n- Việc "
        "làm: 208 bộ.",
        [
            *(Read(ST, 316, "field", "Hộ tịch"), Read(SL, 11, "field", "Hộ tịch")),
            Read(ST, 208, "field", "Việc làm"),
        ],
    ),
    (
        "what-is-split-is-all-of-them",
        "Đang giải quyết: 19 hồ sơ, đều chưa đến hạn: phường An Trung 11, xã An Nia 08.",
        [
            *(Read(PT, 19), Read("pending.in_time", 19)),
            *(Read(PT, 11, "unit", "phường An Trung"), Read(PT, 8, "unit", "xã An Nia")),
        ],
    ),
    (
        "a-place-that-sounds-like-a-page",
        "Đã giải quyết quá hạn: thành phố Sóc Trăng 24 hồ sơ; thị xã Hà Tiên 31 hồ sơ.",
        [
            Read(SL, 24, "unit", "thành phố Sóc Trăng"),
            Read(SL, 31, "unit", "thị xã Hà Tiên"),
        ],
    ),
    (
        "a-reason-between-two-units",
        "Đã giải quyết quá hạn: 19 hồ sơ (Sở Y tế: 13 hồ sơ, do chờ kết quả thẩm tra; Sở Nội vụ: "
        "06 hồ sơ).",
        [Read(SL, 19), Read(SL, 13, "unit", "Sở Y tế"), Read(SL, 6, "unit", "Sở Nội vụ")],
    ),
    (
        "where-files-still-lie-is-no-subject",
        "Đã trả 90 hồ sơ. Hồ sơ còn nằm ở các sở, ngành rất ít. Treo chờ bổ sung 10 hồ sơ.",
        [Read(ST, 90), Read("awaiting_supplement.total", 10)],
    ),
    ("slips-are-no-files", "Trung tâm đã nhận 22 phiếu.", []),
    (
        "fields-of-reform-are-no-fields-of-work",
        "Kết quả trên các lĩnh vực\nCông bố, rà soát: tổng số TTHC là 147 TTHC.",
        [Read(PROCEDURES, 147)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in ROWS], ids=[r[0] for r in ROWS])
def test_turns(text: str, expected: list[Read]) -> None:
    assert read(text) == expected


def test_offices_of_one_level_are_that_level() -> None:
    district = DocumentHead(type="BC", issuer="Ủy ban nhân dân huyện Mai Lĩnh")
    text = "Tại Bộ phận một cửa của huyện và các phòng chuyên môn: tiếp nhận 504 hồ sơ."
    assert read(text, district) == [Read(RT, 504, "district")]


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        ("Trung tâm Phục vụ hành chính công tỉnh Hòa Lạc", [Read(PROCEDURES, 1706)]),
        ("Ủy ban nhân dân tỉnh Hòa Lạc", []),
    ],
)
def test_procedures_put_into_a_centre_are_its_own(issuer: str, expected: list[Read]) -> None:
    text = "Đến nay 1.706 thủ tục hành chính được đưa vào tiếp nhận, tăng 88 thủ tục."
    assert read(text, DocumentHead(type="BC", issuer=issuer)) == expected


def test_handed_in_at_the_commune_itself() -> None:
    commune = DocumentHead(type="BC", issuer="Ủy ban nhân dân xã Nà Tấu")
    text = "Cách nộp: qua Cổng dịch vụ công 207 hồ sơ (36,90%), tại xã 354 hồ sơ."
    channels = [Read(ON, 207), Read(RATE, Decimal("36.90")), Read(COUNTER, 354)]
    assert read(text, commune) == channels


def test_a_year_behind_a_figure_is_no_time_of_its_passage() -> None:
    period = Period(start="2020-12-15", end="2021-09-14", label="9 tháng", kind="span")
    text = "Có 412 hồ sơ cần giải quyết, trong đó 10 hồ sơ của năm 2020 mang sang. Gồm các loại:"
    report = DocumentHead(type="BC", period=period)
    assert read(text, report) == [Read(RT, 412), Read(RC, 10)]


@pytest.mark.parametrize(
    ("own", "said", "expected"),
    [
        ("6 tháng đầu năm 2019", "6 tháng cuối năm", True),
        ("quý II năm 2019", "6 tháng cuối năm 2019", True),
        ("6 tháng đầu năm 2019", "6 tháng cuối năm 2018", False),
        ("9 tháng đầu năm 2019", "6 tháng cuối năm", False),
        ("6 tháng cuối năm 2019", "6 tháng cuối năm", False),
        ("năm 2019", "6 tháng cuối năm", False),
    ],
)
def test_the_latter_half_of_the_year(own: str, said: str, expected: bool) -> None:
    assert is_ahead(plain_period(said), plain_period(own)) is expected
