"""Heads and feet of documents beside what they say; tuned and measured-only sets.

Made documents: places and offices are real, people and numbers are not. TUNED was used while
the reader was written; MEASURED was written before it was tuned and never looked at for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

NATIONAL = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    expected: dict[str, Any] = field(default_factory=dict)


MEASURED = (
    Case(
        "sở under its province, two columns one after the other",
        """UBND TỈNH LẠNG SƠN
SỞ NỘI VỤ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 1045/BC-SNV
Lạng Sơn, ngày 12 tháng 6 năm 2024

BÁO CÁO
Kết quả kiểm soát thủ tục hành chính, thực hiện cơ chế một cửa
quý II năm 2024

Kính gửi: Ủy ban nhân dân tỉnh Lạng Sơn.

Thực hiện Thông tư số 01/2020/TT-VPCP ngày 21/10/2020 của Văn phòng Chính phủ quy định chế độ báo cáo định kỳ, Sở Nội vụ báo cáo kết quả như sau:
1. Trong kỳ báo cáo (từ ngày 15/3/2024 đến ngày 14/6/2024), Sở tiếp nhận 215 hồ sơ.
Trên đây là báo cáo của Sở Nội vụ./.

Nơi nhận:
- Như trên;
- Văn phòng UBND tỉnh;
- Lưu: VT, VP.

KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC

Trần Thị Minh Hằng
""",
        dict(
            type="BC",
            number="1045/BC-SNV",
            issuer="Sở Nội vụ",
            parent="UBND tỉnh Lạng Sơn",
            place="Lạng Sơn",
            date="2024-06-12",
            addressees=("Ủy ban nhân dân tỉnh Lạng Sơn",),
            recipients=("Như trên", "Văn phòng UBND tỉnh", "Lưu: VT, VP"),
            signer=("Trần Thị Minh Hằng", "PHÓ GIÁM ĐỐC", "KT. GIÁM ĐỐC"),
            period=("2024-03-15", "2024-06-14", "quarter"),
            citations=["01/2020/TT-VPCP"],
        ),
    ),
    Case(
        "commune, columns merged with single spaces, Circular 01/2011",
        """ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ NGHĨA HÀNH Độc lập - Tự do - Hạnh phúc
Số: 57/BC-UBND Nghĩa Hành, ngày 08 tháng 9 năm 2018

BÁO CÁO
Tình hình tiếp nhận và giải quyết hồ sơ tháng 9 năm 2018

Căn cứ Công văn số 1203/UBND-VP ngày 02/8/2018 của UBND huyện về việc báo cáo định kỳ; UBND xã báo cáo như sau:
I. Kết quả
Trên đây là báo cáo tình hình tiếp nhận và giải quyết hồ sơ tháng 9 năm 2018 của UBND xã Nghĩa Hành./.

Nơi nhận: TM. ỦY BAN NHÂN DÂN
- UBND huyện (b/c); CHỦ TỊCH
- TT Đảng ủy;
- Lưu: VP.
 Phạm Quốc Toản
""",
        dict(
            type="BC",
            number="57/BC-UBND",
            issuer="Ủy ban nhân dân xã Nghĩa Hành",
            parent=None,
            place="Nghĩa Hành",
            date="2018-09-08",
            recipients=("UBND huyện (b/c)", "TT Đảng ủy", "Lưu: VP"),
            signer=("Phạm Quốc Toản", "CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"),
            period=(None, None, "month"),
            citations=["1203/UBND-VP"],
        ),
    ),
    Case(
        "land registration branch, three-line letterhead, wide gap columns",
        """VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH BÌNH ĐỊNH                              Độc lập - Tự do - Hạnh phúc
CHI NHÁNH THỊ XÃ AN NHƠN

Số:       /BC-CNVPĐKĐĐ                      An Nhơn, ngày      tháng 11 năm 2023

                          BÁO CÁO
      Kết quả giải quyết hồ sơ đất đai 10 tháng đầu năm 2023
            (Từ ngày 15/12/2022 đến ngày 14/10/2023)

Kính gửi:
- Văn phòng Đăng ký đất đai tỉnh;
- Ủy ban nhân dân thị xã An Nhơn.

Chi nhánh Văn phòng Đăng ký đất đai thị xã báo cáo kết quả như sau:

Nơi nhận:                                   GIÁM ĐỐC
- Như trên;
- Lưu: VT.
                                            Lê Hoàng Nam
""",
        dict(
            type="BC",
            number=None,
            issuer="Chi nhánh thị xã An Nhơn",
            parent="Văn phòng Đăng ký đất đai tỉnh Bình Định",
            place="An Nhơn",
            date="2023-11",
            addressees=("Văn phòng Đăng ký đất đai tỉnh", "Ủy ban nhân dân thị xã An Nhơn"),
            recipients=("Như trên", "Lưu: VT"),
            signer=("Lê Hoàng Nam", "GIÁM ĐỐC", None),
            period=("2022-12-15", "2023-10-14", "span"),
            citations=[],
        ),
    ),
    Case(
        "công văn that carries a report, subject broken over lines",
        """ỦY BAN NHÂN DÂN
QUẬN HẢI CHÂU
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 2231/UBND-VP
V/v báo cáo kết quả giải quyết
TTHC tháng 7 năm 2022
Hải Châu, ngày 18 tháng 7 năm 2022

Kính gửi: Văn phòng Ủy ban nhân dân thành phố

Theo đề nghị tại Công văn số 88/VP-KSTT ngày 05/7/2022 của Văn phòng UBND thành phố, UBND quận Hải Châu báo cáo:
Thời điểm lấy số liệu: từ ngày 15/6/2022 đến hết ngày 14/7/2022.
UBND quận Hải Châu kính báo cáo./.

Nơi nhận:
- Như trên;
- CT, các PCT UBND quận;
- Lưu: VT.

TL. CHỦ TỊCH
CHÁNH VĂN PHÒNG

Đặng Thu Trang
""",
        dict(
            type="CV",
            number="2231/UBND-VP",
            issuer="Ủy ban nhân dân quận Hải Châu",
            parent=None,
            place="Hải Châu",
            date="2022-07-18",
            title="V/v báo cáo kết quả giải quyết TTHC tháng 7 năm 2022",
            addressees=("Văn phòng Ủy ban nhân dân thành phố",),
            recipients=("Như trên", "CT, các PCT UBND quận", "Lưu: VT"),
            signer=("Đặng Thu Trang", "CHÁNH VĂN PHÒNG", "TL. CHỦ TỊCH"),
            period=("2022-06-15", "2022-07-14", "month"),
            citations=["88/VP-KSTT"],
        ),
    ),
    Case(
        "public service centre since July 2025, DOCX table order",
        """UBND XÃ TÂN HÒA\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG\tĐộc lập - Tự do - Hạnh phúc
Số: 112/BC-TTPVHCC\tTân Hòa, ngày 16 tháng 9 năm 2025
BÁO CÁO
Kết quả hoạt động của Trung tâm Phục vụ hành chính công tháng 9/2025
Thực hiện Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ, Trung tâm Phục vụ hành chính công xã Tân Hòa báo cáo kết quả hoạt động tháng 9/2025 như sau:
Số liệu tính từ 15/8/2025 - 14/9/2025.
Nơi nhận:
- UBND xã (báo cáo);
- Lưu: VT./.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
(Đã ký)
ThS. Huỳnh Ngọc Ánh
""",
        dict(
            type="BC",
            number="112/BC-TTPVHCC",
            issuer="Trung tâm Phục vụ hành chính công",
            parent="UBND xã Tân Hòa",
            place="Tân Hòa",
            date="2025-09-16",
            recipients=("UBND xã (báo cáo)", "Lưu: VT"),
            signer=("Huỳnh Ngọc Ánh", "PHÓ GIÁM ĐỐC", "KT. GIÁM ĐỐC"),
            period=("2025-08-15", "2025-09-14", "month"),
            citations=["118/2025/NĐ-CP"],
        ),
    ),
    Case(
        "marks lost, province letterhead",
        """UY BAN NHAN DAN CONG HOA XA HOI CHU NGHIA VIET NAM
TINH QUANG NGAI Doc lap - Tu do - Hanh phuc
S6: 87/BC-UBND Quang Ngai, ngay 20 thang 3 nam 2021
BAO CAO
Tinh hinh, ket qua thuc hien kiem soat thu tuc hanh chinh quy I nam 2021
Thuc hien Thong tu so 01/2020/TT-VPCP ngay 21 thang 10 nam 2020 cua Van phong Chinh phu,
Uy ban nhan dan tinh bao cao ket qua thuc hien cong tac kiem soat thu tuc hanh chinh nhu sau:
So lieu tinh tir ngay 15/12/2020 den ngay 14/3/2021.
Noi nhan:
- Van phong Chinh phu;
- Luu: VT.
TM. UY BAN NHAN DAN
KT. CHU TICH
PHO CHU TICH
Tran Van Tai
""",
        dict(
            type="BC",
            number="87/BC-UBND",
            issuer="Ủy ban nhân dân tỉnh Quảng Ngãi",
            parent=None,
            place="Quảng Ngãi",
            date="2021-03-20",
            recipients=("Van phong Chinh phu", "Luu: VT"),
            signer=("Trần Văn Tai", "PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH"),
            period=("2020-12-15", "2021-03-14", "quarter"),
            citations=["01/2020/TT-VPCP"],
        ),
    ),
    Case(
        "no head at all, closing sentence names the author in full",
        """BÁO CÁO
Công tác cải cách hành chính 9 tháng năm 2023

Trong 9 tháng năm 2023, được sự quan tâm chỉ đạo của Huyện ủy, UBND huyện đã triển khai đồng bộ các nhiệm vụ.
1. Kết quả giải quyết TTHC: tiếp nhận 12.345 hồ sơ.

Trên đây là báo cáo công tác cải cách hành chính 9 tháng năm 2023 của UBND huyện Văn Quan, kính báo cáo Sở Nội vụ./.

Nơi nhận:
- Sở Nội vụ tỉnh;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH


Hoàng Văn Thắng
""",
        dict(
            type="BC",
            number=None,
            issuer="UBND huyện Văn Quan",
            parent=None,
            place=None,
            date=None,
            recipients=("Sở Nội vụ tỉnh", "Lưu: VT"),
            signer=("Hoàng Văn Thắng", "PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH"),
            period=(None, None, "nine-months"),
            citations=[],
        ),
    ),
    Case(
        "Markdown with bold and pipes",
        """| **UBND HUYỆN CÁI BÈ** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM** |
| --- | --- |
| **PHÒNG TƯ PHÁP** | **Độc lập - Tự do - Hạnh phúc** |
| Số: 34/BC-PTP | *Cái Bè, ngày 03 tháng 01 năm 2024* |

# BÁO CÁO

## Kết quả công tác tiếp nhận và trả kết quả năm 2023

Căn cứ Luật Hộ tịch và Nghị định số 123/2015/NĐ-CP ngày 15/11/2015 của Chính phủ; Phòng Tư pháp huyện báo cáo như sau:

(Số liệu từ ngày 15/12/2022 đến 14/12/2023)

**Nơi nhận:**

- UBND huyện;
- Sở Tư pháp;
- Lưu: VT.

**TRƯỞNG PHÒNG**

**Bùi Thị Kim Liên**
""",
        dict(
            type="BC",
            number="34/BC-PTP",
            issuer="Phòng Tư pháp",
            parent="UBND huyện Cái Bè",
            place="Cái Bè",
            date="2024-01-03",
            recipients=("UBND huyện", "Sở Tư pháp", "Lưu: VT"),
            signer=("Bùi Thị Kim Liên", "TRƯỞNG PHÒNG", None),
            period=("2022-12-15", "2023-12-14", "year"),
            citations=["123/2015/NĐ-CP"],
        ),
    ),
    Case(
        "signer before the recipients, monthly report with a cumulative span",
        """ỦY BAN NHÂN DÂN
HUYỆN TUY AN
Số: 400/BC-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc
Tuy An, ngày 17 tháng 4 năm 2024
BÁO CÁO
Kết quả tiếp nhận, giải quyết TTHC tháng 4 năm 2024

UBND huyện báo cáo kết quả tiếp nhận, giải quyết TTHC như sau:
Số liệu lũy kế tính từ ngày 15/12/2023 đến ngày 14/4/2024: tiếp nhận 4.000 hồ sơ.
Trong tháng (từ ngày 15/3/2024 đến ngày 14/4/2024): tiếp nhận 1.000 hồ sơ./.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Huỳnh Gia Hoàng

Nơi nhận:
- Thường trực Huyện ủy;
- Các phòng, ban chuyên môn
thuộc UBND huyện;
- Lưu: VT.
""",
        dict(
            type="BC",
            number="400/BC-UBND",
            issuer="Ủy ban nhân dân huyện Tuy An",
            parent=None,
            place="Tuy An",
            date="2024-04-17",
            recipients=(
                "Thường trực Huyện ủy",
                "Các phòng, ban chuyên môn thuộc UBND huyện",
                "Lưu: VT",
            ),
            signer=("Huỳnh Gia Hoàng", "PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH"),
            period=("2024-03-15", "2024-04-14", "month"),
            citations=[],
        ),
    ),
    Case(
        "decision with agency repeated below the title",
        """ỦY BAN NHÂN DÂN
TỈNH HÀ NAM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 15/2022/QĐ-UBND
Hà Nam, ngày 05 tháng 5 năm 2022
QUYẾT ĐỊNH
Ban hành Quy chế phối hợp giải quyết thủ tục hành chính
ỦY BAN NHÂN DÂN TỈNH HÀ NAM
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ;
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Quy chế./.
Nơi nhận:
- Như Điều 3;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trương Quốc Huy
""",
        dict(
            type="QĐ",
            number="15/2022/QĐ-UBND",
            issuer="Ủy ban nhân dân tỉnh Hà Nam",
            parent=None,
            place="Hà Nam",
            date="2022-05-05",
            period=None,
            title="Quyết định Ban hành Quy chế phối hợp giải quyết thủ tục hành chính",
            signer=("Trương Quốc Huy", "CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"),
            recipients=("Như Điều 3", "Lưu: VT"),
            citations=["61/2018/NĐ-CP", None],
        ),
    ),
    Case(
        "capital title, office of the province, stamp of the viewer at the head",
        """Người ký: VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH KON TUM
Email: vpubnd@kontum.gov.vn
Thời gian ký: 19.12.2023 15:02:11 +07:00
UBND TỈNH KON TUM
VĂN PHÒNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 276/BC-VP
Kon Tum, ngày 19 tháng 12 năm 2023
BÁO CÁO
TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH NĂM 2023
Kính gửi: Văn phòng Chính phủ
Văn phòng Ủy ban nhân dân tỉnh Kon Tum báo cáo như sau:
Kỳ báo cáo: Năm 2023 (Từ ngày 15/12/2022 đến ngày 14/12/2023)
Nơi nhận:
- Như trên;
- Lưu: VT, TTHCC.
KT. CHÁNH VĂN PHÒNG
PHÓ CHÁNH VĂN PHÒNG
A Nguyên
""",
        dict(
            type="BC",
            number="276/BC-VP",
            issuer="Văn phòng UBND tỉnh Kon Tum",
            parent="UBND tỉnh Kon Tum",
            place="Kon Tum",
            date="2023-12-19",
            addressees=("Văn phòng Chính phủ",),
            title="BÁO CÁO TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH NĂM 2023",
            signer=("A Nguyên", "PHÓ CHÁNH VĂN PHÒNG", "KT. CHÁNH VĂN PHÒNG"),
            recipients=("Như trên", "Lưu: VT, TTHCC"),
            signed=[("Văn phòng Ủy ban nhân dân tỉnh Kon Tum", "2023-12-19T15:02:11+07:00")],
            period=("2022-12-15", "2023-12-14", "year"),
            citations=[],
        ),
    ),
    Case(
        "plan; numbers split over a line; party document cited",
        """HUYỆN ỦY ĐƠN DƯƠNG
ỦY BAN NHÂN DÂN HUYỆN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 77/KH-
UBND
Đơn Dương, ngày 09 tháng 02 năm 2024
KẾ HOẠCH
Kiểm soát thủ tục hành chính năm 2024
Thực hiện Nghị quyết số 12-NQ/HU ngày 03/01/2024 của Huyện ủy và Kế
hoạch số 41/KH-

UBND ngày 08/01/2024 của UBND tỉnh Lâm Đồng, UBND huyện ban hành Kế hoạch như sau:
I. MỤC ĐÍCH
Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
Q. CHỦ TỊCH
Dương Đức Lợi
""",
        dict(
            type="KH",
            number="77/KH-UBND",
            place="Đơn Dương",
            date="2024-02-09",
            period=None,
            title="Kế hoạch Kiểm soát thủ tục hành chính năm 2024",
            signer=("Dương Đức Lợi", "Q. CHỦ TỊCH", None),
            recipients=("UBND tỉnh", "Lưu: VT"),
            citations=["12-NQ/HU", "41/KH-UBND"],
        ),
    ),
    Case(
        "short report, annex with its own numbers after the foot",
        """UBND THÀNH PHỐ TAM KỲ
BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 09/BC-TNTKQ
Tam Kỳ, ngày 22/8/2024
BÁO CÁO
Tình hình tiếp nhận và giải quyết hồ sơ TTHC tháng 8 năm 2024
(Số liệu từ 21/7 đến 20/8/2024)
Kính gửi: UBND thành phố Tam Kỳ
Bộ phận Tiếp nhận và Trả kết quả báo cáo tình hình như sau:
Nơi nhận:
- Như trên;
- Lưu: VT.
PHỤ TRÁCH BỘ PHẬN
Võ Thị Mỹ Hạnh
PHỤ LỤC
(Kèm theo Báo cáo số 09/BC-TNTKQ ngày 22/8/2024)
1 Đất đai 100 90 10
2 Tư pháp 20 20 0
""",
        dict(
            type="BC",
            number="09/BC-TNTKQ",
            issuer="Bộ phận Tiếp nhận và Trả kết quả",
            parent="UBND thành phố Tam Kỳ",
            place="Tam Kỳ",
            date="2024-08-22",
            addressees=("UBND thành phố Tam Kỳ",),
            recipients=("Như trên", "Lưu: VT"),
            period=("2024-07-21", "2024-08-20", "month"),
            citations=[],
        ),
    ),
    Case(
        "national title split in a narrow column; ward in Hồ Chí Minh City",
        """ỦY BAN NHÂN DÂN
PHƯỜNG 14
CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: ……./BC-UBND
Phường 14, ngày … tháng … năm 2024
BÁO CÁO
Về kết quả giải quyết hồ sơ hành chính quý III.2024
Căn cứ Kế hoạch số 15/KH-UBND ngày 10/01/2024, Ủy ban nhân dân Phường 14 báo cáo:
Nơi nhận:
- UBND Quận;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Nguyễn Hồ Như Ý
""",
        dict(
            type="BC",
            number=None,
            issuer="Ủy ban nhân dân phường 14",
            parent=None,
            place="Phường 14",
            date=None,
            recipients=("UBND Quận", "Lưu: VT"),
            signer=("Nguyễn Hồ Như Ý", "PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH"),
            period=(None, None, "quarter"),
            citations=["15/KH-UBND"],
        ),
    ),
)

TUNED = (
    Case(
        "blank number and day, subject beside the date, bullets as addressees",
        """ỦY BAN NHÂN DÂN
HUYỆN BÌNH SƠN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số:             /UBND-NV

V/v đôn đốc xử lý hồ sơ trễ hạn     Bình Sơn, ngày        tháng 8 năm 2024

Kính gửi:

- Các phòng chuyên môn thuộc huyện;
- Ủy ban nhân dân các xã, thị trấn.

Qua theo dõi kết quả giải quyết hồ sơ, Ủy ban nhân dân huyện yêu cầu các đơn vị khắc phục ngay các hồ sơ trễ hạn./.

Nơi nhận:
- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Lâm Quang Tuyền
""",
        dict(
            type="CV",
            number=None,
            issuer="Ủy ban nhân dân huyện Bình Sơn",
            place="Bình Sơn",
            date="2024-08",
            title="V/v đôn đốc xử lý hồ sơ trễ hạn",
            addressees=("Các phòng chuyên môn thuộc huyện", "Ủy ban nhân dân các xã, thị trấn"),
            signer=("Lâm Quang Tuyền", "PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH"),
            recipients=("Như trên", "Lưu: VT"),
            period=None,
            citations=[],
        ),
    ),
    Case(
        "head missing, every line parted by a blank, digital signature at the end",
        """BÁO CÁO

Kết quả cải cách hành chính tháng 5 năm 2024



Thực hiện Kế hoạch số 15/KH-UBND ngày 10 tháng 01 năm 2024 của Ủy ban

nhân dân tỉnh Phú Thọ về cải cách hành chính. Ủy ban nhân dân

huyện Tân Sơn báo cáo kết quả tháng 5 năm 2024 như sau:

1. Kết quả (Thời gian tính từ ngày 15

tháng 4 năm 2024 đến hết ngày 14 tháng 5 năm 2024):

Trên đây là báo cáo của Ủy ban nhân dân huyện Tân Sơn./.



Nơi nhận:

- Sở Nội vụ;

- Lưu: VT.

TM. ỦY BAN NHÂN DÂN

CHỦ TỊCH



Phạm Thị Lành



        2024-05-16T08:11:00+0700

    CỤC CHỨNG THỰC SỐ VÀ BẢO MẬT THÔNG TIN - ĐT: 0243; Email: ca@bcy.gov.vn
    2024-05-16T09:30:45+0700
    ỦY BAN NHÂN DÂN TỈNH PHÚ THỌ
    ỦY BAN NHÂN DÂN HUYỆN TÂN SƠN<tanson@phutho.gov.vn> đã ký lên văn bản này!
""",
        dict(
            type="BC",
            number=None,
            issuer="Ủy ban nhân dân huyện Tân Sơn",
            parent="Ủy ban nhân dân tỉnh Phú Thọ",
            place=None,
            date=None,
            signer=("Phạm Thị Lành", "CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"),
            recipients=("Sở Nội vụ", "Lưu: VT"),
            signed=[("Ủy ban nhân dân huyện Tân Sơn", "2024-05-16T09:30:45+07:00")],
            period=("2024-04-15", "2024-05-14", "month"),
            citations=["15/KH-UBND"],
        ),
    ),
    Case(
        "OCR without marks: letterhead merged, Đ read as P, type words misread in citations",
        """UY BAN NHAN DAN CONG HOA XA HQI CHU NGHIA VIET NAM
HUYEN LAP VO Déc 1ap - Tw do - Hanh phuc
S6: 1204 /BC-UBND Lap Vo, ngay 16 thang 8 nam 2022
BAO CAO
Ket qua cai cach thu tuc hanh chinh thang 8 nam 2022
Thue hién Cong vin s6 415/UBND-HCC ngay 20 thang 7 nim 2022 cua Uy ban nhan dan
tinh Pong Thap vé viéc bao cao; Uy ban nhan dan huyen bao cao nhu sau:
(So liéu tinh tir ngay 15/7/2022 dén hét ngay 14/8/2022)
Noi nhdn:
- UBND Tinh (b/c);
- Luu: VT.
Nguyén Vin Tam
""",
        dict(
            type="BC",
            number="1204/BC-UBND",
            issuer="Ủy ban nhân dân huyện Lấp Vò",
            place="Lấp Vò",
            date="2022-08-16",
            signer=("Nguyễn Văn Tam", None, None),
            recipients=("UBND Tinh (b/c)", "Luu: VT"),
            period=("2022-07-15", "2022-08-14", "month"),
            citations=["415/UBND-HCC"],
        ),
    ),
    Case(
        "Markdown without letterhead; the issuer's place stands elsewhere in the text",
        """Số: /KH-UBND

Hòa Vang, ngày tháng 3 năm 2024

## KẾ HOẠCH

### Khắc phục tồn tại theo Kết luận số 55/KL-SNV ngày 11/3/2024 của Sở Nội vụ

Thực hiện Kết luận số 55/KL-SNV ngày 11 tháng 3 năm 2024 của Sở Nội vụ về kiểm tra tại Ủy ban nhân dân huyện Hòa Vang. Ủy ban nhân dân Huyện ban hành Kế hoạch như sau:

#### I. MỤC ĐÍCH

UBND xã Hòa Tiến đã ban hành Kế hoạch số 85/KH-UBND.

***Nơi nhận:***

- Sở Nội vụ (B/c);
- Lưu: VT.

**TM. ỦY BAN NHÂN DÂN  
CHỦ TỊCH**

**Phan Văn Tôn**
""",
        dict(
            type="KH",
            number=None,
            issuer="Ủy ban nhân dân huyện Hòa Vang",
            place="Hòa Vang",
            date="2024-03",
            period=None,
            signer=("Phan Văn Tôn", "CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"),
            title="Kế hoạch Khắc phục tồn tại theo Kết luận số 55/KL-SNV ngày 11/3/2024 của Sở Nội vụ",
            recipients=("Sở Nội vụ (B/c)", "Lưu: VT"),
            citations=["55/KL-SNV", "85/KH-UBND"],
        ),
    ),
    Case(
        "office of a town cites its own closing sentence; span in the title",
        """BÁO CÁO

Kết quả kiểm soát thủ tục hành chính từ ngày

15/12/2022 đến ngày 15/11/2023

Theo đề nghị của Phòng Nội vụ tại Công văn số 777/PNV ngày 16/11/2023

về báo cáo năm, Văn phòng HĐND và UBND thị xã báo cáo kết quả như sau:

Trên đây là kết quả kiểm soát thủ tục hành chính của Văn phòng HĐND và UBND thị xã Ba Đồn. Kính gửi Phòng Nội vụ./.

Nơi nhận:
- Chủ tịch UBND thị xã (b/c);
- Lưu: VT.

    CHÁNH VĂN PHÒNG

Đoàn Minh Thọ
""",
        dict(
            type="BC",
            number=None,
            issuer="Văn phòng HĐND và UBND thị xã Ba Đồn",
            date=None,
            signer=("Đoàn Minh Thọ", "CHÁNH VĂN PHÒNG", None),
            recipients=("Chủ tịch UBND thị xã (b/c)", "Lưu: VT"),
            period=("2022-12-15", "2023-11-15", "span"),
            citations=["777/PNV"],
        ),
    ),
    Case(
        "Circular 01/2011, right column first, old tone placement",
        """CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
_______________________
Hoà Bình, ngày 02 tháng 7 năm 2015
UỶ BAN NHÂN DÂN
TỈNH HOÀ BÌNH
______
Số: 61/BC-UBND
BÁO CÁO
Về tình hình thực hiện cơ chế một cửa 6 tháng đầu năm 2015

Thực hiện Quyết định số 09/2015/QĐ-TTg ngày 25/3/2015 của Thủ tướng Chính phủ ban hành Quy chế, Uỷ ban nhân dân tỉnh báo cáo:
Nơi nhận:
- Bộ Nội vụ;
- Lưu: VT, NC (T40b).
TM. UỶ BAN NHÂN DÂN
CHỦ TỊCH
(Đã ký)
Nguyễn Văn Quang
""",
        dict(
            type="BC",
            number="61/BC-UBND",
            issuer="Ủy ban nhân dân tỉnh Hoà Bình",
            place="Hoà Bình",
            date="2015-07-02",
            title="Báo cáo Về tình hình thực hiện cơ chế một cửa 6 tháng đầu năm 2015",
            signer=("Nguyễn Văn Quang", "CHỦ TỊCH", "TM. UỶ BAN NHÂN DÂN"),
            recipients=("Bộ Nội vụ", "Lưu: VT, NC (T40b)"),
            period=(None, None, "half-year"),
            citations=["09/2015/QĐ-TTg"],
        ),
    ),
    Case(
        "branch under an office under a department; tờ trình",
        """SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG
VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 301/TTr-VPĐKĐĐ
Bắc Ninh, ngày 04 tháng 8 năm 2025
TỜ TRÌNH
Về việc bổ sung trang thiết bị
Kính gửi: Sở Nông nghiệp và Môi trường
Căn cứ Thông tư số 05/2025/TT-BNV ngày 14/5/2025 của Bộ Nội vụ, Văn phòng Đăng ký đất đai kính trình:
Nơi nhận:
- Như trên;
- Lưu: VT.
GIÁM ĐỐC
Ngô Xuân Trường
""",
        dict(
            type="TTr",
            number="301/TTr-VPĐKĐĐ",
            issuer="Văn phòng Đăng ký đất đai",
            parent="Sở Nông nghiệp và Môi trường",
            place="Bắc Ninh",
            date="2025-08-04",
            addressees=("Sở Nông nghiệp và Môi trường",),
            signer=("Ngô Xuân Trường", "GIÁM ĐỐC", None),
            recipients=("Như trên", "Lưu: VT"),
            period=None,
            citations=["05/2025/TT-BNV"],
        ),
    ),
    Case(
        "form II.06a: no type, its period in the head of the table",
        """Biểu số II.06a/VPCP/KSTT
TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH
Kỳ báo cáo: Quý III/2023
(Từ ngày 15/6/2023 đến ngày 14/9/2023)
- Đơn vị báo cáo: UBND huyện Krông Pắc
- Đơn vị nhận báo cáo: UBND tỉnh Đắk Lắk
Đơn vị tính: Số hồ sơ TTHC
""",
        dict(
            type=None,
            number=None,
            date=None,
            period=("2023-06-15", "2023-09-14", "quarter"),
            citations=[],
        ),
    ),
    Case(
        "city that is a province, deputy of an authorised board, letter-spaced type",
        """ỦY BAN NHÂN DÂN
THÀNH PHỐ HỒ CHÍ MINH
VĂN PHÒNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 5120/BC-VP
Thành phố Hồ Chí Minh, ngày 25 tháng 12 năm 2024
B Á O  C Á O
Công tác kiểm soát thủ tục hành chính quý IV và năm 2024
Kính gửi: Ủy ban nhân dân Thành phố.
Thực hiện Công văn số 100/VPCP-KSTT ngày 05/01/2024 của Văn phòng Chính phủ, Văn phòng báo cáo:
Nơi nhận:
- Như trên;
- Lưu: VT, KSTT.
TUQ. CHÁNH VĂN PHÒNG
TRƯỞNG PHÒNG KIỂM SOÁT TTHC
Tạ Quang Vinh
""",
        dict(
            type="BC",
            number="5120/BC-VP",
            issuer="Văn phòng Ủy ban nhân dân Thành phố Hồ Chí Minh",
            parent="Ủy ban nhân dân Thành phố Hồ Chí Minh",
            place="Thành phố Hồ Chí Minh",
            date="2024-12-25",
            addressees=("Ủy ban nhân dân Thành phố",),
            signer=("Tạ Quang Vinh", "TRƯỞNG PHÒNG KIỂM SOÁT TTHC", "TUQ. CHÁNH VĂN PHÒNG"),
            recipients=("Như trên", "Lưu: VT, KSTT"),
            period=(None, None, "quarter"),
            citations=["100/VPCP-KSTT"],
        ),
    ),
    Case(
        "foot merged with single spaces, capital name, rank",
        """CÔNG AN TỈNH GIA LAI CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
CÔNG AN THỊ XÃ AN KHÊ Độc lập - Tự do - Hạnh phúc
Số: 88/BC-CATX An Khê, ngày 10 tháng 10 năm 2023
BÁO CÁO
Kết quả giải quyết thủ tục hành chính quý III/2023
Căn cứ Kế hoạch số 12/KH-CAT ngày 05/01/2023, Công an thị xã An Khê báo cáo kết quả như sau:
Nơi nhận: KT. TRƯỞNG CÔNG AN THỊ XÃ
- PC06 (b/c); PHÓ TRƯỞNG CÔNG AN THỊ XÃ
- Lưu: CATX. Thượng tá ĐINH XUÂN KHANH
""",
        dict(
            type="BC",
            number="88/BC-CATX",
            issuer="Công an thị xã An Khê",
            parent="Công an tỉnh Gia Lai",
            place="An Khê",
            date="2023-10-10",
            signer=("Đinh Xuân Khanh", "PHÓ TRƯỞNG CÔNG AN THỊ XÃ", "KT. TRƯỞNG CÔNG AN THỊ XÃ"),
            recipients=("PC06 (b/c)", "Lưu: CATX"),
            period=(None, None, "quarter"),
            citations=["12/KH-CAT"],
        ),
    ),
    Case(
        "nothing to read",
        "Danh sách hồ sơ trễ hạn\n1 Nguyễn Văn A 12/3/2024\n2 Trần B 14/3/2024\n",
        dict(type=None, number=None, issuer=None, date=None, title=None, period=None, citations=[]),
    ),
    Case(
        "working party of the people's council",
        """HỘI ĐỒNG NHÂN DÂN
HUYỆN ĐÔNG ANH
BAN PHÁP CHẾ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 05/BC-BPC
Đông Anh, ngày 1 tháng 12 năm 2023
BÁO CÁO
Kết quả giám sát việc giải quyết thủ tục hành chính giai đoạn 2021 - 2023
Thực hiện Nghị quyết số 30/NQ-HĐND ngày 15/12/2022 của HĐND huyện về chương trình giám sát, Ban Pháp chế báo cáo:
Nơi nhận:
- TT HĐND huyện;
- Lưu: VT.
TM. BAN PHÁP CHẾ
TRƯỞNG BAN
Đỗ Hồng Sơn
""",
        dict(
            type="BC",
            number="05/BC-BPC",
            issuer="Ban Pháp chế",
            parent="Hội đồng nhân dân huyện Đông Anh",
            place="Đông Anh",
            date="2023-12-01",
            signer=("Đỗ Hồng Sơn", "TRƯỞNG BAN", "TM. BAN PHÁP CHẾ"),
            recipients=("TT HĐND huyện", "Lưu: VT"),
            period=None,
            citations=["30/NQ-HĐND"],
        ),
    ),
)
