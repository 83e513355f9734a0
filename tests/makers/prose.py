"""Pages of ordinary prose, as many as one likes, no two with the same figures."""

from __future__ import annotations

PARAGRAPH = (
    "Tiếp tục thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính "
    "tại các cơ quan, đơn vị; niêm yết công khai đầy đủ, kịp thời các quy trình, thủ tục, phí, lệ "
    "phí; rà soát, đề xuất cắt giảm thời gian xử lý; bố trí công chức có năng lực tại bộ phận "
    "tiếp nhận và trả kết quả, bảo đảm việc tiếp nhận, giải quyết được thuận lợi, đúng quy định."
)


def page_of_prose(number: int) -> str:
    """One page of some 420 words in five paragraphs, with two figures of its own."""
    paragraphs = [f"- {PARAGRAPH}" for _ in range(5)]
    paragraphs.insert(
        3, f"- Đã giải quyết {number + 9:,} hồ sơ, quá hạn {number % 7} hồ sơ.".replace(",", ".")
    )
    return "\n".join(paragraphs)
