"""Lists of English words that the rules about wording know, each in the alphabet's order."""

from __future__ import annotations


def listed(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


POINTER_WORDS = listed(
    """
    a about above again ago all already an and answer article articles as at author back below book by cf
    chapter check class compare confer consult correct course covered detail details did discussed earlier
    evident explained explains explanation explanatory fact first for found fourth from given had have here
    homework in is it known last learned learnt lesson lessons line lines look looked mentioned more na no none
    note notes obvious of on online our over p page pages para paragraph paragraphs paras part passage passages
    please pp read reading refer right same say says second section see self sentence slide slides so source
    sources stated states talked taught tba tbd text textbook that the there third this to todo under up we week
    weeks what where why wikipedia with written yesterday you your
    """
)
"""What explanations are made of that only say where to look."""

TASKS = listed(
    """
    add answer argue arrange assess assign bring calculate categorise categorize check choose circle cite
    classify combine compare complete compute connect consider continue correct count date decide define
    describe determine discuss distinguish draw enter estimate evaluate examine expand explain fill find finish
    fit give group guess identify imagine indicate insert interpret join judge justify label link list locate
    look mark match mention move name note number order outline pair pick place point prove put rank read
    rearrange recall reconstruct rewrite say select sequence set show sort specify spell state suggest summarise
    summarize supply tell think tick trace translate type underline use work write
    """
)
"""With what a task begins."""

ASKS = listed(
    """
    are can could did do does had has have how is may might must should was were what when where which who whom
    whose why will would
    """
)
"""With what a question begins."""

OPENINGS = listed(
    """
    also briefly finally first next now please then
    """
)
"""What may stand before a task."""

FINITE = listed(
    """
    am are became began broke brought came can could did do does fell fought found gave got grew had has have
    held is kept knew led left let lost made may meant met might must rose said sat saw sent set shall should
    spoke stood thought told took was went were will won would wrote
    """
)
"""Verbs by which a sentence shows that it is one."""

LEADS_ON = listed(
    """
    a about against an and are as at be because been between by called during for from had has have in into is
    named of on or over since than that the through to under was were with
    """
)
"""With what the beginning of a sentence ends."""

STOP_WORDS = listed(
    """
    a about above according account across after again against all almost along already also although always
    among an and another any are as at away back be became because become been before behind being below between
    both but by call called came can cannot come could did do does doing done down during each either else even
    ever every far few first following for from gave get give given go goes got had has have having he her here
    hers him himself his how however i if in into is it its itself just kind last later least less like made
    make makes many may me might more most much must my name named near neither never no none nor not nothing
    now of off often on once one only onto or other others our out over own part per place put quite rather
    really said same saw say says second see seen several shall she should show shows since so some something
    soon still such take taken takes tell tells than that the their them themselves then there these they thing
    things third this those though three through thus time to together told too took toward towards two under
    until up upon us use used very was way we well went were what when where whether which while who whom whose
    why will with within without would year years yet you your
    """
)
"""Words that carry no meaning of their own."""

QUANTIFIERS = listed(
    """
    after before first never not second third
    """
)
"""Small words that make another question."""
