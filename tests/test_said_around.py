"""Whose figures are and of what they are a part, by what stands around them in prose."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.models import DocumentHead
from tests.passages import Read, read

RT, RN, ST = "received.total", "received.new", "resolved.total"
SE, SO, SL = "resolved.early", "resolved.on_time", "resolved.late"
ON, PT, PROCEDURES = "received.online", "pending.total", "procedures.total"
DISTRICT = DocumentHead(type="BC", issuer="Ủy ban nhân dân huyện Tân Hòa")

ROWS = [
    (
        "a-level-with-a-full-stop-leads-its-passage",
        "Cấp huyện. Các phòng chuyên môn và Bộ phận Một cửa huyện tiếp nhận 500 hồ sơ. Đã giải "
        "quyết 480 hồ sơ. Có 5 hồ sơ phải trả lại.",
        [
            Read(RT, 500, "district"),
            Read(ST, 480, "district"),
            Read("refused.total", 5, "district"),
        ],
    ),
    (
        "a-level-in-a-sentence-leads-none",
        "Báo cáo của cấp huyện. Toàn huyện tiếp nhận 500 hồ sơ.",
        [Read(RT, 500)],
    ),
    (
        "a-bracket-says-which-level-a-counter-is",
        "1. Trung tâm Hành chính công huyện (cấp huyện):\n- Tổng số hồ sơ: 600 hồ sơ.\n"
        "2. Bộ phận Một cửa 9 xã (cấp xã):\n- Tổng số hồ sơ: 900 hồ sơ.",
        [Read(RT, 600, "district"), Read(RT, 900, "commune")],
    ),
    (
        "a-quarter-is-no-place",
        "Phản ánh: Quý II không nhận được phản ánh, kiến nghị nào.",
        [Read("feedback_received.total", 0)],
    ),
    (
        "a-tax-office-of-the-base-is-no-commune",
        "Thuế cơ sở 4 tiếp nhận mới 500 hồ sơ; giải quyết 450 hồ sơ.",
        [Read(RN, 500, "unit", "Thuế cơ sở 4"), Read(ST, 450, "unit", "Thuế cơ sở 4")],
    ),
    (
        "a-share-of-the-late-ones-is-no-rate",
        "Có 58 hồ sơ quá hạn, bằng 87,93% số quá hạn của năm trước.",
        [Read(SL, 58)],
    ),
    (
        "a-level-of-the-plan-is-no-rate",
        "Quá hạn 58 hồ sơ, tỷ lệ 1,99%, vượt gấp đôi mức 1% mà kế hoạch đề ra.",
        [Read(SL, 58), Read("resolved.late_rate", Decimal("1.99"))],
    ),
    (
        "of-those-with-a-fee-some-paid",
        "Về thanh toán, trong 877 hồ sơ phát sinh nghĩa vụ phí, lệ phí có 306 hồ sơ thanh toán "
        "trực tuyến.",
        [Read("payment.due", 877), Read("payment.count", 306)],
    ),
    (
        "all-of-them-in-digits-again",
        "Nhận 04 phản ánh, kiến nghị, cả 04 đều về hành vi hành chính, đã trả lời xong 04.",
        [
            Read("feedback_received.total", 4),
            Read("feedback_received.on_conduct", 4),
            Read("feedback_resolved.total", 4),
        ],
    ),
    (
        "the-rest-of-the-settled-in-a-later-sentence",
        "Có 969 hồ sơ đã giải quyết. Hồ sơ giải quyết trước hạn có 905, tỷ lệ 93,40%, số còn lại "
        "64 hồ sơ đúng hạn.",
        [
            Read(ST, 969),
            Read(SE, 905),
            Read("resolved.early_rate", Decimal("93.40")),
            Read(SO, 64),
        ],
    ),
    (
        "a-comma-between-whose-feedback-it-is",
        "Huyện không nhận được phản ánh, kiến nghị của người dân, doanh nghiệp về quy định hành "
        "chính.",
        [Read("feedback_received.on_regulation", 0)],
    ),
    (
        "feedback-on-rubbish-is-none-on-procedures",
        "Tiếp nhận 510 phản ánh hiện trường. Phản ánh, kiến nghị: tiếp nhận 03, đã xử lý 02. Phản "
        "ánh hiện trường trên ứng dụng: tiếp nhận 58, đã xử lý 55.",
        [Read("feedback_received.total", 3), Read("feedback_resolved.total", 2)],
    ),
    (
        "the-sick-rate-no-procedures",
        "Khảo sát hài lòng người bệnh: 900 phiếu. Khảo sát sự hài lòng: 80 phiếu.",
        [Read("satisfaction.total", 80)],
    ),
    (
        "left-behind-all-that-was-answered-is-open",
        "Tiếp nhận 57 phản ánh, kiến nghị, gồm 12 về quy định hành chính, 45 về hành vi hành "
        "chính; đã trả lời 51, còn 06 phản ánh trong thời hạn xử lý.",
        [
            Read("feedback_received.total", 57),
            Read("feedback_received.on_regulation", 12),
            Read("feedback_received.on_conduct", 45),
            Read("feedback_resolved.total", 51),
            Read("feedback_pending.total", 6),
        ],
    ),
    (
        "what-is-paid-online-is-of-its-own-sentence",
        "Về phí, lệ phí: thu tại quầy 2.406 triệu đồng. Thanh toán trực tuyến được 212 hồ sơ.",
        [Read("payment.count", 212)],
    ),
    (
        "a-share-of-money-is-none-of-the-files",
        "Tiếp nhận 500 hồ sơ trực tuyến. Thu thuế được 2.206,4 tỷ đồng, chiếm 98,7% số thu.",
        [Read(ON, 500)],
    ),
    (
        "procedures-in-several-powers",
        "Niêm yết công khai 312 TTHC thuộc thẩm quyền giải quyết của UBND huyện và 127 TTHC thuộc "
        "thẩm quyền giải quyết của UBND cấp xã.",
        [Read(PROCEDURES, 312, "district"), Read(PROCEDURES, 127, "commune")],
    ),
    (
        "procedures-of-a-field-to-be-shortened",
        "Đề nghị rút ngắn thời gian giải quyết đối với 14 thủ tục lĩnh vực xây dựng.",
        [],
    ),
    (
        "a-split-of-what-all-is-of-a-kind",
        "Còn 26 hồ sơ đang giải quyết, tất cả chưa đến hạn, trong đó có 19 hồ sơ đất đai.",
        [
            Read(PT, 26),
            Read("pending.in_time", 26),
            Read(PT, 19, "field", "đất đai"),
        ],
    ),
    (
        "a-share-of-what-the-level-received",
        "- Cấp huyện: tiếp nhận mới 2.902 hồ sơ.\n- Cấp xã: tiếp nhận mới 5.000 hồ sơ.\n"
        "UBND huyện đã số hoá 1.804/2.902 hồ sơ, đạt 62,16%.",
        [
            Read(RN, 2902, "district"),
            Read(RN, 5000, "commune"),
            Read("digitised_records.count", 1804, "district"),
            Read("digitised_records.due", 2902, "district"),
            Read("digitised_records.rate", Decimal("62.16"), "district"),
        ],
    ),
    (
        "a-line-below-a-list-is-not-of-its-last-field",
        "Kết quả theo lĩnh vực:\n1. Hộ tịch: tiếp nhận 50 hồ sơ.\n2. Đất đai: tiếp nhận 20 hồ "
        "sơ.\nThanh toán trực tuyến: 40 hồ sơ.",
        [
            Read(RT, 50, "field", "Hộ tịch"),
            Read(RT, 20, "field", "Đất đai"),
            Read("payment.count", 40),
        ],
    ),
    (
        "an-account-of-the-level-stays-its-own",
        "Toàn huyện: tổng số hồ sơ tiếp nhận 1.076 hồ sơ; đã giải quyết 900 hồ sơ; đang giải quyết "
        "139 hồ sơ.\nCấp huyện: tổng số 576 hồ sơ, đã giải quyết 450 hồ sơ, đang giải quyết 89 hồ "
        "sơ, trả lại 23 hồ sơ, người dân rút 14 hồ sơ.",
        [
            Read(RT, 1076),
            Read(ST, 900),
            Read(PT, 139),
            Read(RT, 576, "district"),
            Read(ST, 450, "district"),
            Read(PT, 89, "district"),
            Read("refused.total", 23, "district"),
            Read("withdrawn.total", 14, "district"),
        ],
    ),
    (
        "an-office-among-others",
        "Có 11 hồ sơ trễ hạn thuộc: Phòng Kinh tế 08 hồ sơ; Văn phòng HĐND và UBND 03 hồ sơ.",
        [
            Read(SL, 11),
            Read(SL, 8, "unit", "Phòng Kinh tế"),
            Read(SL, 3, "unit", "Văn phòng HĐND và UBND"),
        ],
    ),
    (
        "matters-of-all-that-came-in",
        "Phản ánh, kiến nghị: tiếp nhận 05, đã xử lý 05; trong đó: quy định hành chính 01, hành vi "
        "hành chính 04.",
        [
            Read("feedback_received.total", 5),
            Read("feedback_resolved.total", 5),
            Read("feedback_received.on_regulation", 1),
            Read("feedback_received.on_conduct", 4),
        ],
    ),
    (
        "ways-of-handing-in",
        "Tiếp nhận mới 90 hồ sơ: bằng phương thức điện tử 80 hồ sơ, trực tiếp tại bộ phận một cửa "
        "7 hồ sơ và qua bưu chính 3 hồ sơ; 4 hồ sơ tháng 8 mang qua.",
        [
            Read(RN, 90),
            Read(ON, 80),
            Read("received.in_person", 7),
            Read("received.postal", 3),
            Read("received.carried_over", 4),
        ],
    ),
    (
        "a-counter-without-whose-it-is",
        "Tiếp nhận mới 90 hồ sơ (tại bộ phận một cửa 86 hồ sơ, trực tuyến 4 hồ sơ).",
        [Read(RN, 90), Read("received.in_person", 86), Read(ON, 4)],
    ),
    (
        "at-a-counter-offices-receive",
        "Tại Bộ phận Một cửa, các phòng chuyên môn của huyện tiếp nhận 46 hồ sơ.",
        [Read(RT, 46, "district")],
    ),
    (
        "whoever-withdrew",
        "Có 42 hồ sơ phải trả lại, 21 hồ sơ do tổ chức, cá nhân rút.",
        [Read("refused.total", 42), Read("withdrawn.total", 21)],
    ),
    (
        "people-asked",
        "Khảo sát 210 lượt người dân thì 203 hài lòng, 07 bình thường, 0 không hài lòng.",
        [
            Read("satisfaction.total", 210),
            Read("satisfaction.satisfied", 203),
            Read("satisfaction.neutral", 7),
            Read("satisfaction.unsatisfied", 0),
        ],
    ),
    (
        "procedures-of-so-many-fields",
        "Niêm yết 128 thủ tục hành chính thuộc 14 lĩnh vực.",
        [Read(PROCEDURES, 128)],
    ),
    (
        "nobody-complained",
        "Không có ai phản ánh, kiến nghị về quy định hành chính.",
        [Read("feedback_received.on_regulation", 0)],
    ),
    (
        "before-the-merger",
        "Trước sáp nhập, số hồ sơ quá hạn của hai đội là 203 hồ sơ. Quá hạn 7 hồ sơ.",
        [Read(SL, 7)],
    ),
    (
        "units-are-called-by-capitals",
        "Sở Nội vụ kiểm tra đột xuất, nhắc 02 công chức; mở sổ 40 hồ sơ.",
        [],
    ),
    (
        "handed-over-by-others",
        "Trong đó nhận bàn giao dở dang của thành phố Hà Sơn và các phường cũ 21 hồ sơ; tiếp nhận "
        "từ ngày 01/7/2025 là 116 hồ sơ.",
        [Read("received.carried_over", 21), Read(RT, 116)],
    ),
    (
        "a-share-of-something-else",
        "Thanh toán không dùng tiền mặt chiếm 99,2% tổng chi.",
        [],
    ),
    (
        "late-right-behind-the-noun",
        "Đã giải quyết 900 hồ sơ (895 đúng hạn, 05 chậm). Có 3 hồ sơ cập nhật trạng thái chậm.",
        [Read(ST, 900), Read(SO, 895), Read(SL, 5)],
    ),
    (
        "units-that-make-up-what-was-told",
        "Giải quyết 491 hồ sơ, 07 hồ sơ chậm, đều phát sinh từ đầu quý: xã An Bình 04, xã An Phú "
        "03.",
        [
            Read(ST, 491),
            Read(SL, 7),
            Read(SL, 4, "unit", "xã An Bình"),
            Read(SL, 3, "unit", "xã An Phú"),
        ],
    ),
    (
        "half-a-month-is-no-number",
        "Quá hạn tập trung ở nửa đầu tháng 8, khi phần mềm lỗi.",
        [],
    ),
    (
        "another-years-sentence-goes-on-behind-thousands",
        "Giải quyết 491 hồ sơ. Cùng kỳ 2020 tiếp nhận 131.277 hồ sơ, chậm 84 hồ sơ.",
        [Read(ST, 491)],
    ),
    (
        "both-services-in-one-breath-lead-neither",
        "Dịch vụ công mức độ 3, 4: có 84 hồ sơ, trong đó mức độ 3 là 50 hồ sơ, mức độ 4 là 34 hồ "
        "sơ.",
        [Read("online_level3.count", 50), Read("online_level4.count", 34)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_said_around(text: str, expected: list[Read]) -> None:
    assert read(text, DISTRICT) == expected
