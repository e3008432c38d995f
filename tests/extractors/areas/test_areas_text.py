"""Normal form, tokens and roles: nothing of the text is lost, and each word has the role it plays."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.areas.text.normalization import normalise
from extractors.areas.text.roles import Role, find_actors, find_passages
from extractors.areas.text.tokenizer import KiwiTokenizer

KOREAN = st.text(alphabet=st.sampled_from("가나힣교육을했다갔 \n\t.,·-()AI0🙂𠮷ㅋᄀ\u1161"), max_size=40)


@given(KOREAN, st.sampled_from(["NFC", "NFD"]))
def test_normal_form_leads_back_to_every_character(text, form):
    written = unicodedata.normalize(form, text)
    normal = normalise(written)
    assert normal.text == unicodedata.normalize("NFC", written)
    assert len(normal.origin) == len(normal.text) + 1
    assert list(normal.origin) == sorted(normal.origin)
    start, end = normal.original_span(0, len(normal.text))
    assert written[start:end] == written


def test_a_span_of_separate_letters_is_cut_between_syllables():
    written = unicodedata.normalize("NFD", "인력양성")
    start, end = normalise(written).original_span(2, 4)
    assert unicodedata.normalize("NFC", written[start:end]) == "양성"


@settings(max_examples=60)
@given(text=KOREAN)
def test_tokens_keep_every_character_in_its_place(shipped_pipeline, text):
    text = unicodedata.normalize("NFC", text)
    doc = shipped_pipeline.make_doc(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


def test_morphemes_that_overlap_are_one_token(shipped_pipeline):
    doc = shipped_pipeline.make_doc("도입했다")
    assert [token.text for token in doc] == ["도입", "했", "다"]
    assert "+" in doc[1].tag_


def test_words_with_broken_blanks_are_read_whole(shipped_pipeline):
    lemmas = [token.lemma_ for token in shipped_pipeline.make_doc("인 력 양 성 교 육")]
    assert lemmas == ["인력", "양성", "교육"]


def test_the_tokenizer_travels_with_its_words(shipped_pipeline):
    tokenizer = shipped_pipeline.tokenizer
    assert isinstance(tokenizer, KiwiTokenizer)
    copy = KiwiTokenizer(shipped_pipeline.vocab).from_bytes(tokenizer.to_bytes())
    assert copy.user_words == tokenizer.user_words
    assert "예지보전" in [token.text for token in copy("예지보전을 한다")]
    assert shipped_pipeline.config["nlp"]["tokenizer"]["user_words"] == list(tokenizer.user_words)


def roles_of(text: str) -> dict[str, Role]:
    return {text[p.start : p.end].strip(): p.role for p in find_passages(text) if text[p.start : p.end].strip()}


BACKGROUND = [
    "전문인력이 크게 부족한 실정이다.",
    "교육 참여율은 9%에 머물고 있다.",
    "교 육 참 여 율 은 9%에 머 물 고 있 다.",
    "재직자 교육은 해마다 줄었다.",
    "솔루션을 도입한 기업은 드물다.",
    "생산성이 높아질 것으로 기대된다.",
    "서버를 다룰 사람이 없음",
]
CONTENT = [
    "재직자 200명을 교육한다.",
    "GPU 서버 20식을 구축",
    "교육과정 10개를 운영하고 수료자를 채용으로 잇는다.",
    "솔루션을 개발하여 30개사에 보급할 계획이다.",
    "테스트베드를 짓고 기업에 개방함",
]


@pytest.mark.parametrize("sentence", BACKGROUND)
def test_state_of_affairs_is_background(sentence):
    assert roles_of(f"제목\n{sentence}")[sentence] is Role.BACKGROUND


@pytest.mark.parametrize("sentence", CONTENT)
def test_what_is_done_is_no_background(sentence):
    assert Role.BACKGROUND not in roles_of(f"제목\n{sentence}").values()


def test_headed_background_ends_at_the_next_head():
    roles = roles_of("제목\n□ 필요성\n - 서버가 낡음\n□ 내용\n - 시험동을 짓는다")
    assert roles["- 서버가 낡음"] is Role.BACKGROUND
    assert roles["- 시험동을 짓는다"] is Role.CONTENT


def test_a_list_item_of_background_ends_at_the_next_item():
    roles = roles_of("제목\n- 현황: 시설은 많음\n- 청년 60명을 교육")
    assert roles["시설은 많음"] is Role.BACKGROUND
    assert roles["- 청년 60명을 교육"] is Role.CONTENT


def test_sentences_before_the_turn_lead_up_to_it():
    roles = roles_of("제목\n공장마다 솔루션이 깔린다. 쓸 사람이 문제다. 이에 반장 100명을 가르친다.")
    assert [role for text, role in roles.items() if "솔루션" in text] == [Role.BACKGROUND]
    assert [role for text, role in roles.items() if "반장" in text] == [Role.CONTENT]


def test_words_before_a_purpose_marker_are_means():
    roles = roles_of("인력양성을 위한 GPU 센터\n기존 서버를 활용하여 청년을 가르친다")
    assert roles["인력양성을 위한"] is Role.TITLE_MEANS
    assert roles["GPU 센터"] is Role.TITLE
    assert roles["기존 서버를 활용하여"] is Role.MEANS
    assert roles["청년을 가르친다"] is Role.CONTENT


@given(KOREAN, KOREAN)
def test_passages_follow_each_other_without_overlap(title, text):
    whole = f"{title}\n{text}"
    passages = find_passages(whole)
    assert all(first.end <= second.start for first, second in pairwise(passages))
    assert all(0 <= passage.start < passage.end <= len(whole) for passage in passages)


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("교육 수료생이 참여하는 현장 문제 해결", ["교육 수료생이 참여하는"]),
        ("솔루션 개발기업이 사용할 클라우드 자원을 조성", ["솔루션 개발기업이 사용할"]),
        ("앞선 교육을 마친 인력과 함께 솔루션을 개발", ["앞선 교육을 마친 인력과 함께"]),
        ("공용 서버를 마련하여 기업이 만든 솔루션을 실증", ["기업이 만든"]),
        ("솔루션 개발과 함께 재직자를 교육", []),
        ("재직자가 참여하고 기업이 실증", []),
    ],
)
def test_who_makes_or_uses_a_thing_is_told_from_what_is_done(text, actors):
    assert [text[start:end] for start, end in find_actors(text)] == actors
