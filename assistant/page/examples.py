"""Questions worth clicking on a first visit, one for each kind of answer."""

from __future__ import annotations

EXAMPLES = (
    ("A plain no", "Does Peru have an NPS early warning system?"),
    ("A plain yes", "Is Peru a party to the Convention on Psychotropic Substances?"),
    ("Partly", "Does Peru certify staff working in prevention, treatment and social integration?"),
    ("A figure from a table", "What was DEVIDA's budget in 2014?"),
    ("A list", "Which institutions make up the national information system on drug trafficking?"),
    ("Not in the report", "How many prisons does Peru have?"),
)
"""(kind of answer, question)."""


def chat_examples() -> list[dict[str, str]]:
    """Return the examples as the chat shows them."""
    return [{"text": question, "display_text": question} for _, question in EXAMPLES]
