"""The way from a Document to a Proposal, step by step: budget, programmes, areas, overview, criteria, prose."""

from extractors.areas import AssignsAreas
from extractors.budget import extract_budget, find_narrative_amounts
from extractors.consistency import find_statements
from extractors.criteria import find_criteria
from extractors.excerpts import excerpts_of
from extractors.overview import extract_overview
from extractors.programs import (
    extract_programs,
    find_plan_tables,
    organizations_of_plan,
    with_participation,
    with_restatement_checks,
)
from schemas import Call, Document, Proposal


def extract(document: Document, call: Call, assigner: AssignsAreas | None = None) -> Proposal:
    """What a document proposes. Without an assigner the programmes keep the area that the plan declares, and no other.

    Nothing is looked up, nothing depends on the clock: the same document, call and assigner give the same proposal.
    """
    budget = extract_budget(document, call)
    overview = extract_overview(document, call)
    tables = find_plan_tables(document, call)
    partners = [partner.value for partner in overview.partners]
    programs = with_participation(extract_programs(document, call, budget), tables, partners, budget, call)
    if assigner is not None:
        programs = assigner.assign(programs)
    proposal = Proposal(
        file=document.file,
        applicant=overview.applicant,
        lead_organization=overview.lead_organization,
        partners=overview.partners,
        organizations=organizations_of_plan(tables, budget),
        schedule=tables.schedule,
        period=overview.period,
        budget=with_restatement_checks(budget, programs),
        programs=programs,
        sections=overview.sections,
        criteria=find_criteria(document, call),
        narrative_amounts=find_narrative_amounts(document, call, budget),
        statements=find_statements(document, call, budget, programs, overview.period),
        warnings=document.warnings,
        unknown=overview.unknown,
    )
    return proposal.model_copy(update={"excerpts": excerpts_of(document, proposal)})
