"""What people say and how content they are: many nouns count it, and its label tells it."""

from __future__ import annotations

import pytest

from tests.passages import Read, read

T, N, C = "feedback_received.total", "feedback_received.new", "feedback_received.carried_over"
RULES, CONDUCT = "feedback_received.on_regulation", "feedback_received.on_conduct"
DONE, OPEN = "feedback_resolved.total", "feedback_pending.total"
ALL, VERY, WELL = "satisfaction.total", "satisfaction.very_satisfied", "satisfaction.satisfied"
FAIR, NOT = "satisfaction.neutral", "satisfaction.unsatisfied"

ROWS = [
    (
        "people-of-any-noun",
        "Lấy ý kiến 130 người, 121 người hài lòng, 09 người cho là bình thường.",
        [Read(ALL, 130), Read(WELL, 121), Read(FAIR, 9)],
    ),
    (
        "slips-that-came-back",
        "Thu về 88 phiếu hợp lệ: 70 phiếu chấm rất hài lòng, 18 phiếu hài lòng.",
        [Read(ALL, 88), Read(VERY, 70), Read(WELL, 18)],
    ),
    (
        "those-who-pressed-a-button",
        "240 tổ chức, cá nhân bấm nút đánh giá, có 200 người rất hài lòng, 40 người hài lòng.",
        [Read(ALL, 240), Read(VERY, 200), Read(WELL, 40)],
    ),
    (
        "contents-and-cases",
        "Có 15 phản ánh, kiến nghị, trong đó 11 nội dung về hành vi hành chính, 04 nội dung về "
        "quy định hành chính.",
        [Read(T, 15), Read(CONDUCT, 11), Read(RULES, 4)],
    ),
    (
        "opinions-behind-feedback",
        "Phản ánh, kiến nghị về TTHC có 08 ý kiến mới, 05 về quy định hành chính, 03 về hành vi "
        "hành chính; đã trả lời xong cả 08.",
        [Read(N, 8), Read(RULES, 5), Read(CONDUCT, 3), Read(DONE, 8)],
    ),
    (
        "left-from-a-month",
        "Có 09 phản ánh, kiến nghị phải xử lý, gồm 02 phản ánh còn lại từ tháng 5 và 07 phản ánh "
        "mới; 09 phản ánh đã xử lý, số phản ánh đang xử lý: 0.",
        [Read(T, 9), Read(C, 2), Read(N, 7), Read(DONE, 9), Read(OPEN, 0)],
    ),
    (
        "the-name-of-the-system",
        "Hệ thống tiếp nhận, trả lời phản ánh, kiến nghị ghi nhận 31 phản ánh, kiến nghị.",
        [Read(T, 31)],
    ),
    ("opinions-at-a-meeting", "Huyện đối thoại 02 lần với người dân, trả lời 37 ý kiến.", []),
    ("calls-on-conduct", "Đường dây nóng nhận 340 cuộc gọi về thái độ phục vụ.", []),
    ("rubbish", "Riêng 17 phản ánh về rác thải, đèn đường do Phòng Kinh tế theo dõi.", []),
    (
        "said-to-be-of-other-things",
        "Phản ánh trong quý qua ứng dụng có 920 lượt (ngập, tiếng ồn), không phải về thủ tục. "
        "Phản ánh, kiến nghị về TTHC có 08 ý kiến mới.",
        [Read(N, 8)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in ROWS], ids=[r[0] for r in ROWS])
def test_opinions(text: str, expected: list[Read]) -> None:
    assert read(text) == expected
