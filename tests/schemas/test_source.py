"""How sources of money nest."""

import pytest

from schemas import Funding, Source
from schemas.source import FUNDED_SOURCES


@pytest.mark.parametrize("source", Source)
def test_a_source_is_a_part_of_its_parent_and_of_no_other(source: Source) -> None:
    assert [whole for whole in Source if source in whole.parts] == ([source.parent] if source.parent else [])


def test_every_source_but_the_total_leads_up_to_the_total() -> None:
    for source in FUNDED_SOURCES:
        while source.parent is not None:
            source = source.parent
        assert source is Source.TOTAL


def test_sources_are_the_fields_of_funding_and_each_has_a_name_of_its_own() -> None:
    assert {source.value for source in FUNDED_SOURCES} == set(Funding.model_fields) - {"unknown"}
    assert len({source.korean for source in Source}) == len(Source)
