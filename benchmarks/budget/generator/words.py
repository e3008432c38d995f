"""The words that random budget tables are headed with, by what they mean, and words that no vocabulary knows."""

from typing import Final

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "total": ("합계", "계", "총사업비", "총 사업비", "총계", "합 계"),
    "national": ("국비", "국고보조금", "정부지원금", "국비지원금", "국 비", "국고"),
    "local": ("지방비", "지자체부담금", "지방비 부담금", "지자체"),
    "metro": ("도비", "시·도비", "광역비"),
    "district": ("시군비", "시·군비", "군비", "시·군·구비"),
    "private": ("자부담", "민간부담금", "자담", "기업부담금", "자기부담금", "민간"),
    "cash": ("현금", "현금부담"),
    "in_kind": ("현물", "현물부담"),
    "other": ("융자", "기타", "지방채"),
}
# Made up; a table with one of them is still to be read, and its money to be shown as of an unknown source.
UNKNOWN: Final = ("향토협력분", "상생참여몫", "연대재원", "동행출자", "지정몫", "갑재원", "협력사몫")
SUBTOTAL: Final = ("소계", "계")
STUBS: Final[dict[str, tuple[str, ...]]] = {
    "program": ("세부 프로그램", "프로그램명", "세부사업", "사업명", "과제명"),
    "item": ("비목", "항목", "예산과목", "세목"),
    "organization": ("기관명", "수행기관", "참여기관"),
    "source": ("재원", "재원별", "구분", "재원구분"),
    "year": ("연도", "구분", "연차", "사업연도"),
    "area": ("분야", "지원분야", "부문"),
}
NAMES: Final[dict[str, tuple[str, ...]]] = {
    "program": (
        "용접부 비전검사 솔루션 보급",
        "식품기업 수요예측 바우처",
        "산단 에너지관리 실증",
        "공동활용 GPU 센터 구축",
        "제조 데이터 테스트베드 조성",
        "재직자 실무교육",
        "청년 융합인재 양성",
        "물류 최적화 플랫폼 개발",
    ),
    "item": ("인건비", "재료비", "위탁사업비", "장비임차료", "회의비", "홍보비", "여비", "지급수수료"),
    "organization": ("예시테크노파크", "예시대학교 산학협력단", "예시산업진흥원", "예시경제진흥원", "예시정보문화재단"),
}
AREAS: Final = ("AI 솔루션 개발·보급", "AI 인프라 구축", "AI 인력양성")
NAME_OF_AXIS: Final = {"program": "프로그램", "item": "비목", "organization": "기관"}
SECOND_NAMES: Final = {"item": ("민간경상보조", "민간위탁금"), "organization": ("예시진흥원", "예시재단")}
STATES: Final = (
    ("당초", "변경"),
    ("정부안", "확정"),
    ("요구", "확정"),
    ("기정", "추경"),
    ("신청", "결정"),
    ("본예산", "추경"),
)
CHANGES: Final = ("증감", "증감액", "증△감")
QUANTITIES: Final = ("사업량", "물량", "지원기업수", "개소", "수량", "지원규모")
COUNTERS: Final = ("개", "개사", "건", "명", "개소", "")
REMARKS: Final = ("비고", "비 고", "주요내용")
HEADINGS: Final = ("소요예산", "재원조달 계획", "사업비 구성", "투자계획", "연차별 투자계획", "예산 편성 계획")
CAPTIONS: Final = ("사업비 내역", "소요예산 내역", "재원별 사업비", "연도별 투자계획", "사업비 총괄표", "")
TITLES: Final = ("사업비 총괄", "소요예산 내역", "재원별·연차별 투자계획", "< 사업비 편성 내역 >")
NOTES: Final = (
    "※ 아래 금액은 부가가치세를 포함함",
    "※ 과거 유사한 사업과 중복되지 않음",
    "※ 1인당 교육비 단가는 별도 기준을 따름",
    "* 연구개발비는 포함되지 않음",
    "※ 매출 규모에 따라 자부담 비율은 달라질 수 있음",
    "아래와 같이 사업비를 편성함",
    "",
    "",
    "",
)
YEARS: Final = (
    *(
        "{year}년",
        "’{short}년",
        "{nth}차년도({year}년)",
        "{year}년도",
        "{nth}차년도(’{short})",
        "{year}",
        "{nth}차년도",
    ),
    *("{nth}년차({year})", "’{short}", "{nth}차년", "{nth}차", "Y{nth}"),
)
SPANS: Final = ("{first}~{last}년", "’{short_first}~’{short_last}년", "{nth}~{nth_last}차년도", "{first}~{last} 소계")
WHOLE_YEARS: Final = (
    "합계",
    "계",
    "총계",
    "{first}~{last}년",
    "총사업비(’{short_first}~’{short_last}년)",
    "전체({first}~{last})",
)
# What is printed around an amount that is rounded, bounded or not yet decided.
FORMS: Final = ("약 {}", "{} 내외", "{} 이내", "{}(안)", "{} (예정)", "{}여", "{}±", "{} 정도")
SIDES: Final = (("수입", "지출"), ("세입", "세출"), ("자금조달", "자금운용"))
