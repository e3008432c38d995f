import rules
from review.rulebook import write_rule_book


def test_every_rule_stands_on_the_page_with_its_sentence(tmp_path):
    call = rules.load_call("regional-ai-2026")
    page = write_rule_book(call, tmp_path / "rules.html").read_text(encoding="utf-8")
    for rule in call.rules:
        assert f'id="{rule.id}"' in page
    assert "총 사업비는 국비와 지방비 및 자부담을 6:4 비율로 구성하고" in page
    assert "국비 7,000백만원이면 총사업비 11,667백만원 이상" in page
    assert "<script" not in page


def test_words_of_a_call_cannot_become_markup(tmp_path):
    call = rules.load_call("regional-ai-2026").model_copy(update={"title": "<script>alert(1)</script>"})
    page = write_rule_book(call, tmp_path / "rules.html").read_text(encoding="utf-8")
    assert "<script" not in page


def test_same_call_gives_the_same_bytes(tmp_path):
    call = rules.load_call("regional-ai-2026")
    assert (
        write_rule_book(call, tmp_path / "1.html").read_bytes()
        == write_rule_book(call, tmp_path / "2.html").read_bytes()
    )
