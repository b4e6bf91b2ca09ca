"""Words that tell how the evaluators see something."""

from __future__ import annotations

import re

EVALUATORS = "(?:CICAD|MEM|OAS)"
"""Those who write the reports: a pattern."""
_CONCERNS_A_THING = re.compile(
    r"(?<= )(?<!with )(?<!of )(?<!the )(?<!any )(?<!no )(?<!some )(?<!their )(?<!its )(?<!your )(?<!express )(?<!expresses )(?<!expressed )(?<!voice )"
    r"(?<!voices )(?<!raise )(?<!raises )(?<!raised )(?<!for )(?<!main )(?<!cause )(?<!causes )(?<!what )(?<!note )(?<!notes )(?<!and )(?<!or )(?<!'s )(?<!s' )"
    r"concerns? (?=(?!about\b|over\b|with\b|regard|on\b|in\b|for\b|of\b|is\b|are\b|was\b|were\b|that\b|do\b|does\b|did\b|ha[sd]\b|have\b|cicad\b"
    r"|(?:the )?(?:evaluat|expert|assess|review|mem\b)|them\b|voiced|raised|expressed|noted|at\b|by\b|as\b|and\b|or\b|from\b|includ|relat|remain|exist)\w)"
)
"""A verb that says what something is about ("studies that concern adolescents")."""
_CONCERN = re.compile(
    r"\b(?:concern\w*|worr\w+|regret\w*|deplor\w*|dissatisf\w*|unhappy|alarm(?:ed|ing)|critici[sz]\w*|tell\w* off|uneas\w*"
    r"|upset|fret(?:s|ted|ting)?|scold\w*|sound(?:s|ed)? the alarm|(?:call|calls|called) into question|ill at ease"
    r"|bother(?:s|ed|ing)?|displeas\w*|dismay\w*|takes? issue"
    r"|misgiving\w*|troubl(?:ed|es|ing)|complain\w*|disapprov\w*|reproach\w*|censur\w*|lament\w*|finds? fault|found fault"
    r"|(?:see|sees|saw|view|views|regard|regards|treat|treats) [^?]*\bas an? (?:problem|weakness|failing|shortcoming|worry))\b"
)
_SATISFACTION = re.compile(
    r"\b(?:satisf\w+|pleas(?:ed|es|ing|ure)|welcom\w*|prais\w*|happy|content|glad|commend\w*|applaud\w*|congratulat\w*|approv(?:es?|ing) of"
    r"|(?<!ill )at ease|hail(?:s|ed)?|good news|positive\w*|strengths|strong points|successes|achievements|accomplishments"
    r"|(?:evaluators|cicad|experts|reviewers|assessors|mem) (?:really |particularly |most )?(?:liked?(?! to\b)|appreciat\w+))\b"
)


def is_attitude(word: str) -> bool:
    """Return whether a folded word only tells how something is seen ("regrets", "pleased")."""
    return bool(_CONCERN.fullmatch(word) or _SATISFACTION.fullmatch(word))


def read_attitude(folded: str) -> str | None:
    """Return "concern" or "satisfaction" where a folded question asks how the evaluators see something, else None."""
    if _CONCERN.search(_CONCERNS_A_THING.sub(" ", folded)):
        return "concern"
    return "satisfaction" if _SATISFACTION.search(folded) else None
