"""The search finds a word however it is spaced, in plans of the call alone, and says where it stands."""

import pytest

from records.queries.folding import folded, terms_of


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("AI 교육", ("ai", "교육")),
        ('"AI 교육"', ("ai교육",)),
        ("ＡＩ·①단계", ("ai1단계",)),
        ("1,518명", ("1518명",)),
        ("  %_'\"  ", ()),
        ("교육 교육", ("교육",)),
    ],
)
def test_a_query_is_read_as_the_words_that_must_all_be_found(query, terms):
    assert terms_of(query) == terms


def _says(record, *words):
    if record.proposal is None:
        return False
    texts = [program.title for program in record.proposal.programs]
    texts += [anchor.text for passage in record.proposal.statements.passages for anchor in passage.evidence]
    return all(any(folded(word) in folded(text) for text in texts) for word in words)


@pytest.mark.parametrize(
    "words",
    [
        ("바이오",),
        ("재직자교육",),
        ("재직자", "해양"),
        ("1518명",),
        ("518",),
        ("륙",),
        ("류",),
        ("교육3",),
        ("시",),
        ("ai",),
    ],
)
def test_all_plans_that_say_the_words_are_found_and_no_others(words, asked, filled, call):
    found = asked.search(" ".join(words), limit=1_000)
    expected = [record for record in filled.of_call(call.id) if _says(record, *words)]
    assert sorted((hit.file_name, hit.kind.value) for hit in found.hits) == sorted(
        (record.submission.file_name, record.submission.kind.value) for record in expected
    )
    assert found.total == len(expected)


def test_a_hit_quotes_the_lines_with_their_places(asked):
    hit = asked.search('"재직자 교육"').hits[0]
    assert hit.lines_found == 1
    assert (hit.lines[0].page, hit.lines[0].program_position) == (3, None)
    assert "재직자 교육(1,518명)" in hit.lines[0].text


@pytest.mark.parametrize(
    "query", ["", "  ", '"', "%", "' OR 1=1 --", "교육) OR (a", "NEAR(교육 AI)", "pairs:교육", "*"]
)
def test_no_query_breaks_the_search(query, asked):
    assert asked.search(query).total >= 0


def test_words_at_the_end_of_a_line_do_not_run_into_the_next(asked):
    assert asked.search("실시AI").total == 0
    assert asked.search("교육0AI").total == 0


def test_pages_of_hits_follow_each_other(asked):
    whole = asked.search("ai", limit=1_000)
    pages = [asked.search("ai", offset=offset, limit=5) for offset in range(0, whole.total + 5, 5)]
    assert tuple(hit for page in pages for hit in page.hits) == whole.hits
    assert {page.total for page in pages} == {whole.total}


def test_lines_are_quoted_of_as_many_plans_as_are_asked_for(asked):
    whole, some = asked.search("ai", limit=1_000), asked.search("ai", limit=1_000, quoted=2)
    assert (some.hits, some.total) == (whole.hits[:2], whole.total)
    assert some.found == tuple(hit.submission_id for hit in whole.hits)
