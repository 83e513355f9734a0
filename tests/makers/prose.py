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


CLAUSES = (
    "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ",
    "Ủy ban nhân dân huyện chỉ đạo các phòng, ban, đơn vị tập trung thực hiện",
    "qua rà soát, một số thủ tục còn rườm rà, thành phần giấy tờ chưa thống nhất",
    "việc niêm yết công khai được thực hiện tại trụ sở và trên cổng thông tin điện tử",
    "cán bộ, công chức nâng cao tinh thần trách nhiệm, thái độ phục vụ nhân dân",
    "người dân, doanh nghiệp đánh giá cao sự đổi mới trong cách làm việc",
    "tuy nhiên trang thiết bị tại một số xã còn thiếu, đường truyền chưa ổn định",
    "thời gian tới tiếp tục đẩy mạnh tuyên truyền bằng nhiều hình thức phù hợp",
    "hội nghị tập huấn nghiệp vụ được tổ chức với sự tham gia của đông đảo công chức",
    "đề nghị cấp có thẩm quyền sớm bố trí kinh phí nâng cấp hệ thống một cửa điện tử",
    "phối hợp chặt chẽ giữa các cơ quan trong luân chuyển, xử lý công việc",
    "kiểm tra định kỳ, đột xuất việc chấp hành kỷ luật, kỷ cương hành chính",
    "xây dựng kế hoạch chi tiết, phân công rõ người, rõ việc, rõ trách nhiệm",
)
"""What a report says between its figures; 13 share no factor with the steps below."""


def page_of_narrative(number: int) -> str:
    """A page as annexes and narrative have it: headings, dates, numbers of documents, no figure.

    No two pages are alike; every fourth mentions a date and a count that is no file's.
    """
    lines = [f"{number % 9 + 1}. Về công tác chỉ đạo, điều hành"] if number % 5 == 0 else []
    for paragraph in range(6):
        first, step = number + 5 * paragraph, 1 + (number // 13 + paragraph) % 12
        said = "; ".join(CLAUSES[(first + step * k) % len(CLAUSES)] for k in range(5))
        lines.append(f"- {said[:1].upper()}{said[1:]}.")
    if number % 4 == 0:
        day = f"{number % 28 + 1}/{number % 12 + 1}/{2010 + number % 14}"
        lines.insert(3, f"Ngày {day}, đoàn công tác làm việc với {number} hộ gia đình tại địa bàn.")
    return "\n".join(lines)


def page_of_report(number: int) -> str:
    """A page of a long report: every twentieth tells figures, the others none."""
    return page_of_prose(number) if number % 20 == 0 else page_of_narrative(number)
